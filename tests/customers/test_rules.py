"""What a registration must hold, how complete it is, how activity fades."""

from datetime import UTC, date, datetime, timedelta

import pytest

from salesapp.customers import rules
from salesapp.customers.rules import CustomerRefused

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

TODAY = date(2026, 11, 23)


def test_a_first_contact_lies_in_the_past():
    rules.check_first_contact(NOW + timedelta(minutes=5), NOW)
    with pytest.raises(CustomerRefused, match="future") as refused:
        rules.check_first_contact(NOW + timedelta(minutes=5, seconds=1), NOW)
    assert refused.value.field == "first_contact_at"


@pytest.mark.parametrize("day", [date(1799, 12, 31), TODAY + timedelta(days=1)])
def test_an_impossible_founding_day_is_refused(day):
    with pytest.raises(CustomerRefused) as refused:
        rules.check_founded(day, TODAY)
    assert refused.value.field == "founded_on"


def test_a_founding_day_up_to_today_is_taken():
    for day in (None, date(1800, 1, 1), TODAY):
        rules.check_founded(day, TODAY)


@pytest.mark.parametrize("channel", ["referral", "other"])
def test_a_referral_needs_the_referrer_and_another_source_its_name(channel):
    rules.check_source(channel, "吴*")
    with pytest.raises(CustomerRefused) as refused:
        rules.check_source(channel, "  ")
    assert refused.value.field == "source_note"
    with pytest.raises(CustomerRefused, match="who introduced you" if channel == "referral" else "which"):
        rules.check_source(channel, None)


def test_other_sources_need_no_note():
    rules.check_source("fair", None)


def test_completeness_counts_what_is_there_and_names_the_rest():
    everything = dict.fromkeys(rules.WEIGHTS, True)
    assert rules.completeness(everything).percent == 100
    assert rules.completeness({}).percent == 0
    lacking = rules.completeness(everything | {"invoicing": None, "website": ""})
    assert lacking.missing == ("invoicing", "website") and 0 < lacking.percent < 100
    assert set(rules.GAP_WORDS) == set(rules.WEIGHTS)


SINGLE = {
    "kind",
    "phone",
    "headcount",
    "revenue",
    "current_products",
    "budget_timing",
    "website",
    "founded_on",
}


def test_what_the_sheet_demands_weighs_double():
    assert {key: 1 if key in SINGLE else 2 for key in rules.WEIGHTS} == rules.WEIGHTS
    assert set(rules.WEIGHTS) >= SINGLE


def test_completeness_is_rounded_down_and_the_weightiest_gap_comes_first():
    everything = dict.fromkeys(rules.WEIGHTS, True)
    assert rules.completeness(everything | {"kind": None}).percent == 97  # 39 of 40
    assert rules.completeness({"full_name": "x"}).percent == 5  # 2 of 40
    lacking = rules.completeness(everything | {"kind": "", "founded_on": None, "address": "", "region": 0})
    assert lacking.percent == 85  # 34 of 40
    assert lacking.missing == ("region", "address", "kind", "founded_on")
    assert lacking.words == ["region", "address", "kind", "founding date"]


VALUES = {
    "full_name": "苏州宏远精密制造有限公司",
    "credit_code": "91320594MA1MXXXXXX",
    "credit_code_kind": "code",
    "invoice_title": "苏州宏远",
    "invoice_tax_no": "91320594MA1MXXXXXX",
    "invoice_bank": "招商银行",
    "remarks": "not counted",
}


def counted(**changes):
    return rules.filled_in(VALUES | changes, contact=True, phone=False, email=True, role=True, notice=False)


def test_contacts_count_by_whether_one_can_reach_them():
    assert counted() == {
        "full_name": "苏州宏远精密制造有限公司",
        "contact": True,
        "contact_phone": False,
        "contact_email": True,
        "contact_role": True,
        "privacy_notice": False,
        "credit_code": "91320594MA1MXXXXXX",
        "invoicing": "招商银行",
    }


def test_a_company_without_a_code_lacks_none_and_invoicing_needs_all_three():
    assert not counted(credit_code=None)["credit_code"]
    assert not counted(credit_code=None, credit_code_kind="other")["credit_code"]
    assert counted(credit_code=None, credit_code_kind="none")["credit_code"] is True
    for key in ("invoice_title", "invoice_tax_no", "invoice_bank"):
        assert not counted(**{key: ""})["invoicing"]


def test_codes_are_said_in_the_words_of_the_sheet():
    assert rules.word("kind", "won") == "Won over"
    assert rules.word("contact.decision_role", "coach") == "Coach"
    assert rules.word("kind", None) == rules.word("kind", "") == ""
    assert rules.activity_words("high") == "activity High"


def test_activity_fades_on_the_day_after_so_many_days():
    since = rules.fading_days(TODAY, high_days=30, medium_days=90)
    assert since == (TODAY - timedelta(days=30), TODAY - timedelta(days=90))


def test_each_fold_of_the_sheet_says_what_it_wants_within_a_day():
    everything = dict.fromkeys(rules.WEIGHTS, True)
    done = rules.completeness(everything | {"credit_code": None, "privacy_notice": False, "website": ""})
    assert done.wanted("company") == ["credit code"]
    assert done.wanted("people") == ["privacy notice"]
    assert done.wanted("needs") == done.wanted("invoicing") == []
    assert {key for keys in rules.FOLDS.values() for key in keys} <= set(rules.WEIGHTS)
