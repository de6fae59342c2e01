"""Lines of notes: who took on what by when, in the shapes that minutes have all over the world."""

from datetime import UTC, datetime
from math import isclose
from time import process_time

import pytest

from tracker.domain.reading.due import best
from tracker.domain.reading.evidence import sure
from tracker.domain.reading.lines import heading, note

TUESDAY = datetime(2026, 3, 10, 9, tzinfo=UTC)


def _told(text: str, *, section: bool = False) -> tuple[str, str]:
    found = note(text, TUESDAY, section=section)
    assert found.label == "action", found.evidence
    return found.promiser, found.what


def _is_none(text: str) -> bool:
    return note(text, TUESDAY).label == "none"


@pytest.mark.parametrize(
    ("line", "owner", "what"),
    [
        ("- AI @efua-m: order the badges", "@efua-m", "order the badges"),
        ("ACTION: Kofi to vet the bidders", "Kofi", "vet the bidders"),
        ("**Action**: Kofi Boateng (Northwind) will reword clause four", "Kofi Boateng", "reword clause four"),
        ("Action item #3 (Dov): trim the guest list", "Dov", "trim the guest list"),
        ("Action for Kwame - reconcile the petty cash", "Kwame", "reconcile the petty cash"),
        ("TODO(efua): split the loader", "efua", "split the loader"),
        ("[Action: Liv] share the numbers", "Liv", "share the numbers"),
        ("ACTION (by Friday): Liv to share the numbers", "Liv", "share the numbers"),
        ("<nils> ACTION: nils to patch it [recorded in http://minutes.example/1]", "nils", "patch it"),
        ("#action yawo to rotate the tokens", "yawo", "rotate the tokens"),
        ("- [ ] @thandi poke the host", "@thandi", "poke the host"),
        ("☐ Ama: prune the list", "Ama", "prune the list"),
        ("- [ ] Open an issue @nils-b", "@nils-b", "Open an issue"),
        ("- [ ] [@kofi-b](https://example.org/kofi-b): open an issue", "@kofi-b", "open an issue"),
        ("We ran out of time. ACTION: Ama to ask the landlord", "Ama", "ask the landlord"),
        ("Broken links on the page -> AI Mira", "Mira", "Broken links on the page"),
        ("Restock the kit — Owner: Kofi", "Kofi", "Restock the kit"),
        ("- Recalibrate the scales; assigned to Ines", "Ines", "Recalibrate the scales"),
        ("Owner: Nils. Task: regrout the tiles", "Nils", "regrout the tiles"),
        ("Efua, Nils and Ines to form a jury", "Efua, Nils and Ines", "form a jury"),
        ("Niamh O'Dell to retune the piano", "Niamh O'Dell", "retune the piano"),
        ("Bastiaan van Rijn to dredge the pond", "Bastiaan van Rijn", "dredge the pond"),
        ("ACTION: J.-P. Okoro to tarmac the drive", "J.-P. Okoro", "tarmac the drive"),
        ("- Søren Øster will thin the hedge", "Søren Øster", "thin the hedge"),
        ("ACTION: Дарья to relay the news", "Дарья", "relay the news"),
        ("Ama volunteered to steward the gate", "Ama", "steward the gate"),
        ("Kofi'll rerun the numbers", "Kofi", "rerun the numbers"),
        ("Ines, could you mind the stall?", "Ines", "mind the stall?"),
        ("Waiting for Nils to cut the keys", "Nils", "cut the keys"),
        ("| Ama | Recruit two stewards | 2026-03-20 |", "Ama", "Recruit two stewards"),
        ("| AI-7 | Settle the hosting bill | Liv | open |", "Liv", "Settle the hosting bill"),
        ("I will defrost the freezer", "I", "defrost the freezer"),
    ],
)
def test_an_action_is_read_in_the_shape_that_its_minutes_have(line: str, owner: str, what: str) -> None:
    assert _told(line) == (owner, what)


@pytest.mark.parametrize(
    ("line", "owner", "what"),
    [
        ("- Reword the privacy notice (Ama)", "Ama", "Reword the privacy notice"),
        ("- Ama: quiz night prizes", "Ama", "quiz night prizes"),
        ("- ngozi - relabel the jars", "ngozi", "relabel the jars"),
        ("- Mow the verge", "", "Mow the verge"),
        ("- TBD to host the next call", "", "host the next call"),
    ],
)
def test_a_line_under_action_items_needs_no_mark_of_its_own(line: str, owner: str, what: str) -> None:
    assert _told(line, section=True) == (owner, what)


