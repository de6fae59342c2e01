"""Keep the reminder of each user who wishes it and whose hour has come. It goes out the way of all letters.

    users_to_remind -> what is due tomorrow or just overdue -> keep one (user, day) | digests.send_waiting

The next one is planned in the same transaction, whether or not there was anything to say: so nothing is said twice,
and whoever has nothing due costs one look a day.
"""

import logging
from datetime import datetime, time, timedelta
from email.message import EmailMessage

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.known import Known
from tracker.domain.reminding import Reminder, may_come, next_reminder, reminder
from tracker.mail.reminder import reminder_letter
from tracker.services import digests
from tracker.services.digests import Post, keep_letter
from tracker.store import accounts, calendars, held, ledger, letters, people
from tracker.store.database import Database

log = logging.getLogger(__name__)

KIND = "reminder"
DAY = timedelta(days=1)


def write_due(database: Database, post: Post, now: datetime) -> int:
    """Keep the reminder of each whose hour has come; one user's trouble never stops the others."""
    with database.read() as db:
        due = accounts.users_to_remind(db, now)
    count = 0
    for user in due:
        try:
            count += write_one(database, post, user, now)
        except Exception:
            log.exception("reminder failed user=%s", user.id)
    return count


def is_due(user: User, by: datetime) -> bool:
    """Whether a user's hour for it had come by an instant."""
    return user.reminders and user.next_reminder_at is not None and user.next_reminder_at <= by


def write_one(database: Database, post: Post, user: User, now: datetime) -> bool:
    """Keep today's reminder and plan the next, in one transaction; False if there was one, if nothing is to be said,
    or if none may come today.
    """
    with database.read() as db:
        taken, told = held.taken_over(db), composed(db, user, now)
    if taken and user.next_reminder_at and user.next_reminder_at <= taken:  # the service of before said it
        with database.write() as db:
            upcoming = next_reminder(user, taken)
            accounts.plan_reminder(db, user.id, upcoming, was=user.next_reminder_at, told=taken)
        return False
    message = None if told is None or told.empty else _written(post, told)
    today = now.astimezone(user.zone).date()
    with database.write() as db:
        upcoming, up_to = next_reminder(user, now), now if told else user.reminded_at
        if not accounts.plan_reminder(db, user.id, upcoming, was=user.next_reminder_at, told=up_to):
            return False
        midnight, period = datetime.combine(today + DAY, time(), user.zone), today.isoformat()
        return message is not None and keep_letter(
            db, post, user, message, kind=KIND, period=period, now=now, wanted_until=midnight
        )


def composed(db: Connection, user: User, now: datetime) -> Reminder | None:
    """What a reminder would say now; None when none may come: before its hour, while away, or on a day that has a
    letter already.
    """
    came = [letters.newest(db, user.id, kind) for kind in (KIND, digests.KIND)]
    today = now.astimezone(user.zone).date()
    if not may_come(user, now) or any(one and one.made_at.astimezone(user.zone).date() == today for one in came):
        return None
    weekly = came[1] and came[1].made_at
    since = max((at for at in (user.reminded_at, weekly) if at), default=None)
    return reminder(_known(db, user), since, now)


def _known(db: Connection, user: User) -> Known:
    """As much as is known of a user's promises: no event is looked at."""
    return Known(
        user=user,
        calendars=calendars.calendars(db, user.id),
        promises=ledger.promises(db, user.id),
        questions=(),
        persons=people.persons(db, user.id),
        meetings=(),
        gives=(),
    )


def _written(post: Post, told: Reminder) -> EmailMessage:
    day = told.at.astimezone(told.user.zone).date()
    return reminder_letter(
        told,
        links=post.links,
        base_url=post.base_url,
        sender=post.sender,
        message_id=post.message_id(KIND, told.user.id, day.isoformat()),
        made_at=told.at,
    )


def stop(database: Database, user: User) -> None:
    """No more of them; one that waits is held back."""
    with database.write() as db:
        accounts.stop_reminders(db, user.id)
        letters.hold_back(db, user.id, KIND)
