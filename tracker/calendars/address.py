"""Where feeds may come from: how an address is written, and which hosts and ports we go to (reliability D2).

`ipaddress.is_global` is no guard: on Python 3.11 it lets wrapped loopback addresses and all multicast through.
"""

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from tracker.calendars.trouble import FeedRefused

LONGEST = 8_192

_CHARACTERS = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\ud800-\udfff\ufeff]")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_BRACKETS = re.compile(r"\[[0-9a-f:.]+\](:\d*)?", re.IGNORECASE)
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*", re.IGNORECASE)
_MASK = "…"
_INSIDE = ("localhost", "local", "internal")


def _networks(*written: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(each) for each in written)


# IANA's special-purpose registries, and 168.63.129.16, the host of one large cloud
_CLOSED_4 = _networks(
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/3",
    "168.63.129.16/32",
)
_OPEN_6 = ip_network("2000::/3")
_CLOSED_6 = _networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")

# what a self-hoster's switch opens, and what it never does
_HOME = _networks(
    "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7"
)
_NEVER = frozenset(map(ip_address, ("fd00:ec2::254", "fd20:ce::254", "100.100.100.200", "168.63.129.16")))

# https://fetch.spec.whatwg.org/#port-blocking
# fmt: off
_PORTS = frozenset({
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
    109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
    526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
    3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
})
# fmt: on


class Address(NamedTuple):
    """An address taken apart. `login` is "name:password", empty for most; it is sent to this host alone."""

    scheme: str
    host: str
    port: int
    target: str
    login: str = ""

    @property
    def origin(self) -> tuple[str, str, int]:
        """To whom a login may be sent."""
        return self.scheme, self.host, self.port

    @property
    def url(self) -> str:
        """Written out again, with its login."""
        name, _, password = self.login.partition(":")
        login = f"{quote(name, safe='')}:{quote(password, safe='')}@" if self.login else ""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _default(self.scheme) else f":{self.port}"
        return f"{self.scheme}://{login}{host}{port}{self.target}"


def tidy(address: str) -> str:
    """An address as we keep it: https for webcal, the host in lower-case ASCII, no fragment. Raises FeedRefused."""
    return parse(address).url


def masked(address: str) -> str:
    """An address as it may be shown: its host and its last four characters (requirement 19)."""
    try:
        parts = parse(address)
    except FeedRefused:
        return _MASK
    return f"{parts.host}{_MASK}{parts.target[-4:]}" if len(parts.target) > 8 else parts.host


def host_of(shown: str) -> str:
    """The host of an address that is masked; empty if none is shown."""
    return shown.partition(_MASK)[0]


def parse(address: str) -> Address:
    """An address taken apart and found to be one that we could go to. Raises FeedRefused."""
    address = address.strip(" \t\r\n")
    if not address:
        raise FeedRefused("Give the address of a calendar; it begins with https:// or webcal://.")
    if len(address) > LONGEST or _CHARACTERS.search(address):
        raise FeedRefused("This address holds spaces or signs that no address has. Copy it again.")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise FeedRefused("This address cannot be read. Copy it again from your calendar program.") from None
    scheme = {"webcal": "https", "webcals": "https"}.get(parts.scheme, parts.scheme)
    if scheme not in ("http", "https") or not parts.netloc:
        raise FeedRefused("Only addresses that begin with https://, http:// or webcal:// can be followed.")
    port = _default(scheme) if port is None else port
    if port in _PORTS:
        raise FeedRefused(
            "Port %(port)s belongs to another service. Check the number behind the host's name.", port=str(port)
        )
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        target += "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]|")
    return Address(scheme, _host(parts.netloc.rpartition("@")[2], parts.hostname), port, target, _login(parts.netloc))


def _default(scheme: str) -> int:
    return 443 if scheme == "https" else 80


def _login(netloc: str) -> str:
    """A name and a password, both plainly there; anything else before an @ is there to mislead."""
    before, at, _ = netloc.rpartition("@")
    if not at:
        return ""
    name, colon, password = before.partition(":")
    if not (name and colon and password) or "@" in before:
        raise FeedRefused("Take out what stands before the @ in this address, or write it as name:password@.")
    return f"{unquote(name)}:{unquote(password)}"


def _host(written: str, host: str | None) -> str:
    if not host or "%" in host or len(host) > 253:  # checked here too: IDNA takes its time over more
        raise FeedRefused("This address names no host that can be looked up. Copy it again.")
    if written.startswith("["):
        if not _BRACKETS.fullmatch(written):
            raise FeedRefused("This address names no host that can be looked up. Copy it again.")
        return str(_literal(host))
    try:
        name = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        raise FeedRefused("The name of the host in this address cannot be looked up. Copy it again.") from None
    labels = name.split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise FeedRefused("The name of the host in this address cannot be looked up. Copy it again.")
    return str(_literal(name)) if _NUMBER.fullmatch(labels[-1]) else name


def _literal(host: str) -> IPv4Address | IPv6Address:
    """An address in numbers, in its one plain spelling: no octal, hexadecimal or shortened forms."""
    try:
        return ip_address(host)
    except ValueError:
        raise FeedRefused("Write the host of this address by its name, or as four plain numbers.") from None


def inside(host: str) -> bool:
    """Whether a name can only mean this machine or its own network."""
    return host.rpartition(".")[2] in _INSIDE


def allowed(address: str, *, allow_private: bool) -> bool:
    """Whether we connect to this address, as it came out of the look-up."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if ip in _NEVER:
        return False
    if allow_private and _within(ip, _HOME):
        return True
    if isinstance(ip, IPv4Address):
        return not _within(ip, _CLOSED_4)
    return ip in _OPEN_6 and not _within(ip, _CLOSED_6)


def _within(ip: IPv4Address | IPv6Address, networks: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    return any(ip in network for network in networks)
