"""by: bytes that are no text, or not the text they seem."""

from collections.abc import Iterator

from tests.calendars.hostile.making import ANY, READ, Hostile, around, bad, event, written

MARCH = "DTSTART:20260310T150000Z"
_COMMON = (bad("0310T150000"),)

# Titles as bytes: the event is read, and the line holds no character that no text may hold.
TITLES: dict[str, tuple[str, bytes]] = {
    "nul": ("NUL in a title", b"Tea\0 with Ama\0"),
    "controls": ("every control character", bytes(byte for byte in range(32) if byte not in (10, 13)) + b"\x7f"),
    "old-windows": ("a title in Windows' old letters", b"Caf\xe9 \x93Ama\x94 \x80 5"),
    "overlong": ("a slash in too many bytes", b"\xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf"),
    "surrogates": ("halves of letters", b"\xed\xa0\x80\xed\xb0\x80 \xed\xa0\xbd"),
    "beyond-unicode": ("letters beyond the last", b"\xf4\x90\x80\x80\xf8\x88\x80\x80\x80\xff\xfe"),
    "no-characters": ("code points that are never letters", b"\xef\xbf\xbe\xef\xbf\xbf\xef\xb7\x90"),
    "cut-letter": ("the first half of a letter at the end", b"Caf\xc3"),
    "line-separators": ("U+2028, U+2029, U+0085", b"one\xe2\x80\xa8two\xe2\x80\xa9three\xc2\x85four"),
    "old-line-ends": ("VT, FF, FS, GS, RS in a title", b"one\x0btwo\x0cthree\x1cfour\x1dfive\x1esix"),
    "joined": ("a family, a flag, and marks without a letter", "👩‍👩‍👧‍👦 🇬🇭 \u0301\u0301\u0301".encode()),
    "high-pile": ("one letter under 5,000 marks", b"a" + b"\xcc\x81" * 5_000),
    "all-bytes": ("every byte there is", bytes(byte for byte in range(256) if byte not in (10, 13))),
    "utf-7": ("UTF-7 as some read it", b"+ADw-script+AD4-"),
    "shift-jis": ("Japanese in an old coding", "予定 会議".encode("shift-jis")),
    "soft-marks": ("a byte order mark within", b"\xef\xbb\xbfTea\xef\xbb\xbf"),
}


def _titles() -> Iterator[Hostile]:
    never = ("\0", "\\u0000", "\\ud800", "\\udc00", "\x1b", "\\u001b")
    for name, (does, title) in TITLES.items():
        yield Hostile(
            f"by-{name}",
            does,
            around(*event(MARCH, b"LOCATION:" + title, b"DESCRIPTION:" + title)),
            READ,
            never=never,
            also=_COMMON,
        )
        body = around(*event(MARCH, "RRULE:FREQ=SECONDLY")).replace(b"SUMMARY:The bad part", b"SUMMARY:" + title)
        yield Hostile(
            f"by-{name}-in-a-message", f"{does}, told in a message", body, READ, "(?i)once", never, also=_COMMON
        )


def _whole() -> Iterator[tuple[str, str, bytes]]:
    """The good events in other bytes: nothing is lost."""
    plain = around()
    text = plain.decode()
    yield "byte-order-mark", "UTF-8 behind a mark", b"\xef\xbb\xbf" + plain
    yield "two-marks", "two marks", b"\xef\xbb\xbf" * 2 + plain
    yield "utf-16-little", "UTF-16, little end first", b"\xff\xfe" + text.encode("utf-16-le")
    yield "utf-16-big", "UTF-16, big end first", b"\xfe\xff" + text.encode("utf-16-be")
    yield "line-feeds", "line ends of Unix", plain.replace(b"\r\n", b"\n")
    yield "carriage-returns", "line ends of an old Mac", plain.replace(b"\r\n", b"\r")
    yield "doubled-returns", "CR CR LF", plain.replace(b"\r\n", b"\r\r\n")
    yield "mixed-line-ends", "all line ends in turn", _mixed(plain)
    yield "nul-in-names", "NUL in names", plain.replace(b"VEVENT", b"VEV\0ENT").replace(b"DTSTART", b"DT\0START")
    yield "nul-between-lines", "NUL at the ends of lines", plain.replace(b"\r\n", b"\0\r\n\0")
    yield "end-of-file-mark", "a CTRL-Z at the end", plain + b"\x1a"
    yield "blanks-before", "blank lines and blanks before the start", b"\r\n\r\n\n" + plain