@pytest.mark.parametrize(
    "line",
    [
        "Ama: I think the price is too high",
        "Ama: update from last week",
        "Ama: can you share the link?",
        "Nils: +1",
        "- Efua: worked on the annex most of the week",
        "@kofi-b: LGTM, merged",
        "Present: Ama, Kofi, Efua",
        "Regrets: Ines Falk (on leave)",
        "- Ama Mensah (Northwind)",
        "1. Welcome and introductions (Ama, 5 min)",
        "- Kofi will be away until 20 March",
        "- Kofi: emailed the board about the fee",
        "- [x] Kofi Boateng",
        "**Action items**: none this week",
        "AI tools to be discussed",
        "- Kofi will not attend",
        "- Kofi has merged the fix",
        "The migration will take about two hours",
        "Django will require a newer version",
        "Oslo to Bergen takes seven hours",
        "Introduction to composting - Ines",
        "Motion to approve the minutes carried",
        "DECISION: keep the old logo",
        "Should Ama ask the board?",
        "| Owner | Action | Due |",
        "|---|---|---|",
        "Action: none",
        "See the recording: https://example.org/rec",
        "",
    ],
)
def test_speech_attendance_status_and_decisions_are_no_actions(line: str) -> None:
    assert _is_none(line)


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("ACTION-214: Kofi to redline the contract - due 2026-03-16", "2026-03-16"),
        ("| Ama | Recruit two stewards | 20 March |", "2026-03-20"),
        ("- AI [Liv, due 20 Mar] mock up the poster", "2026-03-20"),
        ("ACTION: Kofi, by Friday: share the numbers", "2026-03-13"),
        ("AI: Ama to send it by Thursday's call", "2026-03-12"),
        ("AI: Ama to close the books on Friday", "2026-03-13"),
        ("Kofi to print the map tomorrow", "2026-03-11"),
        ("AI: Ama to write up the incident found on Monday", ""),
        ("AI: Ama to invite them to the call next week", ""),
        ("AI: Ama to say that the office will close tomorrow", ""),
        ("AI: Ama to report a week after the call", ""),
        ("AI: Ama to fix it in 2 hours of work", ""),
        ("AI: Ama to do it before the next meeting", ""),
        ("AI: Ama to raise hard-500 and v1.2, 24/7, 50/50", ""),
        ("AI: Ama to reply. The vote is next week.", ""),
    ],
)
def test_a_due_is_that_of_the_action_and_of_nothing_else_in_its_line(line: str, due: str) -> None:
    found = best(note(line, TUESDAY).due)
    assert (f"{found.at:%Y-%m-%d}" if found else "") == due


def test_what_is_said_to_be_done_is_no_part_of_the_body() -> None:
    assert _told("- @chess: prune the list - DONE ✓") == ("@chess", "prune the list")


@pytest.mark.parametrize(
    "line", ["AI: Ama to send it by Friday", "- [ ] Ama to call", "Ama will chair", "Ama: I think so", "!p cake", "x"]
)
@pytest.mark.parametrize("section", [True, False])
def test_the_score_of_a_line_is_the_sum_of_its_evidence(line: str, section: bool) -> None:
    found = note(line, TUESDAY, section=section)
    assert isclose(found.score, sure(found.evidence))
    assert (found.label == "action") is (found.score > 0.5)
    assert all(each.quote in found.line for each in found.evidence if each.rule not in ("marker", "due words"))


@pytest.mark.parametrize("line", ["Action items", "## Action items (12 March)", "**Next steps**", "To do:", "AIs"])
def test_a_heading_opens_a_list_of_actions(line: str) -> None:
    assert heading(line)


@pytest.mark.parametrize(
    "words",
    [
        "Ama, Kofi and ",
        "A. ",
        "A-A'a ",
        "@a, ",
        "(Ama) ",
        "-> ",
        "[a] ",
        "ACTION ",
        "AI - ",
        "| Ama ",
        "Owner: A ",
        "re-",
        "please ",
        "ama and ",
        "Ama van de ",
    ],
)
def test_a_line_made_to_be_slow_is_read_at_once(words: str) -> None:
    started = process_time()
    for begin in ("", "Ama to ", "ACTION: ", "- [ ] "):
        note(begin + words * 300, TUESDAY)
    assert process_time() - started < 0.5
