"""The letter between the weekly ones: what is due tomorrow and what is just overdue, with one tap each."""

from collections.abc import Iterable
from datetime import datetime
from email.message import EmailMessage
from urllib.parse import urlsplit

from tracker import tongue
from tracker.domain.reminding import Reminder
from tracker.mail import words
from tracker.mail.letter import listing, write
from tracker.mail.links import Links
from tracker.mail.owed import body, owed
from tracker.mail.sections import Section, filled, section
from tracker.tongue import gettext as _
from tracker.tongue import ngettext

MOST = 8  # of each kind; the rest stand on the page
SHORT = 60  # letters of a promise in a subject


def reminder_letter(
    reminder: Reminder, *, links: Links, base_url: str, sender: str, message_id: str, made_at: datetime
) -> EmailMessage:
    """The reminder, in its user's language, with its links made at `made_at`. It is to hold something."""
    user, host = reminder.user, urlsplit(base_url).hostname
    stop = links.make("remind", user=user.id, at=made_at)
    with tongue.speaking(user.locale):
        return write(
            "reminder",
            to=user.email,
            sender=sender,
            message_id=message_id,
            made_at=made_at,
            headers=listing(f"reminders.{user.id}@{host}", f"Reminders <reminders.{host}>", stop),
            context={
                "fact": fact(reminder),
                "glance": _glance(reminder),
                "owed": filled(_sections(reminder, links, made_at)),
                "home": base_url.rstrip("/"),
                "stop": stop,
            },
        )


def fact(reminder: Reminder) -> str:
    """What it reminds of, for the subject: one promise by its words, several by their number."""
    late, soon = len(reminder.overdue), len(reminder.tomorrow)
    if late + soon == 1:
        return _only(reminder)
    said = (
        ngettext("%(num)s just overdue", "%(num)s just overdue", late) if late else "",
        ngettext("%(num)s due tomorrow", "%(num)s due tomorrow", soon) if soon else "",
    )
    return _("; ").join(filter(None, said))


def _only(reminder: Reminder) -> str:
    (line,) = (*reminder.overdue, *reminder.tomorrow)
    what = words.clean(line.promise.body, SHORT)
    return _("Just overdue: %(what)s", what=what) if reminder.overdue else _("Due tomorrow: %(what)s", what=what)


def _glance(reminder: Reminder) -> str:
    """What a list of letters shows behind the subject."""
    return _("; ").join(body(line.promise) for line in (*reminder.overdue, *reminder.tomorrow)[:3])


def _sections(reminder: Reminder, links: Links, made_at: datetime) -> Iterable[Section]:
    item = owed(reminder, links, made_at)
    yield section(_("Just overdue"), reminder.overdue, item, most=MOST)
    yield section(_("Due tomorrow"), reminder.tomorrow, item, most=MOST)
