"""Rows s: servers that dawdle, never end, pack bombs, break off, answer nonsense, or that nobody should believe."""

from tests.calendars.lab.row import Row, numbered

DAWDLING = (  # nothing for ten seconds, or a little for twenty
    ("stall/0", 13.0),
    ("stall/20", 13.0),
    ("stall/120", 13.0),
    ("drip/0", 22.0),
    ("drip/200", 22.0),
    ("drip/chunked", 22.0),
    ("drip/continue", 22.0),
    ("drip/redirect", 22.0),
)
ENDLESS = (
    *(
        "endless/body",
        "endless/length",
        "endless/chunks",
        "endless/crumbs",
        "endless/chunk-line",
        "endless/negative",
        "endless/trailers",
    ),
    *("endless/headers", "endless/header", "endless/continue", "endless/hints", "endless/status", "endless/tail"),
    *("bomb/gzip", "bomb/x-gzip", "bomb/twice", "bomb/layers", "bomb/members", "bomb/deflate", "bomb/br"),
)
BROKEN = (
    *("short/length", "short/chunk", "short/gzip", "reset/0", "reset/20", "reset/200", "close", "nonsense", "ssh"),
    *(
        "http2",
        "version",
        "status/abc",
        "chunk/zz",
        "chunk/-5",
        "chunk/short",
        "length/two",
        "length/-5",
        "length/words",
    ),
    *("nul", "headerless", "folded", "empty", "empty/length", "gzip/not", "gzip/plain-gz", "large", "large/gzip"),
    *("packed/zstd", "packed/compress", "packed/gzip%2C%20gzip", "html", "html/bom"),
)
STATUS = {
    204: "", 206: "", 304: "", 400: "", 401: "password", 403: "Publish", 404: "Copy it again", 410: "new address",
    418: "", 429: "less often", 451: "", 500: "try again", 502: "", 503: "", 599: "", 100: "", 101: "", 999: "",
}  # fmt: skip

TLS = (
    *(
        "https://ID.stranger.example/feed.ics",
        "https://ID.wrong.example/feed.ics",
        "https://ID.expired.example/feed.ics",
    ),
    "https://93.184.216.34/feed.ics",
)

ROWS = numbered(
    "s",
    [
        *(Row(f"http://HOST/{path}", "error", says="too slow", within=time, slow=True) for path, time in DAWDLING),
        *(
            Row(f"https://HOST/{path}", "error", says="too slow", within=time, slow=True)
            for path, time in DAWDLING[1:4]
        ),
        Row("https://HOST:8082/feed.ics", "error", says="too slow", within=13.0, slow=True),  # no handshake
        Row("https://HOST:80/feed.ics", "error", within=13.0, slow=True),
        *(Row(f"http://HOST/{path}", "error", within=22.0) for path in ENDLESS),
        *(Row(f"https://HOST/{path}", "error", within=22.0) for path in ("endless/body", "bomb/gzip")),
        *(Row(f"http://HOST/{path}", "error") for path in BROKEN),
        *(Row(f"http://HOST/status/{code}", "error", says=says) for code, says in STATUS.items()),
        *(Row(address, "error") for address in TLS),
    ],
)
