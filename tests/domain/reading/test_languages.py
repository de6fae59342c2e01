"""Languages: a folder of tables each, which one a text is in, and French read whole."""

import re
from collections.abc import Iterator
from datetime import datetime
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.making import event, user
from tracker.domain.people import MeetingKind
from tracker.domain.promise import ME
from tracker.domain.reading import due, lines, notes, sentences
from tracker.domain.reading.candidate import Candidate, Kind
from tracker.domain.reading.delivered import marked
from tracker.domain.reading.detect import detect
from tracker.domain.reading.due import Due
from tracker.domain.reading.language import NEVER, Done, Language
from tracker.domain.reading.languages.choice import ENGLISH, FRENCH, LANGUAGES, LOOKED_AT, spoken
from tracker.domain.reading.titles import title

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 3, 9, 9, 30, tzinfo=PARIS)
EFUA = user(name="Efua Mensah", zone=PARIS)
ELSEWHERE = frozenset[str]()  # names of rules that English has none of
MAY_BE_MISSING = frozenset(
    ("promise_layer", "meeting_layer", "layer", "spelling", "of_another", "sent", "more", "grammar", "plainly")
)
LONG = 500  # letters, as many as any reader looks at
SECOND = 1.0  # of the processor; what goes wrong in a pattern takes minutes

HOSTILE = tuple(
    (words * LONG)[:LONG]
    for words in (
        *(
            "A",
            "a",
            " ",
            "é",
            "((",
            "d'",
            "12/",
            "1 ",
            "x/",
            ": ",
            "-> ",
            "[ ] ",
            "et ",
            "à ",
            "M. ",
            "Jean ",
            "Kofi et ",
        ),
        *(
            "Jean Marie, ",
            "Envoyer le ",
            "de la ",
            "avant le ",
            "le 15 ",
            "17h ",
            "je te le la ",
            "en attente de ",
            "Point ",
        ),
        *("by Friday or ", "send the ", "I will ", "Action: ", "Ama-", "on ", "waiting on Ama "),
    )
)

ENGLISH_TITLES = """
Send the dossier to Ama
Lunch with Inès
Coffee with Jean-Marc at Le Jardin
Dinner at Chez Nous
Family reunion
Avril's birthday
Lunch with Avril
Meet Marc
Mars launch review
Income tax preparation
Café crawl
Pay contractor
1:1
"""
FOREIGN_TITLES = """
Comida con Ana
Fin de semana en Madrid
Pagar la luz
Mittagessen mit Anna
Abgabe des Berichts
Du bist dran
Lunch met Jan
Verslag inleveren voor vrijdag
Pranzo con Marco
Almoço com Rui
"""
FRENCH_TITLES = """
Envoyer le devis à Inès d'ici vendredi
Déjeuner avec Awa
Réunion du CA
Rendre les clés
rdv kofi
L'échéance de l’URSSAF
Loyer
Kofi doit envoyer les chiffres
"""


def _lines(text: str) -> list[str]:
    return text.strip().splitlines()


def _patterns(table: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(table, re.Pattern):
        yield table
    elif isinstance(table, tuple):
        for each in table:
            yield from _patterns(each)


def _rules(language: Language) -> set[str]:
    told = language.titles
    rows = (*told.promises, *told.meetings, *told.named, *(rule for rule, _ in told.against))
    return {each.name for each in (*rows, *language.lines.shapes, *language.sentences.rows)}


def _candidate(summary: str, **but: Any) -> Candidate:
    found = detect(event(summary, at=MONDAY, zone="Europe/Paris", **but), EFUA)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda each: each.code)
def test_a_language_fills_every_table(language: Language) -> None:
    for table in language[2:]:
        parts = table._asdict() if hasattr(table, "_asdict") else {"words": table}
        missing = {name for name, part in parts.items() if part in ((), NEVER, None) or part == frozenset()}
        assert missing <= MAY_BE_MISSING, (language.code, type(table).__name__)
    assert language.hints
    assert all(word == word.lower() and weight > 0 for word, weight in language.hints.items())


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda each: each.code)
def test_rules_of_one_name_serve_all_languages(language: Language) -> None:
    assert _rules(language) <= _rules(ENGLISH) | ELSEWHERE


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda each: each.code)
def test_no_pattern_can_be_kept_busy(language: Language) -> None:
    for pattern in _patterns(tuple(language)):
        began = process_time()
        for text in HOSTILE:
            pattern.search(text)
        assert process_time() - began < SECOND * 2, pattern.pattern[:80]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_no_words_keep_a_reader_busy(text: str) -> None:
    began = process_time()
    title(text, MONDAY)
    list(notes.read(text, MONDAY, wrote=True))
    sentences.sentence(text)
    due.find(text, MONDAY, FRENCH.dues, loose=True)
    assert process_time() - began < SECOND


