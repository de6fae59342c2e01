"""Rows d: names whose look-up tells hostile addresses, changes its mind, or fails; and what it tells of each."""

from tests.calendars.lab.row import Row, numbered, words

Answers = tuple[str, ...]
PUBLIC, PUBLIC_6 = "93.184.216.34", "2606:2800:220:1::1"

HOSTILE: tuple[Answers, ...] = (
    *((each,) for each in words("127.0.0.1 127.1.2.3 0.0.0.0 0.1.2.3 10.0.0.1 172.16.0.1 192.168.1.1 100.64.0.1")),
    *((each,) for each in words("169.254.169.254 169.254.1.1 168.63.129.16 192.0.0.8 192.0.2.1 192.88.99.1")),
    *((each,) for each in words("198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.251 240.0.0.1 255.255.255.255")),
    *((each,) for each in words("::1 :: ::ffff:127.0.0.1 ::ffff:93.184.216.34 ::127.0.0.1 ::ffff:0:127.0.0.1")),
    *((each,) for each in words("64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 2002:7f00:1:: 2001::1 100::1")),
    *((each,) for each in words("2001:db8::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1")),
    (PUBLIC, "127.0.0.1"),
    ("10.0.0.1", PUBLIC),
    (PUBLIC, PUBLIC_6, "::1"),
    (PUBLIC, "::ffff:169.254.169.254"),
    (
        *(f"93.184.216.{last}" for last in range(1, 12)),
        "192.168.1.1",
        *(f"93.184.216.{last}" for last in range(40, 50)),
    ),
    (*(f"93.184.216.{last}" for last in range(1, 250)), "169.254.169.254"),
    ("CNAME localhost", "127.0.0.1"),
    ("CNAME inside.example", "10.9.8.7"),
    ("CNAME metadata.internal", "169.254.169.254"),
)

# what each look-up in turn is told; the last is told again and again
FEED, BACK = "/feed.ics", "/to/302/http://NAME/feed.ics"
REBOUND: tuple[tuple[str, str, tuple[Answers, ...]], ...] = (
    (FEED, "ok", ((PUBLIC,), ("127.0.0.1",))),
    (FEED, "ok", ((PUBLIC_6,), ("::1",))),
    (FEED, "refused", (("127.0.0.1",), (PUBLIC,))),
    (BACK, "refused", ((PUBLIC,), ("127.0.0.1",))),
    (BACK, "refused", ((PUBLIC,), ("169.254.169.254",))),
    (BACK, "refused", ((PUBLIC,), (PUBLIC, "10.0.0.1"))),
    (BACK, "refused", ((PUBLIC, PUBLIC_6), (PUBLIC, "::1"))),
    (BACK, "refused", ((PUBLIC,), ("CNAME localhost", "127.0.0.1"))),
    (BACK, "error", ((PUBLIC,), ("NXDOMAIN",))),
    (BACK, "ok", ((PUBLIC,), ("93.184.216.35",))),
)

UNKNOWN = "The name of the calendar's server is not known. Check the address for typing slips."
FAILING: tuple[Answers, ...] = (
    ("SERVFAIL",),
    ("REFUSED",),
    (),
    ("SILENCE",),
    ("GARBAGE",),
    ("CNAME NAME",),
)
DEAD: Answers = tuple(f"93.184.216.{last}" for last in range(1, 100))


_LISTED: list[tuple[Row, tuple[Answers, ...]]] = [
    *((Row("http://NAME/feed.ics", "refused"), (answers,)) for answers in HOSTILE),
    *((Row(f"http://NAME{path}", result), turns) for path, result, turns in REBOUND),
    (Row("http://NAME/feed.ics", "error", says=UNKNOWN, within=25.0, slow=True), (("NXDOMAIN",),)),
    *((Row("http://NAME/feed.ics", "error", within=25.0, slow=True), (answers,)) for answers in FAILING),
    (Row("http://NAME:8081/feed.ics", "error", says="too slow", within=23.0, slow=True), (DEAD,)),
    (Row("http://NAME:8081/feed.ics", "error", says="too slow", within=8.0, slow=True), ((PUBLIC,),)),
    (Row("http://planted.example/feed.ics", "refused"), ()),
]

ROWS = numbered("d", (row for row, _ in _LISTED))
ZONE = {f"{row.id}.names.example": turns for row, (_, turns) in zip(ROWS, _LISTED, strict=True)}
