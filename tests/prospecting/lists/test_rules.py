"""What a row of a list must hold, and the turns that it takes (R13, R14)."""

from datetime import date

import pytest

from salesapp.prospecting.lists import rules
from salesapp.prospecting.lists.rules import OPEN, ProspectRefused, Result


def test_a_turn_is_taken_only_where_it_stands():
    rules.check_turn("todo", OPEN)
    rules.check_turn("contacted", OPEN)
    for result in (Result.CUSTOMER, Result.GIVEN_UP):
        with pytest.raises(ProspectRefused, match=result.label):
            rules.check_turn(result, OPEN)


@pytest.mark.parametrize("reason", [None, "", "…"])
def test_whoever_gives_up_says_why(reason):
    with pytest.raises(ProspectRefused) as refused:
        rules.check_reason(reason)
    assert refused.value.field == "reason"


def test_the_reason_is_kept_without_blanks():
    assert rules.check_reason(" 已停产 ") == "已停产"


def test_a_referral_names_the_referrer():
    rules.check_channel("referral", "周*")
    rules.check_channel("fair", None)
    with pytest.raises(ProspectRefused) as refused:
        rules.check_channel("referral", " ")
    assert refused.value.field == "referrer"


def test_another_source_says_which():
    rules.check_source("other", "公众号")
    rules.check_source("referral", None)
    with pytest.raises(ProspectRefused) as refused:
        rules.check_source("other", None)
    assert refused.value.field == "source_note"


def test_a_closed_list_takes_nothing():
    rules.check_list(closed=False)
    with pytest.raises(ProspectRefused):
        rules.check_list(closed=True)


def test_a_first_contact_is_not_planned_for_the_past():
    today = date(2026, 11, 23)
    rules.check_planned(today, today)
    with pytest.raises(ProspectRefused) as refused:
        rules.check_planned(date(2026, 11, 22), today)
    assert refused.value.field == "planned_on"


def test_a_row_has_the_keys_of_a_customer():
    values = {"full_name": "苏州晨光机电（集团）有限公司", "phone": "0512-62881234转801/0512-1"}
    keys = rules.keys(values, [{"name": "周敏", "mobile": "+8613800138000"}])
    assert keys["name_key"] == "苏州晨光机电(集团)有限公司" and keys["core_name"] == "苏州晨光机电"
    assert keys["core_sound"].startswith("su zhou") and keys["phone_key"] == "051262881234"
    assert (
        " 8000" in keys["search_text"] and " zhoumin" in keys["search_text"] and "szcg" in keys["search_text"]
    )


def test_a_person_has_the_keys_of_a_contact():
    keys = rules.person_keys({"name": None, "landline": "0512-62881234", "email": "a@望潮.cn"})
    assert (keys["name_key"], keys["landline_key"], keys["mail_domain"]) == ("", "051262881234", "望潮.cn")


def test_the_next_contact_is_today_or_later():
    today = date(2026, 11, 30)
    rules.check_next(None, today)
    rules.check_next(today, today)
    with pytest.raises(ProspectRefused) as refused:
        rules.check_next(date(2026, 11, 29), today)
    assert refused.value.field == "next_on"


@pytest.mark.parametrize(
    ("result", "day"), [("todo", 1), ("contacted", 2), ("customer", None), ("given_up", None)]
)
def test_a_row_is_due_for_its_first_contact_or_for_the_next(result, day):
    found = rules.due_on(result, date(2026, 12, 1), date(2026, 12, 2))
    assert (found and found.day) == day
