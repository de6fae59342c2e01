"""Push channels: whom to tell that a calendar has changed, and the messages themselves (the guide "Push
notifications")."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import format_datetime
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

from tests.google.answers import Refused
from tests.google.model import Calendar
from tests.google.settings import Settings

LIVES, MOST = timedelta(days=7), timedelta(days=30)
NAME = re.compile(r"[A-Za-z0-9\-_+/=]{1,64}")


@dataclass
class Channel:
    """A promise to post to an address until it expires. `told` counts the messages."""

    said: dict[str, Any]
    calendar: Calendar
    expires_ms: int
    told: int = 0

    @property
    def id(self) -> str:
        """The name that its owner gave it."""
        return str(self.said["id"])

    @property
    def resource(self) -> str:
        """What is watched, in a word that stays the same for a calendar."""
        return f"resource-{crc32(self.calendar.id.encode())}"

    def answer(self) -> dict[str, Any]:
        """How events.watch tells it. Only a channel with a token has one."""
        names = {"kind": "api#channel", "id": self.id, "resourceId": self.resource, "resourceUri": self.uri}
        token = {"token": self.said["token"]} if "token" in self.said else {}
        return names | token | {"expiration": str(self.expires_ms)}

    @property
    def uri(self) -> str:
        """Where the watched resource is."""
        return f"https://www.googleapis.com/calendar/v3/calendars/{self.calendar.id}/events?alt=json"


@dataclass
class Switchboard:
    """All channels. Nothing is told to an address that no route leads from to one on this machine.

    `posted` keeps each message as (channel, state, status of its answer; 0 where it could not be told).
    """

    settings: Settings
    channels: dict[str, Channel] = field(default_factory=dict)
    posted: list[tuple[str, str, int]] = field(default_factory=list)

    def watch(self, calendar: Calendar, said: dict[str, Any]) -> Channel:
        """A new channel. Raises Refused."""
        if said.get("type") != "web_hook":
            raise Refused(400, "unsupportedChannelType", "the type must be web_hook")
        if not NAME.fullmatch(said.get("id", "")):
            raise Refused(400, "channelIdInvalid", "the id must be 1 to 64 plain characters")
        if said["id"] in self.channels:
            raise Refused(400, "channelIdNotUnique", "the id is in use")
        if not said.get("address", "").startswith("https://") and not self._routed(said.get("address", "")):
            raise Refused(400, "push.webhookUrlNotHttps", "the address must be https")
        lives = min(timedelta(seconds=int(said.get("params", {}).get("ttl", LIVES.total_seconds()))), MOST)
        channel = Channel(said, calendar, int((self.settings.now() + lives).timestamp() * 1000))
        self.channels[channel.id] = channel
        return channel

    def stop(self, said: dict[str, Any]) -> None:
        """Ends a channel, which must be named with its resource. Raises Refused."""
        channel = self.channels.get(said.get("id", ""))
        if channel is None or channel.resource != said.get("resourceId"):
            raise Refused(404, "notFound", "no such channel")
        del self.channels[channel.id]

    def notify(self, calendar: Calendar) -> None:
        """Tells all who watch a calendar that something in it has changed."""
        for channel in [one for one in self.channels.values() if one.calendar is calendar]:
            self.post(channel, "exists")

    def post(self, channel: Channel, state: str) -> None:
        """One message: no body, everything in its headers. An expired channel is told nothing."""
        if channel.expires_ms <= self.settings.now().timestamp() * 1000:
            return
        channel.told += 1
        status = _posted(self._routed(str(channel.said["address"])), self._headers(channel, state))
        self.posted.append((channel.id, state, status))

    def _headers(self, channel: Channel, state: str) -> dict[str, str]:
        ends = self.settings.now().fromtimestamp(channel.expires_ms / 1000, self.settings.now().tzinfo)
        said = {"Channel-ID": channel.id, "Message-Number": str(channel.told), "Resource-State": state}
        said |= {"Resource-ID": channel.resource, "Resource-URI": channel.uri}
        said |= {"Channel-Expiration": format_datetime(ends)}
        said |= {"Channel-Token": channel.said["token"]} if "token" in channel.said else {}
        return {f"X-Goog-{name}": value for name, value in said.items()}

    def _routed(self, address: str) -> str:
        for prefix, here in self.settings.route.items():
            if address.startswith(prefix):
                return here + address.removeprefix(prefix)
        return ""


def _posted(address: str, headers: dict[str, str]) -> int:
    """The status of the answer; 0 where nobody answered, or where the address is not on this machine."""
    at = urlsplit(address)
    if at.hostname != "127.0.0.1":
        return 0
    connection = HTTPConnection(at.hostname, at.port or 80, timeout=10)
    try:
        connection.request("POST", f"{at.path}?{at.query}" if at.query else at.path, b"", headers)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()
