"""Letters and drafts speak the language of their user, whatever is spoken round them."""

from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from typing import Any

import pytest

from tests.mail.reading import parts, spoken
from tests.mail.test_partner import partner
from tests.mail.weeks import AMA, BASE, LINKS, MONDAY, day, full, known, letter, promise, user
from tracker import tongue
from tracker.domain.known import lines
from tracker.domain.promise import Cause
from tracker.domain.reminding import reminder
from tracker.domain.summary import summarised
from tracker.mail import drafts
from tracker.mail.letter import reconnect_letter, signin_letter, trial_letter
from tracker.mail.partner import invitation_letter, summary_letter
from tracker.mail.reminder import reminder_letter

MADE: dict[str, Any] = {"sender": "tracker@example.com", "message_id": "<1@example.com>", "made_at": MONDAY}
HALL = promise("book the hall", day(1))


def reminded(locale: str) -> EmailMessage:
    told = reminder(known(user=user(locale=locale), promises=(HALL,)), None, MONDAY)
    return reminder_letter(told, links=LINKS, base_url=BASE, **MADE)


def signin(locale: str) -> EmailMessage:
    return signin_letter(to="efua@example.com", link=f"{BASE}/signin/x", base_url=BASE, locale=locale, **MADE)


def reconnect(locale: str) -> EmailMessage:
    told: dict[str, Any] = {"account": "efua@example.com", "calendars": ("Work",), "since": MONDAY, "testing": ""}
    return reconnect_letter(user(locale=locale), base_url=BASE, **told, **MADE)


def invited(locale: str) -> EmailMessage:
    return invitation_letter(partner(), user(locale=locale, name="Efua"), links=LINKS, **MADE)


def summed(locale: str) -> EmailMessage:
    told = summarised(known(user=user(locale=locale), promises=(HALL,)), MONDAY, shows_bodies=False)
    return summary_letter(told, partner(), links=LINKS, base_url=BASE, **MADE)


@pytest.mark.parametrize(
    ("written", "subject", "said"),
    [
        (reminded, "À rendre demain : book the hall", "à rendre le mar. 6 janv. à 17:00"),
        (signin, "Se connecter à tracker", "Il fonctionne une fois, pendant 10 minutes."),
        (reconnect, "Reconnectez Google Agenda", "Depuis le lun. 5 janv. à 09:00"),
        (lambda code: trial_letter(user(locale=code), base_url=BASE, **MADE), "Tracker peut vous écrire", BASE),
        (invited, "Voulez-vous suivre les promesses faites par Efua (efua@example.com) ?", "30 jours"),
        (summed, "efua@example.com : tenues : 0, en retard : 0, rompues : 0", "dont échues : 0"),
    ],
)
def test_each_letter_speaks_its_users_language_in_both_parts(
    written: Callable[[str], EmailMessage], subject: str, said: str
) -> None:
    message = written("fr")
    text, html = parts(message)
    plain = str(message["Subject"]).replace("\xa0", " ")
    assert plain == subject
    assert '<html lang="fr">' in html
    for part in (" ".join(text.split()), spoken(html)):
        assert said in part.replace("\xa0", " ")
    assert '<html lang="en">' in parts(written("en"))[1]


def test_days_and_times_are_written_as_the_locale_does() -> None:
    told = full()
    text, html = parts(letter(told._replace(user=replace(told.user, locale="en-US"))))
    for part in (" ".join(text.split()), spoken(html)):  # its narrow space among those that are split at
        assert "due Tue, Jan 6, 5:00 PM" in part
        assert "every Monday at 9:00 AM." in part
    assert '<html lang="en-US">' in html


def test_a_letter_leaves_the_language_that_was_spoken_before_it() -> None:
    with tongue.speaking("fr"):
        assert letter(full())["Subject"] == "2 overdue, Kofi first; 4 of 6 kept"
        assert tongue.spoken().code == "fr"


def test_drafts_speak_the_language_of_whoever_sends_them() -> None:
    efua = user(locale="fr", name="Efua")
    moved = drafts.renegotiation(HALL, HALL.binding._replace(due=day(3)), efua, (AMA,), MONDAY)
    assert moved.subject.replace("\xa0", " ") == "Book the hall : serait-ce possible le jeu. 8 janv. à 17:00 ?"
    assert moved.body.startswith(
        "Bonjour Ama,\n\nJe vous ai promis, pour le mar. 6 janv. à 17:00, «\xa0book the hall\xa0»"
    )
    late = promise("pay", day(-3), delivered_at=day(-1), cause=Cause.FORGOT)
    (line,) = lines(known(user=efua, promises=(late,)), MONDAY)
    said = drafts.apology(line, efua, (AMA,), MONDAY).body
    assert "avec 2 jours de retard. C’est ma faute" in said
    assert "Je l’ai oublié." in said
    assert "où en êtes-vous" in drafts.nudge(replace(HALL, promiser="Kofi", promisee="me"), efua, (), MONDAY).subject
