"""Each fault of the world around, struck a few times: `make faults` strikes them more often."""

import pytest

from tests.faults.world import clocks, downgrade, mail, outage, twice, upgrading
from tests.making import HOUR


def held(row):
    """The bar of each row."""
    assert row.holds, row
    return row


def test_an_upgrade_killed_half_way_is_done_by_the_next_start(tmp_path):
    row = held(upgrading.on_sqlite(tmp_path, None, 2))
    assert row.acts > 0
    assert "tracker run" in row.seen


@pytest.mark.postgresql
def test_and_on_postgresql(tmp_path, cluster):
    held(upgrading.on_postgresql(tmp_path, cluster, 2))


FEW = 3


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (mail.silent, "did not answer"),
        (mail.stalls, "may arrive twice"),
        (mail.breaks_off, "may arrive twice"),
        (mail.greylists, "does not take letters for this address yet"),
        (mail.knows_nobody, "refuses this address"),
        (mail.calls_it_spam, "refused the letter itself"),
    ],
)
def test_whatever_a_mail_server_does_each_letter_is_sent_or_given_up_where_it_is_seen(tmp_path, fault, said):
    row = held(fault(tmp_path, None, FEW))
    assert said in row.seen


@pytest.mark.parametrize("fault", [*downgrade.EACH.values()], ids=[*downgrade.EACH])
def test_a_talk_without_sound_tls_carries_no_letter_and_no_password(tmp_path, fault):
    row = held(fault(tmp_path, None, FEW))
    assert "TLS" in row.seen or "certificate" in row.seen or "not ready" in row.seen


def test_a_second_service_on_one_data_folder_does_nothing_and_says_why(tmp_path):
    row = held(twice.on_a_folder(tmp_path, None, 1))
    assert "Stop that one first" in row.seen


@pytest.mark.postgresql
def test_of_two_shapes_on_one_server_the_second_says_so(tmp_path, cluster):
    row = held(twice.on_a_server(tmp_path, cluster, 1))
    assert "If two are a mistake, stop one." in row.seen


@pytest.mark.parametrize("fault", [*outage.EACH.values()], ids=[*outage.EACH])
def test_a_feed_out_of_order_for_a_day_loses_nothing_and_comes_back_by_itself(tmp_path, fault):
    row = held(fault(tmp_path, None, 1))
    assert row.times > 5
    assert "page: “nothing”" not in row.seen


def test_google_out_of_order_is_asked_ever_more_rarely_and_comes_back(tmp_path):
    row = held(outage.google(tmp_path, None, 1, lasts=HOUR))
    assert "Google" in row.seen


def test_a_clock_that_is_set_to_and_fro_doubles_no_letter_and_stops_nothing(tmp_path):
    row = held(clocks.EACH["clock back 1 h, forward 8 days, back, over week 53"](tmp_path, None, 1))
    assert row.seen == "letters of 2026-W52, 2026-W53, 2027-W01"
