"""What keeps Google from working, found before a person meets it: client, addresses, clock, and each connection."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError

from tracker.calendars.google.client import Client
from tracker.calendars.google.oauth import READ
from tracker.calendars.google.probe import tried
from tracker.calendars.trouble import GoogleBusy
from tracker.domain.account import Connection
from tracker.services.checkup import Finding
from tracker.store import accounts, connections
from tracker.store.database import Database

FAR_OFF = timedelta(seconds=60)
ENDING = ".apps.googleusercontent.com"
CONSOLE = "Google's console, Google Auth Platform, Clients"
# Names that no public domain ends in, which Google does not take (its rules for redirect URIs; pain 3).
UNKNOWN_OUTSIDE = (
    "local", "localdomain", "localhost", "lan", "home", "internal", "intranet", "corp", "private",
    "arpa", "test", "example", "invalid", "onion",
)  # fmt: skip


def google_checkup(
    client: Client | None, database: Database, now: datetime, *, opens: bool = True
) -> tuple[Finding, ...]:
    """The client as it is set and as Google knows it, then each connection, where the database opens. Without a
    client, Google is not asked.
    """
    connected = _connections(client, database, now) if opens else ()
    return (*(_of_client(client, now) if client else ()), *connected)


def _of_client(client: Client, now: datetime) -> Iterator[Finding]:
    yield client_finding(client)
    yield redirect_finding(client.redirect)
    yield from _at_google(client, now)


def _connections(client: Client | None, database: Database, now: datetime) -> tuple[Finding, ...]:
    try:
        if not database.current:
            return ()
        with database.read() as db:
            theirs = [one for user in accounts.users(db) for one in connections.connections(db, user.id)]
    except (SQLAlchemyError, ValueError, TypeError, LookupError):  # that is told as a fault of its own
        return ()
    return tuple(connection_finding(one, client, now) for one in theirs)


def client_finding(client: Client) -> Finding:
    """Whether what is set can be a client."""
    if client.at:
        return Finding("Google client", True, f"set, for the stand-in at {client.at}")
    if not client.id.endswith(ENDING):
        remedy = f"Copy the client ID from {CONSOLE} into [google] client_id in config.toml."
        return Finding("Google client", False, f"its ID does not end in {ENDING}", remedy)
    return Finding("Google client", True, "set")


def redirect_finding(address: str) -> Finding:
    """Whether Google would take this address to lead people back to; it is told exactly as Google must hold it."""
    part, wrong = "Google redirect address", _refused_for(address)
    if not wrong:
        return Finding(part, True, f"{address} (the same, letter by letter, must stand in {CONSOLE})")
    remedy = (
        "Set [service] base_url in config.toml to an https address with a public name. Or use tracker on the machine "
        "that it runs on, at http://localhost: Google takes that."
    )
    return Finding(part, False, f"{address} will not do: {wrong}", remedy)


def _refused_for(address: str) -> str:
    url = urlsplit(address)
    host = url.hostname or ""
    if _is_loopback(host):
        return ""
    if _is_number(host):
        return "Google takes no bare IP address but that of the machine itself"
    if "." not in host or host.rpartition(".")[2] in UNKNOWN_OUTSIDE:
        return f"Google takes no name that is known at home only, such as {host}"
    if url.scheme != "https":
        return "Google takes http for the machine itself only, else https"
    return ""


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_number(host) and ip_address(host).is_loopback)


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _at_google(client: Client, now: datetime) -> Iterator[Finding]:
    try:
        answer = tried(client)
    except GoogleBusy as busy:
        yield Finding("Google", False, str(busy), "See whether this machine reaches oauth2.googleapis.com by https.")
        return
    if answer.refused_as == "invalid_grant":  # the token is nobody's, as it should be: the client is right
        yield Finding("Google", True, "it answers, and knows the client")
    else:
        remedy = (
            f"Copy ID and secret anew from {CONSOLE} into [google] in config.toml. A secret is shown only when it is "
            "made: if it is lost, add another one there."
        )
        yield Finding("Google", False, "it answers, but refuses the client: its ID or its secret is wrong", remedy)
    if answer.at:
        yield _clock(answer.at, now)


def _clock(theirs: datetime, ours: datetime) -> Finding:
    off = abs(ours - theirs)
    if off > FAR_OFF:
        found = f"{off // timedelta(seconds=1)} seconds off Google's, so what Google signs is refused"
        return Finding("Clock", False, found, "Let this machine keep time by itself: timedatectl set-ntp true")
    return Finding("Clock", True, "agrees with Google's within a minute")


def connection_finding(connection: Connection, client: Client | None, now: datetime) -> Finding:
    """Whether one account can be read."""
    part = f"Google account {connection.account}"
    if client is None:
        remedy = "Set client_id and client_secret under [google] in config.toml, or disconnect the account."
        return Finding(part, False, "it is connected, but no client is set", remedy)
    if connection.lost_at:
        return Finding(part, False, "Google takes no more questions about it", _reconnect(connection, now))
    if not connection.scopes >= READ:
        missing = ", ".join(sorted(scope.rpartition("/")[2] for scope in READ - connection.scopes))
        remedy = "Reconnect it on the page Calendars, and tick both boxes at Google."
        return Finding(part, False, f"a permission is missing: {missing}", remedy)
    return Finding(part, True, "connected, with both permissions and no other")


def _reconnect(connection: Connection, now: datetime) -> str:
    remedy = "Reconnect it on the page Calendars."
    if connection.ended_by_testing(now):
        remedy += (
            " It ended about a week after consent, as all do while the app's publishing status is “Testing”: first "
            "choose “Publish app” under Audience in Google's console (docs/google.md)."
        )
    return remedy