@pytest.mark.parametrize("text", [*_lines(ENGLISH_TITLES), *_lines(FOREIGN_TITLES), "", "!?", "2026"])
def test_what_is_not_french_is_read_as_english(text: str) -> None:
    assert spoken(text) is ENGLISH


@pytest.mark.parametrize("text", _lines(FRENCH_TITLES))
def test_french_is_told_by_its_words(text: str) -> None:
    assert spoken(text) is FRENCH
    assert spoken(text.upper()) is FRENCH


def test_only_the_beginning_of_a_text_tells_its_language() -> None:
    assert spoken("x " * LOOKED_AT + "envoyer le devis") is ENGLISH


def test_to_tell_the_language_costs_next_to_nothing() -> None:
    texts = _lines(ENGLISH_TITLES) * 100
    began = process_time()
    for text in texts:
        spoken(text)
    assert (process_time() - began) / len(texts) < 20e-6  # some 1 to 2 microseconds where nothing else runs


def test_a_promise_in_french_is_one_like_any_other() -> None:
    found = _candidate("Envoyer le devis à Inès d'ici vendredi")
    assert (found.kind, found.body, found.who, found.promiser) == (Kind.PROMISE, "Envoyer le devis", ("Inès",), ME)
    assert found.due == Due(datetime(2026, 3, 13, 23, 59, 59, tzinfo=PARIS), True, "d'ici vendredi")
    assert found.confidence > 0.8


def test_accents_may_be_missing_and_apostrophes_be_either() -> None:
    found = _candidate("Regler la facture d’electricite d’ici fevrier 2027")
    assert found.kind is Kind.PROMISE
    assert found.body == "Regler la facture d’electricite"


def test_french_meetings_have_their_kinds() -> None:
    meal, board, pair = (_candidate(each) for each in ("Déjeuner avec Awa", "Réunion du CA", "Tête-à-tête avec Nils"))
    assert (meal.meeting, meal.who) == (MeetingKind.MEAL, ("Awa",))
    assert board.meeting is MeetingKind.COMMITTEE
    assert (pair.meeting, pair.who) == (MeetingKind.ONE_TO_ONE, ("Nils",))


@pytest.mark.parametrize(
    "words",
    ["Lundi de Pâques", "Anniversaire de Kofi", "Vol AF 718 Paris-Dakar", "Annulé : dîner avec Awa", "RDV dentiste"],
)
def test_what_is_neither_in_french_is_left_alone(words: str) -> None:
    assert title(words, MONDAY).label == "other"


@pytest.mark.parametrize(
    ("words", "owner", "body"),
    [
        ("Kofi doit envoyer les chiffres", "Kofi", "envoyer les chiffres"),
        ("Kofi m'envoie le planning", "Kofi", "m'envoie le planning"),
        ("En attente de Nils : le contrat", "Nils", "le contrat"),
        ("Attendre le devis de Tomas", "Tomas", "le devis de Tomas"),
    ],
)
def test_what_others_owe_is_theirs(words: str, owner: str, body: str) -> None:
    found = title(words, MONDAY)
    assert (found.label, found.promiser, found.what) == ("promise", owner, body)


def test_months_and_weekdays_are_no_promisees() -> None:
    assert title("Envoyer le rapport à Noël", MONDAY).who == ()
    assert title("Payer la facture pour Avril", MONDAY).who == ()


NOTES = """
Ordre du jour : budget

Actions :
- Inès : relire le contrat d'ici le 20 mars
- Kofi enverra le compte rendu demain
- Le budget est adopté à l'unanimité.

Divers :
- Tomas remercie les bénévoles.
"""


def test_french_notes_say_who_took_on_what() -> None:
    found = [(each.promiser, each.what, each.due and each.due.quote) for each in notes.read(NOTES, MONDAY)]
    assert found == [
        ("Inès", "relire le contrat", "d'ici le 20 mars"),
        ("Kofi", "enverra le compte rendu", "demain"),
    ]


@pytest.mark.parametrize("line", ["TODO Femke - refactor the plan", "Actions speak louder", "Suite booked for Ama"])
def test_headings_of_one_language_are_no_lines_of_another(line: str) -> None:
    assert not lines.heading(line)


