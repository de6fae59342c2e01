"""Channels: Google tells us when a calendar changes, so that it is read at once. Polling stays as the net."""

import hmac
import logging
import secrets
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from tracker.calendars.google import channels as google
from tracker.calendars.google.calls import Access
from tracker.calendars.google.channels import Watched
from tracker.calendars.google.client import Client
from tracker.calendars.trouble import CalendarTrouble, GoogleBusy, NeedsReconnect
from tracker.domain.account import Calendar
from tracker.store import calendars, tenants
from tracker.store import channels as store
from tracker.store.channels import Channel
from tracker.store.database import Database, new_id

log = logging.getLogger(__name__)

LIVES = timedelta(days=7)  # as long as Google gives to who does not say
AHEAD = timedelta(days=1)  # how long before its end a channel is renewed; half its life if that is less
SOON, LATER = timedelta(hours=1), timedelta(days=1)  # when Google is asked again: no answer came; it refused
NOBODY = "0" * 64  # the hash of no token: an unknown channel is compared as long as a known one


class Watch(NamedTuple):
    """What channels need of the world: asking Google to watch a calendar, under a name and a token, and to stop."""

    begin: Callable[[Calendar, str, str], Watched]
    stop: Callable[[Channel], None]


def through(
    client: Client, base_url: str, access_to: Callable[[str, str], Access], id_of: Callable[[Calendar], str]
) -> Watch | None:
    """Google itself, asked by a user's connection; None where its messages could not reach us."""
    address = google.push_address(base_url)

    def begin(calendar: Calendar, channel: str, token: str) -> Watched:
        access, asked = access_to(calendar.user, calendar.connection), id_of(calendar)
        return google.watch(client, access, asked, channel=channel, address=address, token=token, lives=LIVES)

    def stop(channel: Channel) -> None:
        google.stop(client, access_to(channel.user, channel.connection), channel.id, channel.resource)

    return Watch(begin, stop) if address else None


def heard(database: Database, *, channel: str, token: str, state: str, now: datetime) -> bool:
    """Take a message: the calendar is due at once, which is all that it may bring about. False if it is a stranger's.

    The first one of a channel says only that it has begun (state `sync`).
    """
    with tenants.everybodys(), database.read() as db:
        known = store.named(db, channel, now)
    ours = hmac.compare_digest(_hash(token), known.token_hash if known else NOBODY)
    if known is None or not ours:
        return False
    if state != "sync":
        with tenants.users(known.user), database.write() as db:
            calendars.hasten(db, known.user, known.calendar, now)
    return True


def tend(database: Database, watch: Watch, clock: Callable[[], datetime]) -> None:
    """Ask for the channels that are wanted, then stop those of no more use: in this order, so that a calendar has two
    for a moment rather than none. Trouble with one is no trouble of another.
    """
    with database.write() as db:
        store.forget_channels(db, clock())
    with database.read() as db:
        unwatched = store.unwatched(db, clock())
    done = Counter(_begin(database, watch, user_id, calendar_id, clock()) for user_id, calendar_id in unwatched)
    with database.read() as db:
        over = store.over(db, clock())
    done.update(_stop(database, watch, channel) for channel in over)
    if done:
        log.info("channels %s", " ".join(f"{what}={count}" for what, count in sorted(done.items())))


def _begin(database: Database, watch: Watch, user_id: str, calendar_id: str, now: datetime) -> str:
    """Keep it, then ask Google, then keep the answer; what happened, in a word."""
    token = secrets.token_urlsafe(32)
    with database.write() as db:
        calendar = calendars.calendar(db, user_id, calendar_id)
        if calendar is None or not store.wants_channel(db, user_id, calendar_id, now):
            return "settled"
        channel = _asked(calendar, token, now)
        store.add_channel(db, user_id, channel)
    try:
        watched = watch.begin(calendar, channel.id, token)
    except (GoogleBusy, NeedsReconnect):  # the row that was kept says when it is tried again
        return "unanswered"
    except CalendarTrouble:
        _settle(database, channel, Watched("", now + LATER), now + LATER)
        return "refused"
    except Exception:
        log.exception("channel failed calendar=%s", calendar_id)
        return "failed"
    _settle(database, channel, watched, _renewed_at(watched.expires_at, now))
    return "begun"


def _asked(calendar: Calendar, token: str, now: datetime) -> Channel:
    return Channel(
        id=new_id(),
        user=calendar.user,
        connection=calendar.connection,
        calendar=calendar.id,
        token_hash=_hash(token),
        renew_at=now + SOON,
        expires_at=now + SOON,
    )


def _renewed_at(expires_at: datetime, now: datetime) -> datetime:
    return max(expires_at - min(AHEAD, (expires_at - now) / 2), now + SOON)


def _settle(database: Database, channel: Channel, watched: Watched, renew_at: datetime) -> None:
    with database.write() as db:
        store.settle(
            db,
            channel.user,
            channel.id,
            resource=watched.resource,
            renew_at=renew_at,
            expires_at=max(watched.expires_at, renew_at),
        )


def _stop(database: Database, watch: Watch, channel: Channel) -> str:
    """Tried once: a channel that goes on tells strangers' news, which is refused, and ends by itself."""
    try:
        watch.stop(channel)
        done = "stopped"
    except CalendarTrouble:
        done = "left"
    except Exception:
        log.exception("channel failed calendar=%s", channel.calendar)
        done = "failed"
    with database.write() as db:
        store.remove_channel(db, channel.user, channel.id)
    return done


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
