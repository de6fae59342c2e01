"""What was said in English below the faces comes out in the language spoken, old rows too."""

import pytest

from tracker.calendars.trouble import FeedTimedOut
from tracker.domain.promise import Refused
from tracker.domain.saying import Words, joined, words_from
from tracker.services.ledger import NotFound
from tracker.tongue import gettext, speaking, worded

TOO_SLOW = "The calendar's server is too slow. We try again later; if it stays so, upload the calendar as a file."


def test_in_english_an_error_reads_as_it_was_raised():
    assert worded(Refused("“%(email)s” is no mail address.", email="100%")) == "“100%” is no mail address."
    assert worded(NotFound("There is no such person.")) == "There is no such person."


@pytest.mark.parametrize("kept", ["", "50% of it", "%(who)s"])
def test_what_is_no_message_of_ours_stays_as_it_is(kept):
    for language in ("en", "fr"):
        with speaking(language):
            assert worded(kept) == worded(words_from(kept)) == kept


def test_numbers_are_written_as_the_reader_writes_them():
    words = Words("This calendar has more than %(lines)s lines.", lines=40_000)
    assert worded(words) == "This calendar has more than 40,000 lines."
    with speaking("fr"):
        assert worded(words).replace("\u202f", " ").replace("\xa0", " ").count("40 000") == 1


def test_an_old_row_and_a_raised_error_are_said_alike():
    with speaking("fr"):
        french = gettext(TOO_SLOW)
        assert worded(TOO_SLOW) == worded(words_from(TOO_SLOW)) == worded(FeedTimedOut(TOO_SLOW)) == french


def test_each_of_several_sentences_is_said_in_that_language():
    with speaking("fr"):
        both = worded(joined((TOO_SLOW, "50% of it")))
        assert both == f"{gettext(TOO_SLOW)} 50% of it"