def test_je_is_who_wrote_the_notes() -> None:
    found = lines.note("J'envoie la liste à Ama ce soir", MONDAY)
    assert (found.label, found.what) == ("action", "envoie la liste à Ama")
    assert found.promiser.casefold() in lines.FIRST_PERSON


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Je vous envoie le devis avant vendredi.", "commit"),
        ("On s'occupe du transport.", "commit"),
        ("Nous vous rembourserons sous huitaine.", "commit"),
        ("Je l'ai envoyé hier.", "none"),
        ("Pouvez-vous m'envoyer le devis ?", "none"),
        ("Je ne sais pas si je viens.", "none"),
    ],
)
def test_a_sentence_commits_its_writer_or_does_not(words: str, label: str) -> None:
    assert sentences.sentence(words).label == label


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("d'ici vendredi", "2026-03-13"),
        ("avant le 15 mars", "2026-03-14"),
        ("dans trois jours", "2026-03-12"),
        ("fin de semaine", "2026-03-13"),
        ("le 3/4", "2026-04-03"),
        ("sous huitaine", "2026-03-17"),
        ("1er juin", "2026-06-01"),
        ("apres-demain", "2026-03-11"),
        ("ce soir", "2026-03-09"),
        ("mi-avril", "2026-04-15"),
        ("le premier lundi du mois prochain", "2026-04-06"),
        ("vendredi en huit", "2026-03-20"),
        ("dernier délai le 30 avril", "2026-04-30"),
        ("avant la semaine prochaine", "2026-03-13"),
        ("dans cinq jours ouvrés", "2026-03-16"),
        ("dans deux semaines", "2026-03-23"),
        ("dans un mois", "2026-04-09"),
        ("dans deux trimestres", "2026-09-09"),
        ("dans un an", "2027-03-09"),
        ("dans une huitaine de jours", "2026-03-17"),
        ("début de semaine prochaine", "2026-03-16"),
        ("début du mois prochain", "2026-04-01"),
        ("fin de semaine prochaine", "2026-03-20"),
        ("fin du trimestre", "2026-03-31"),
        ("fin d'année", "2026-12-31"),
        ("cette semaine", "2026-03-15"),
        ("week-end prochain", "2026-03-22"),
        ("3/4/27", "2027-04-03"),
        ("le 3-4-2027", "2027-04-03"),
    ],
)
def test_french_days(words: str, day: str) -> None:
    found = due.best(due.read(words, MONDAY, FRENCH.dues))
    assert found
    assert (found.at.date().isoformat(), found.dated) == (day, True)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("pour lundi 17h30", "2026-03-09T17:30"),
        ("demain midi", "2026-03-10T12:00"),
        ("à 8 heures du soir", "2026-03-09T20:00"),
        ("demain matin 9h", "2026-03-10T09:00"),
        ("midi et demi", "2026-03-09T12:30"),
        ("dans une demi-heure", "2026-03-09T10:00"),
        ("dans 1h30", "2026-03-09T11:00"),
        ("dans 2 h 05", "2026-03-09T11:35"),
        ("d'ici un quart d'heure", "2026-03-09T09:45"),
        ("dans 10 mn", "2026-03-09T09:40"),
        ("d'ici trois minutes", "2026-03-09T09:33"),
        ("dans les 48 heures", "2026-03-11T09:30"),
        ("midi et quart", "2026-03-09T12:15"),
        ("9h et demie", "2026-03-09T09:30"),
        ("midi et demie", "2026-03-09T12:30"),
        ("à 14 heures", "2026-03-09T14:00"),
        ("12h du soir", "2026-03-09T12:00"),
        ("mercredi vers 14 h 15", "2026-03-11T14:15"),
    ],
)
def test_french_clock_times(words: str, at: str) -> None:
    found = due.best(due.read(words, MONDAY, FRENCH.dues))
    assert found
    assert (found.at.isoformat()[:16], found.dated) == (at, False)


@pytest.mark.parametrize(
    "words", ["pour Inès", "pour 3 jours", "dans la salle", "sous réserve", "d'ici là", "le 32 mars"]
)
def test_what_only_looks_like_a_due_is_none(words: str) -> None:
    assert due.read(words, MONDAY, FRENCH.dues) is None


def test_done_is_said_in_french_too() -> None:
    before, behind = marked("Fait : envoyer le devis à Inès"), marked("Envoyer le devis à Inès (envoyé le 3 mars)")
    assert before
    assert before.words == "envoyer le devis à Inès"
    assert behind
    assert (behind.words, behind.when) == ("Envoyer le devis à Inès", "le 3 mars")
    assert isinstance(FRENCH.done, Done)


def test_a_text_that_tells_no_language_is_in_that_of_what_it_stands_in() -> None:
    assert spoken("Peter", LANGUAGES[1]) is LANGUAGES[1]
    assert spoken("Peter") is LANGUAGES[0]


def test_a_hint_that_counts_only_where_it_stands_first_counts_nowhere_else() -> None:
    assert spoken("Point Kofi").code == "fr"
    assert spoken("Kofi point").code == spoken("Kofi Point").code
