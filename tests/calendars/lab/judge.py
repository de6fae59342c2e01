"""What came of each row, held against what policy allows. It shares no code with what it judges."""

from ipaddress import ip_address, ip_network
from typing import Any

from tests.calendars.lab.behaviours import MARK
from tests.calendars.lab.rows import GROUPS
from tests.calendars.lab.runner import Ran

MAY = tuple(ip_network(each) for each in ("93.184.216.0/24", "2606:2800:220:1::/64"))
PORTS = {80, 443, 8000, 8080, 8081, 8082, 8443}
NAME_SERVER = ("9.9.9.9", 53)
START, BUSY = 25, 5  # seconds more for a start of Python, and for a machine that has other things to do
NEVER_SAID = (MARK.decode(), "sesame", "Traceback", "uncaught")


def forbidden(address: str, port: int) -> bool:
    """Whether a connection there breaks policy: anything but what the lab itself handed out as public."""
    if (address, port) == NAME_SERVER:
        return False
    return port not in PORTS or not any(ip_address(address) in network for network in MAY)


def faults(ran: Ran, seen: dict[str, Any]) -> list[str]:
    """What is wrong with how a row went, in words; nothing if all is well."""
    if ran.row.naive:
        return [] if _connections(ran, seen) else ["went unnoticed"]
    row, told = ran.row, ran.told
    found = []
    if told.get("result") != row.result or (ran.code == 0) != (row.result == "ok"):
        found.append(f"is {told.get('result')} with status {ran.code}, not {row.result}: {ran.out[-300:]}")
    if row.url is not None and told.get("url") != row.url:
        found.append(f"came from {told.get('url')}, not {row.url}")
    if row.says not in str(told.get("message", "")):
        found.append(f"says {told.get('message')}, and nothing of “{row.says}”")
    if ran.ended - ran.began > row.within + (START if row.cold else BUSY):
        found.append(f"took {ran.ended - ran.began:.1f} s, and should end within {row.within}")
    if ran.megabytes > row.most:
        found.append(f"took {ran.megabytes:.0f} MB")
    found += [f"shows {words}" for words in NEVER_SAID if words in ran.out and words not in row.address]
    return found + _connections(ran, seen) + _told_too_much(ran, seen)


def _connections(ran: Ran, seen: dict[str, Any]) -> list[str]:
    """A forbidden connection counts against every row that was under way at that instant."""
    mine = [each for each in seen["connections"] if ran.began <= each[0] <= ran.ended]
    broken = {(address, port) for _, address, port in mine if forbidden(address, port)}
    return [f"connected to {address} port {port}" for address, port in sorted(broken)]


def _told_too_much(ran: Ran, seen: dict[str, Any]) -> list[str]:
    """A login is for the first host alone, at its first port and scheme; cookies and referrers are for nobody."""
    mine = [each for each in seen["asked"] if each["host"].startswith(f"{ran.row.id}.")]
    first = {(each["host"], each["secure"]) for each in mine[:1]}
    found = [
        f"told {each['host']} its {name}"
        for each in mine
        for name in ("cookie", "referer")
        if name in each["headers"]
    ]
    logins = [each for each in mine if "authorization" in each["headers"]]
    return found + [f"logged in at {each['host']}" for each in logins if (each["host"], each["secure"]) not in first]


def report(done: list[Ran], seen: dict[str, Any]) -> dict[str, Any]:
    """Every row with its faults, and counts by group."""
    rows = {ran.row.id: faults(ran, seen) for ran in sorted(done, key=lambda ran: ran.row.id)}
    control = min(ran.began for ran in done if ran.row.naive)
    bad = [each for each in seen["connections"] if forbidden(*each[1:]) and each[0] < control]
    return {
        "rows": rows,
        "seconds": {ran.row.id: round(ran.ended - ran.began, 2) for ran in done},
        "megabytes": {ran.row.id: round(ran.megabytes) for ran in done},
        "groups": {group: _counts(group, rows) for group in GROUPS},
        "connections": len(seen["connections"]),
        "forbidden": sorted({f"{address} {port}" for _, address, port in bad}),
    }


def _counts(group: str, rows: dict[str, list[str]]) -> dict[str, int]:
    mine = [found for id, found in rows.items() if id.startswith(group)]
    return {
        "rows": len(mine),
        "passed": sum(not found for found in mine),
        "forbidden": sum("connected to" in fault for found in mine for fault in found),
    }
