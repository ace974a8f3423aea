"""What a registration must hold, how complete it is, how activity fades."""

from datetime import UTC, date, datetime, timedelta

import pytest

from salesapp.customers import rules
from salesapp.customers.rules import CustomerRefused

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

TODAY = date(2026, 11, 23)


def test_a_first_contact_lies_in_the_past():
    rules.check_first_contact(NOW + timedelta(minutes=5), NOW)
    with pytest.raises(CustomerRefused, match="future"):
        rules.check_first_contact(NOW + timedelta(minutes=6), NOW)


@pytest.mark.parametrize("day", [date(1799, 12, 31), TODAY + timedelta(days=1)])
def test_an_impossible_founding_day_is_refused(day):
    with pytest.raises(CustomerRefused):
        rules.check_founded(day, TODAY)


def test_a_founding_day_up_to_today_is_taken():
    for day in (None, date(1800, 1, 1), TODAY):
        rules.check_founded(day, TODAY)


@pytest.mark.parametrize("channel", ["referral", "other"])
def test_a_referral_needs_the_referrer_and_another_source_its_name(channel):
    rules.check_source(channel, "吴*")
    with pytest.raises(CustomerRefused) as refused:
        rules.check_source(channel, "  ")
    assert refused.value.field == "source_note"


def test_other_sources_need_no_note():
    rules.check_source("fair", None)


def test_completeness_counts_what_is_there_and_names_the_rest():
    everything = dict.fromkeys(rules.WEIGHTS, True)
    assert rules.completeness(everything).percent == 100
    assert rules.completeness({}).percent == 0
    lacking = rules.completeness(everything | {"invoicing": None, "website": ""})
    assert lacking.missing == ("invoicing", "website") and 0 < lacking.percent < 100
    assert set(rules.GAP_WORDS) == set(rules.WEIGHTS)


def test_activity_fades_on_the_day_after_so_many_days():
    since = rules.fading_days(TODAY, high_days=30, medium_days=90)
    assert since == (TODAY - timedelta(days=30), TODAY - timedelta(days=90))