def _mixed(plain: bytes) -> bytes:
    ends = (b"\r\n", b"\n", b"\r")
    return b"".join(line + ends[place % 3] for place, line in enumerate(plain.split(b"\r\n")[:-1]))


def _some() -> Iterator[Hostile]:
    half = "Grüße an Efua, 東京".encode()
    folded = b"\r\n ".join(bytes([byte]) for byte in half)
    yield Hostile(
        "by-fold-in-a-letter",
        "folds within letters",
        around(*event(MARCH, b"LOCATION:" + folded, b"DESCRIPTION:" + folded)),
        READ,
        also=_COMMON,
    )
    split = around(*event(MARCH, "RRULE:FREQ=SECONDLY")).replace(b"SUMMARY:The bad part", b"SUMMARY:" + folded)
    yield Hostile(
        "by-fold-in-a-letter-of-a-title",
        "folds within letters that are told",
        split,
        READ,
        "Grüße an Efua, 東京",
        also=_COMMON,
    )
    yield Hostile(
        "by-bare-returns-in-a-title",
        "bare CRs in a title",
        around(*event(MARCH)).replace(b"The bad part", b"Tea\rwith\rAma"),
        READ,
        most=1,
    )
    yield Hostile(
        "by-begin-behind-a-bare-return",
        "BEGIN:VEVENT behind a bare CR",
        around(*event(MARCH, b"COMMENT:x\rBEGIN:VEVENT\rUID:hidden\rEND:VEVENT")),
        ANY,
        most=1,
    )
    yield Hostile(
        "by-begin-behind-a-separator",
        "BEGIN:VEVENT behind U+2028, VT and FF",
        around(*event(MARCH, b"COMMENT:x\xe2\x80\xa8BEGIN:VEVENT\x0bEND:VEVENT\x0cEND:VCALENDAR\x85END:VCALENDAR")),
        READ,
        also=_COMMON,
    )
    yield Hostile(
        "by-wide-blank-fold",
        "a line that begins with a no-break space is no fold",
        around(*event(MARCH, "DESCRIPTION:x", b"\xc2\xa0 y")),
        READ,
        also=_COMMON,
    )
    yield Hostile(
        "by-names-in-wide-letters",
        "names in full-width letters are no names",
        around("ＢＥＧＩＮ:ＶＥＶＥＮＴ", *event(MARCH), "ＥＮＤ:ＶＥＶＥＮＴ"),
        READ,
        also=_COMMON,
    )
    yield Hostile(
        "by-uid-of-bytes",
        "a UID that is no text",
        around("BEGIN:VEVENT", b"UID:\xff\xfe\x00\xed\xa0\x80", MARCH, "END:VEVENT"),
        READ,
        never=("\0", "\\ud800"),
        most=1,
    )
    yield Hostile(
        "by-dotless-i",
        "names that are ASCII only if one folds them",
        around("BEGİN:VEVENT", "BEGIN:VEVENT".replace("I", "ı"), written("K: a Kelvin").rstrip()),
        READ,
    )
    bare = around().decode().encode("utf-16-le")
    yield Hostile("by-utf-16-without-mark", "UTF-16 that does not say so", bare, ANY)
    yield Hostile("by-utf-16-cut", "UTF-16 with half a letter at its end", b"\xff\xfe" + bare + b"\0", ANY)
    yield Hostile("by-utf-32", "UTF-32", around().decode().encode("utf-32"), ANY)
    yield Hostile(
        "by-utf-16-of-halves",
        "UTF-16 of lone halves of letters",
        b"\xff\xfe"
        + around(*event(MARCH))
        .replace(b"The bad part", b"Tea ^")
        .decode()
        .encode("utf-16-le")
        .replace(b"^\0", b"\0\xd8"),
        READ,
        never=("\\ud800",),
        also=_COMMON,
    )
    yield Hostile(
        "by-random",
        "bytes of no order",
        bytes((place * place * 7 + place // 3) % 256 for place in range(50_000)),
        ANY - READ,
        good=(),
    )


OCTETS = (*_titles(), *(Hostile(f"by-{name}", does, body, READ, most=0) for name, does, body in _whole()), *_some())
