from datetime import UTC, date, datetime, timedelta

import pytest

from salesapp.customers import rules
from salesapp.customers.rules import (
    ActivityLevel,
    ContactRefused,
    CustomerRefused,
    OwnershipNotAllowed,
    OwnershipRefused,
)

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


def test_a_customer_needs_a_contact_who_can_be_reached():
    with pytest.raises(CustomerRefused, match="at least one contact"):
        rules.check_contacts([])
    with pytest.raises(CustomerRefused) as refused:
        rules.check_contacts([{"mobile": "1"}, {"mobile": None, "landline": None}])
    assert refused.value.field == "contacts-1-mobile"
    rules.check_contacts([{"landline": "0512-62881234"}])


def test_only_one_contact_is_the_key_contact():
    with pytest.raises(CustomerRefused, match="Only one"):
        rules.check_contacts([{"mobile": "1", "is_key": True}, {"mobile": "2", "is_key": True}])


def test_the_first_contact_is_the_key_one_where_none_is_ticked():
    assert rules.key_contact([{}, {"is_key": True}]) == 1
    assert rules.key_contact([{}, {}]) == 0


def test_at_most_twenty_contacts_at_once():
    with pytest.raises(CustomerRefused, match="20"):
        rules.check_contacts([{"mobile": "1"}] * 21)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"status": "active"}, "status"),
        ({"active": False}, None),
        ({"on": TODAY + timedelta(days=1)}, "status_on"),
        ({"same": True}, "successor_id"),
    ],
)
def test_a_contact_goes_once_not_in_the_future_and_not_to_themselves(changes, field):
    good = {"status": "left", "on": TODAY, "today": TODAY, "active": True, "same": False}
    rules.check_departure(**good)
    with pytest.raises(ContactRefused) as refused:
        rules.check_departure(**(good | changes))
    assert refused.value.field == field


def test_only_who_may_hands_a_customer_over():
    good = {
        "may": True,
        "current": 1,
        "target": 2,
        "target_active": True,
        "target_role": "rep",
        "reason": "调岗",
    }
    rules.check_hand_over(**good)
    with pytest.raises(OwnershipNotAllowed):
        rules.check_hand_over(**(good | {"may": False}))
    for change in ({"target": 1}, {"target_active": False}, {"target_role": "finance"}, {"reason": " "}):
        with pytest.raises(OwnershipRefused):
            rules.check_hand_over(**(good | change))


def test_completeness_counts_what_is_there_and_names_the_rest():
    everything = dict.fromkeys(rules.WEIGHTS, True)
    assert rules.completeness(everything).percent == 100
    assert rules.completeness({}).percent == 0
    lacking = rules.completeness(everything | {"invoicing": None, "website": ""})
    assert lacking.missing == ("invoicing", "website") and 0 < lacking.percent < 100
    assert set(rules.GAP_WORDS) == set(rules.WEIGHTS)


@pytest.mark.parametrize(
    ("contact", "order", "level"),
    [
        (30, None, ActivityLevel.HIGH), (31, None, ActivityLevel.MEDIUM),
        (90, None, ActivityLevel.MEDIUM), (91, None, ActivityLevel.LOW),
        (None, None, ActivityLevel.LOW), (100, 3, ActivityLevel.HIGH),
        (None, 40, ActivityLevel.MEDIUM), (0, 500, ActivityLevel.HIGH),
    ],
)  # fmt: skip
def test_activity_follows_the_latest_contact_or_order(contact, order, level):
    days = [None if n is None else TODAY - timedelta(days=n) for n in (contact, order)]
    assert rules.activity_level(*days, TODAY, high_days=30, medium_days=90) is level
