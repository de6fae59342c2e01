"""Clauses of a small language made up for it: who does what, how it is meant, and what a layer may know of that."""

from tracker.domain.reading.clauses import Clause, Grammar, clauses, traits
from tracker.domain.reading.plain import plain

GRAMMAR = Grammar(
    subjects={"i": "i", "we": "we", "she": "others", "you all": "you"},
    ours=frozenset({"i", "we"}),
    modals={"will": "will", "have to": "must", "must": "must", "can": "can", "may": "may"},
    passed=frozenset({"also"}),
    denials=frozenset({"not"}),
    verbs={"send": "do", "look": "look", "be": "state"},
    state="state",
    past=frozenset({"went"}),
    past_ending="ed",
    doing_ending="ing",
    before=frozenset({"if", "think"}),
    joints=frozenset({"and", "so"}),
    openers=frozenset({"please"}),
)


def read(text):
    return list(clauses(plain(text), GRAMMAR))


def told(text):
    return [(each.name, each.first, each.end) for each in traits(plain(text), GRAMMAR)]


def test_a_clause_is_its_subject_how_it_is_meant_and_its_verb() -> None:
    assert read("I will send it") == [Clause("i", ("will",), False, "send", "do", "", 1, 4)]
    assert read("then you all have to look") == [Clause("you", ("must",), False, "look", "look", "", 2, 7)]


def test_what_stands_before_a_clause_is_known_where_it_changes_it() -> None:
    assert [(one.before, one.first) for one in read("if she can send, then I will look")] == [("if", 2), ("", 7)]


def test_a_denial_denies_wherever_it_stands_before_the_verb() -> None:
    for text in ("she will not send it", "she not will also send it", "she will not also send it"):
        (clause,) = read(text)
        assert (clause.subject, clause.modals, clause.denied, clause.verb) == ("others", ("will",), True, "send"), (
            text
        )
    (clause,) = read("she will also send it")
    assert not clause.denied


def test_of_many_modals_four_are_read_and_the_next_word_is_the_verb() -> None:
    (clause,) = read("I will can may must will send")
    assert (clause.modals, clause.verb) == (("will", "can", "may", "must"), "will")


def test_a_clause_without_a_verb_ends_with_the_text() -> None:
    assert read("I will") == [Clause("i", ("will",), False, "$", "end", "", 1, 3)]
    assert read("so we") == [Clause("we", (), False, "$", "end", "", 2, 3)]


def test_a_verb_may_be_the_subject_of_the_next_clause() -> None:
    assert [one.subject for one in read("I think she may look")] == ["i", "others"]
    assert [(one.subject, one.verb) for one in read("we i will send")] == [("we", "i"), ("i", "send")]


def test_a_form_that_the_grammar_does_not_list_is_known_by_its_ending_or_as_a_thing() -> None:
    kinds = {
        verb: read(f"I {verb} it")[0].kind for verb in ("went", "asked", "used", "red", "going", "cling", "ring")
    }
    assert kinds == {
        "went": "past",
        "asked": "past",
        "used": "thing",
        "red": "thing",
        "going": "doing",
        "cling": "doing",
        "ring": "thing",
    }
    assert read("I asked. it")[0].kind == "past"
    assert read("I tried it")[0].kind == "past"
    assert read("I 12 it")[0].kind == "end"


def test_the_traits_of_a_clause_go_from_broad_to_narrow() -> None:
    assert told("I will must send it")[2:] == [
        ("i/will+must", 1, 5),
        ("i/will+must/act", 1, 5),
        ("i/must//do", 1, 5),
        ("/will+must/act", 1, 5),
        ("i/will+must/send", 1, 5),
        ("our/send", 1, 5),
    ]
    assert told("if she be not here")[2:] == [
        ("others/-", 2, 4),
        ("others/-/state", 2, 4),
        ("others/-//state", 2, 4),
        ("/-/state", 2, 4),
        ("others/-/be", 2, 4),
        ("their/state", 2, 4),
        ("if/others", 2, 4),
        ("if/others/-", 2, 4),
    ]
    assert told("she will not send")[2:4] == [("others/will!", 1, 5), ("others/will!/act", 1, 5)]


def test_a_text_opens_with_a_word_or_with_what_kind_of_word_it_is() -> None:
    assert told("please send it") == [("^please", 1, 2)]
    assert told("send it") == [("^/do", 1, 2), ("^/act", 1, 2)]
    assert told("asked it") == [("^/past", 1, 2), ("^/past", 1, 2)]
    assert told("be it") == [("^/state", 1, 2), ("^/state", 1, 2)]


def test_joints_at_the_beginning_are_passed_over_and_told() -> None:
    assert told("and please send") == [("^please", 1, 3), ("joint", 1, 2)]
    assert told("and so send") == [("^/do", 1, 4), ("^/act", 1, 4), ("joint", 1, 3)]
    assert told("and") == [("^/end", 1, 2), ("^/end", 1, 2), ("joint", 1, 2)]
