"""Rows g: addresses that people really have, which must be accepted, and be kept in one form."""

from tests.calendars.lab.redirects import to
from tests.calendars.lab.row import Row, numbered

KEPT = {  # as typed, as kept
    "webcal://HOST/feed.ics": "https://HOST/feed.ics",
    "webcals://HOST/feed.ics": "https://HOST/feed.ics",
    "WebCal://HOST:8443/feed.ics": "https://HOST:8443/feed.ics",
    "HTTPS://ID.GOOD.EXAMPLE/Feed.ics": "https://HOST/Feed.ics",
    "https://HOST:443/feed.ics": "https://HOST/feed.ics",
    "http://HOST:80/feed.ics": "http://HOST/feed.ics",
    "http://HOST:/feed.ics": "http://HOST/feed.ics",
    "http://HOST:8080/feed.ics": "http://HOST:8080/feed.ics",
    "http://HOST:8000/feed.ics": "http://HOST:8000/feed.ics",
    "https://HOST:8443/feed.ics": "https://HOST:8443/feed.ics",
    "https://HOST/feed.ics#top": "https://HOST/feed.ics",
    "https://HOST/feed.ics?a=b&c=%20d": "https://HOST/feed.ics?a=b&c=%20d",
    "https://HOST./feed.ics": "https://HOST/feed.ics",
    "https://bücher.good.example/feed.ics": "https://xn--bcher-kva.good.example/feed.ics",
    "http://BÜCHER。good．example/feed.ics": "http://xn--bcher-kva.good.example/feed.ics",
    "https://xn--bcher-kva.good.example/feed.ics": "https://xn--bcher-kva.good.example/feed.ics",
    " \thttps://HOST/feed.ics\r\n": "https://HOST/feed.ics",
    "http://ama:sesame@HOST/private.ics": "http://HOST/private.ics",
    "https://ama:sesame@HOST/private.ics": "https://HOST/private.ics",
    "http://%61ma:%73esame@HOST/private.ics": "http://HOST/private.ics",
    "http://93.184.216.34/feed.ics": "http://93.184.216.34/feed.ics",
    "http://[2606:2800:220:1::1]/feed.ics": "http://[2606:2800:220:1::1]/feed.ics",
    "http://[2606:2800:0220:0001:0:0:0:0001]:8080/feed.ics": "http://[2606:2800:220:1::1]:8080/feed.ics",
    "http://HOST/kälender.ics": "http://HOST/k%C3%A4lender.ics",
    "http://HOST/%7Eama/a%2Fb.ics": "http://HOST/%7Eama/a%2Fb.ics",
    "http://HOST": "http://HOST/",
    "http://HOST?key=abc": "http://HOST/?key=abc",
    "http://my_calendar.good.example/feed.ics": "http://my_calendar.good.example/feed.ics",
    "http://ID.six.example/feed.ics": "http://ID.six.example/feed.ics",
    "http://ID.both.example/feed.ics": "http://ID.both.example/feed.ics",
    "http://127.0.0.1.good.example/feed.ics": "http://127.0.0.1.good.example/feed.ics",
    "http://HOST/@127.0.0.1/feed.ics": "http://HOST/@127.0.0.1/feed.ics",
}

LED = {  # by redirects
    to("/feed.ics", 301): "http://HOST/feed.ics",
    to("../../feed.ics", 302): "http://HOST/feed.ics",
    to("http://OTHER/feed.ics", 303): "http://OTHER/feed.ics",
    to("https://HOST/feed.ics", 307): "https://HOST/feed.ics",
    to("webcal://OTHER/feed.ics", 308): "https://OTHER/feed.ics",
    to("https://OTHER:8443/feed.ics", 302, "https"): "https://OTHER:8443/feed.ics",
    to("//OTHER/feed.ics#top"): "http://OTHER/feed.ics",
    to("/kälender.ics"): "http://HOST/k%C3%A4lender.ics",
    "http://HOST/count/5": "http://HOST/feed.ics",
    "http://ama:sesame@HOST/to/302/%2Fprivate.ics": "http://HOST/private.ics",
}

SERVED = (
    *("fine/gzip", "fine/x-gzip", "fine/identity", "fine/chunked", "fine/gzip-chunked", "fine/old", "fine/no-length"),
    *(
        "fine/bom",
        "fine/as-html",
        "fine/as-bytes",
        "fine/continue",
        "fine/hints",
        "fine/cookies",
        "fine/twice-length",
    ),
    *("fine/many-headers", "fine/pause", "fine/largest", "fine/largest-gzip", "fine/" + "a" * 7_000),
)

ROWS = numbered(
    "g",
    [
        *(Row(typed, "ok", kept) for typed, kept in KEPT.items()),
        *(Row(typed, "ok", kept) for typed, kept in LED.items()),
        *(Row(f"http://HOST/{path}", "ok", f"http://HOST/{path}", within=8.0) for path in SERVED),
    ],
)
