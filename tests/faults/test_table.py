"""The table of `make faults`: hours of rows are not lost when a later fault cannot be made."""

from datetime import timedelta

from tests.faults.__main__ import line, meant, struck
from tests.faults.kills import acts, letters
from tests.faults.row import Row
from tests.making import NOW

GOOD = Row("a good one", 1_000, 20_000, 0, 2, 2, 0, 0.25, "each letter")


def good(_folder, _cluster, times):
    return GOOD._replace(times=times)


def breaks(_folder, _cluster, _times):
    raise TimeoutError("it did not come about")


def test_a_fault_that_breaks_is_a_failed_row_and_the_next_begins(capsys):
    rows = list(struck({"a bad one": (breaks, 3), "a good one": (good, 1_000)}, 0, None))
    assert [row.holds for row in rows] == [False, True]
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "| a bad one | 0 | 0 | 0 | 0 | 0 | 0 | 0.0 | NOT RUN TO ITS END: TimeoutError |",
        "| a good one | 1,000 | 20,000 | 0 | 2 | 2 | 0 | 0.2 | each letter |",
    ]
    assert "it did not come about" in said.err


def test_each_row_is_printed_before_the_next_fault_begins(capsys):
    rows = struck({"one": (good, 1), "two": (breaks, 1)}, 2, None)
    assert next(rows).times == 2
    assert capsys.readouterr().out == f"{line(GOOD._replace(times=2))}\n"


def test_a_row_holds_only_if_it_struck_and_lost_doubled_and_misjudged_nothing():
    assert GOOD.holds
    for broken in ({"times": 0}, {"lost": 1}, {"wrong": 1}, {"doubled": 3}, {"seen": "Traceback (most recent"}):
        assert not GOOD._replace(**broken).holds, broken


def test_several_words_name_the_faults_that_hold_any_of_them():
    assert set(meant("torn journal, drips")) == {"torn journal", "feed drips"}
    assert len(meant("")) > 40


def test_acts_go_on_again_with_the_slowest_hand():
    heard = [(9.0, "Ama"), (9.0, "Kofi"), (10.5, "Ama"), (13.0, "Kofi"), (20.25, "Ama")]
    assert acts.recovered([10.0], heard) == 3.0
    assert acts.recovered([10.0, 20.0], heard) == 3.0  # Kofi had nothing more to do
    assert acts.recovered([], heard) == 0.0


def test_letters_go_on_again_once_those_in_hand_are_sent():
    sent_at = {name: NOW + timedelta(seconds=after) for name, after in {"a": -1, "b": 2, "c": 5}.items()}
    assert letters.recovered(NOW, {"b", "c"}, sent_at) == 5.0
    assert letters.recovered(NOW, set(), sent_at) == 2.0
