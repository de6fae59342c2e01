"""A body as plain content lines and components, cut by a few lines that share nothing with the reader under test:
what the table of differences looks at (RFC 5545, 3.1, 3.6).
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple


class Line(NamedTuple):
    """A content line: name in upper case, parameters, value as it stands."""

    name: str
    params: dict[str, str]
    value: str

    @property
    def date(self) -> bool:
        """Whether its value is a date, by what it says or how it looks."""
        return self.params.get("VALUE", "").upper() == "DATE" or re.fullmatch(r"\s*\d{8}\s*", self.value) is not None

    @property
    def form(self) -> str:
        """DATE, UTC, TZID or FLOATING (RFC 5545, 3.3.4 and 3.3.5)."""
        if self.date:
            return "DATE"
        if self.value.strip().upper().endswith("Z"):
            return "UTC"
        return "TZID" if self.params.get("TZID") else "FLOATING"


@dataclass
class Part:
    """A component: its own lines, and those within it."""

    kind: str
    lines: list[Line] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)  # all of it, unfolded
    closed: bool = False  # whether its END came
    own: list[str] = field(default_factory=list)  # without BEGIN, END, and the components within

    def all(self, name: str) -> list[Line]:
        """Its lines of this name."""
        return [line for line in self.lines if line.name == name]

    def first(self, name: str) -> Line | None:
        """Its first line of this name."""
        return next(iter(self.all(name)), None)

    def value(self, name: str) -> str:
        """The value of its first line of this name, or nothing."""
        line = self.first(name)
        return line.value.strip() if line else ""

    @property
    def sound(self) -> bool:
        """Whether it is closed, and all within it."""
        return self.closed and all(part.sound for part in self.parts)

    @property
    def bad(self) -> list[str]:
        """The names of its lines that are no content lines."""
        return [re.split("[:;]", raw, maxsplit=1)[0].upper() for raw in self.own if not parsed(raw)]


_LINE = re.compile(
    r'([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^;:",]*)(?:,(?:"[^"]*"|[^;:",]*))*)*):(.*)', re.DOTALL
)
_PARAM = re.compile(r';([^=;:"]+)=((?:"[^"]*"|[^;:])*)')


def rule_parts(value: str) -> dict[str, str]:
    """An RRULE as a table."""
    pairs = (part.partition("=") for part in value.upper().split(";"))
    return {name: said for name, _, said in pairs if name}


def value_list(value: str) -> list[str]:
    """The values of a list, without what stands empty."""
    return [one.strip() for one in value.split(",") if one.strip()]


def unfolded(body: bytes) -> list[str]:
    """The content lines of a body, as text."""
    text = body.decode("utf-8", "replace").removeprefix("\ufeff").replace("\0", "")
    plain = re.sub(r"\r\n?|\n", "\n", text)
    return [line for line in re.sub(r"\n+[ \t]", "", plain).split("\n") if line]


def parsed(line: str) -> Line | None:
    """A content line read, or None if it is none."""
    match = _LINE.fullmatch(line)
    if not match:
        return None
    params = {name.strip().upper(): said.replace('"', "") for name, said in _PARAM.findall(match[2])}
    return Line(match[1].upper(), params, match[3])


def components(body: bytes) -> list[Part]:
    """The outermost components. What is never closed ends with its parent; an END that closes nothing is nothing."""
    root = Part("")
    stack = [root]
    for raw in unfolded(body):
        head, _, kind = raw.partition(":")
        if head.upper() == "BEGIN":
            stack[-1].parts.append(part := Part(kind.strip().upper()))
            stack.append(part)
        _keep(stack, raw)
        if head.upper() == "END" and len(stack) > 1 and any(part.kind == kind.strip().upper() for part in stack):
            while stack[-1].kind != kind.strip().upper():
                stack.pop()
            stack.pop().closed = True
    return root.parts


def _keep(stack: list[Part], raw: str) -> None:
    for part in stack[1:]:
        part.raw.append(raw)
    if raw.partition(":")[0].upper() not in ("BEGIN", "END"):
        stack[-1].own.append(raw)
        stack[-1].lines += [line] if (line := parsed(raw)) else []


def unescaped(value: str) -> str:
    """A TEXT value as it is meant (RFC 5545, 3.3.11)."""
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value).strip()
