"""Rows r: redirects to where we do not go, in circles, down to plain http, or with what belongs to one host only."""

from urllib.parse import quote

from tests.calendars.lab.row import Row, numbered, words


def to(location: str, status: int = 302, scheme: str = "http") -> str:
    """The address of a place that redirects there."""
    return f"{scheme}://HOST/to/{status}/{quote(location, safe='')}"


FORBIDDEN = words("""
    http://127.0.0.1/feed.ics http://127.0.0.1:8080/feed.ics http://localhost/feed.ics http://[::1]/feed.ics
    http://0.0.0.0/feed.ics http://10.0.0.1/feed.ics http://172.16.0.1/ http://192.168.0.1/ http://100.64.0.1/
    http://169.254.169.254/latest/meta-data/ http://metadata.google.internal/ http://168.63.129.16/
    http://[fd00:ec2::254]/latest/ http://[::ffff:169.254.169.254]/ http://[::127.0.0.1]/ http://[::ffff:0:127.0.0.1]/
    http://[64:ff9b::a9fe:a9fe]/ http://[2002:7f00:1::1]/ http://[2002:a9fe:a9fe::]/ http://[fe80::1%25lo]/
    http://[fec0::1]/ http://2130706433/ http://0x7f.1/ http://0177.0.0.1/ http://127.1/ http://１２７.0.0.1/
    http://ama@OTHER/ http://OTHER@127.0.0.1/ http://printer.local/ //127.0.0.1/feed.ics
    \\\\127.0.0.1\\feed.ics /\\127.0.0.1/feed.ics http:\\\\127.0.0.1\\ http://[bad/ http://OTHER:99999/
    http://OTHER:22/ http://OTHER:25/ http://OTHER:53/ http://OTHER:6667/ http://OTHER:0/ webcal://127.0.0.1/
    file:///etc/passwd file:/etc/passwd ftp://OTHER/ gopher://OTHER/ data:text/calendar,BEGIN javascript:alert(1)
    http://OTHER/a\x7fb http://planted.example/ http://d001.names.example/feed.ics
""")

LOOPS = (to("/round"), "http://HOST/round", "http://HOST/pingpong", "http://HOST/ever/1", "http://HOST/count/6")
DOWN = (
    to("http://HOST/feed.ics", scheme="https"),
    to("http://OTHER/feed.ics", scheme="https"),
    to("http://HOST:443/feed.ics", 301, "https"),
)
BROKEN = (
    to("http://OTHER/a\x00b"),
    "http://HOST/to/302/",
    "http://HOST/lost",
    "http://HOST/to/300/http%3A%2F%2F127.0.0.1%2F",
)

# allowed ends: what matters is what the other host is not told
KEPT = (
    Row("http://ama:sesame@HOST/to/302/http%3A%2F%2FOTHER%2Ffeed.ics", "ok", "http://OTHER/feed.ics"),
    Row("http://ama:sesame@HOST/to/302/http%3A%2F%2FHOST%3A8080%2Ffeed.ics", "ok", "http://HOST:8080/feed.ics"),
    Row("http://ama:sesame@HOST/to/302/https%3A%2F%2FHOST%2Ffeed.ics", "ok", "https://HOST/feed.ics"),
    Row("http://HOST/to/302/http%3A%2F%2Fama%3Asesame%40OTHER%2Ffeed.ics", "ok", "http://OTHER/feed.ics"),
    Row("http://HOST/cookie/HOST", "ok", "http://HOST/feed.ics"),
    Row("http://HOST/cookie/OTHER", "ok", "http://OTHER/feed.ics"),
    Row(to("///127.0.0.1/feed.ics"), "ok", "http://HOST/127.0.0.1/feed.ics"),
    Row("http://HOST/refresh", "error", says="web page"),
)

ROWS = numbered(
    "r",
    [
        *(Row(to(location), "refused") for location in FORBIDDEN),
        *(Row(to("http://169.254.169.254/", status), "refused") for status in (301, 303, 307, 308)),
        *(Row(address, "refused") for address in (*LOOPS, *DOWN)),
        *(Row(address, "error") for address in BROKEN),
        *KEPT,
    ],
)
