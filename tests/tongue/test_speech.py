"""The language that is spoken: said once, heard by all that is written after."""

import threading
from datetime import date, datetime

import jinja2
import pytest

from tracker import tongue

TUESDAY = date(2026, 1, 6)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ("Tue 6 Jan", "Tue 6 Jan 2026", "17:05", "86%", "0.75", "Ama, Kofi and Efua", 0)),
        ("en-US", ("Tue, Jan 6", "Tue, Jan 6, 2026", "5:05 PM", "86%", "0.75", "Ama, Kofi, and Efua", 6)),
        ("fr", ("mar. 6 janv.", "mar. 6 janv. 2026", "17:05", "86\xa0%", "0,75", "Ama, Kofi et Efua", 0)),
    ],
)
def test_days_times_and_numbers_are_written_as_the_locale_does(code, said):
    with tongue.speaking(code):
        assert said == (
            tongue.day(TUESDAY),
            tongue.day(TUESDAY, year=True),
            tongue.clock(datetime(2026, 1, 6, 17, 5)),  # noqa: DTZ001  # on the reader's wall clock already
            tongue.percent(0.86),
            tongue.decimal(0.75),
            tongue.listed(["Ama", "Kofi", "Efua"]),
            tongue.first_weekday(),
        )


def test_a_date_without_its_weekday_is_in_the_order_of_the_locale():
    said = []
    for locale in tongue.LOCALES:
        with tongue.speaking(locale.code):
            said.append(tongue.date_alone(TUESDAY))
    assert said == ["6 Jan", "Jan 6", "6 janv."]


def test_a_sum_is_written_with_all_its_decimals():
    with tongue.speaking("fr"):
        assert (tongue.fixed(0.75, 3), tongue.fixed(17, 2)) == ("0,750", "17,00")
    assert tongue.fixed(0.0005, 3) == "0.000"  # halves go to the even one


def test_one_of_several_is_told_by_or():
    said = []
    for locale in tongue.LOCALES:
        with tongue.speaking(locale.code):
            said.append(tongue.either(["Ama", "Kofi", "Efua"]))
    assert said == ["Ama, Kofi or Efua", "Ama, Kofi, or Efua", "Ama, Kofi ou Efua"]


def test_what_was_spoken_before_is_spoken_again_after():
    with tongue.speaking("fr"):
        with tongue.speaking("en"):
            assert tongue.spoken().code == "en"
        assert tongue.spoken().code == "fr"
    assert tongue.spoken().code == "en"


def test_what_one_thread_speaks_no_other_hears():
    heard = []
    with tongue.speaking("fr"):
        other = threading.Thread(target=lambda: heard.append(tongue.spoken().code))
        other.start()
        other.join()
    assert heard == ["en"]


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (["fr-CA", "en"], "fr"),
        (["de"], "en"),
        (["de", "fr"], "fr"),
        (["en-US"], "en-US"),
        (["en_US"], "en-US"),
        (["en-GB"], "en"),
        (["x" * 5000, "*", ""], "en"),
        ([], "en"),
    ],
)
def test_the_locale_that_suits_best_is_found_and_english_where_none_does(wanted, code):
    assert tongue.best(wanted).code == code


def test_a_locale_that_is_no_longer_offered_is_english():
    assert tongue.tongue("tlh").code == "en"


def test_a_message_is_always_formatted_and_nothing_is_said_of_nothing():
    assert tongue.gettext("%(kept)s of %(all)s, 100%%", kept=9, all=10) == "9 of 10, 100%"
    assert tongue.ngettext("%(num)s promise", "%(num)s promises", 1) == "1 promise"
    assert tongue.ngettext("%(num)s promise to %(who)s", "%(num)s promises to %(who)s", 2, who="Ama") == (
        "2 promises to Ama"
    )
    with tongue.speaking("fr"):
        assert tongue.gettext("") == ""


def test_a_template_asks_for_its_words_each_time_it_is_rendered_and_escapes_values():
    environment = jinja2.Environment(autoescape=True)
    tongue.teach(environment)
    template = environment.from_string("{{ spoken().code }} {% trans who=who %}for {{ who }}{% endtrans %}")
    assert template.render(who="<b>") == "en for &lt;b&gt;"
    with tongue.speaking("fr"):
        assert template.render(who="Ama").startswith("fr ")
