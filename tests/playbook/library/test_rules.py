"""What may be kept in the library and offered from it."""

from datetime import date

import pytest

from salesapp.playbook.library.rules import (
    LibraryRefused,
    check_item,
    check_offered,
    check_why,
    is_expired,
    pains,
    suits,
)

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(("expires_on", "expired"), [
    (None, False), (TODAY, False), (date(2026, 11, 22), True), (date(2026, 11, 24), False),
])  # fmt: skip
def test_a_piece_is_offered_through_its_last_day(expires_on, expired):
    assert is_expired(expires_on, TODAY) is expired
    if not expired:
        return check_offered(True, expires_on, TODAY)
    with pytest.raises(LibraryRefused) as refusal:
        check_offered(True, expires_on, TODAY)
    assert refusal.value.field == "item_id"


def test_what_is_out_of_use_is_not_offered():
    with pytest.raises(LibraryRefused, match="out of date"):
        check_offered(False, None, TODAY)


@pytest.mark.parametrize(("typed", "found"), [
    ("交期、缺料", ["交期", "缺料"]), ("交期,缺料；交期  停线", ["交期", "缺料", "停线"]), ("", []), (None, []), ("、、", []),
])  # fmt: skip
def test_pains_are_parted_as_people_part_them(typed, found):
    assert pains(typed) == found


@pytest.mark.parametrize(("kind", "figure", "found", "field"), [
    ("case", None, [], "figure"), ("case", "更快", [], "figure"), ("song", "15%", [], "kind"),
    ("case", "15%", ["痛"] * 11, "pains"), ("case", "15%", ["痛" * 21], "pains"),
])  # fmt: skip
def test_a_case_without_a_number_and_odd_pains_are_refused(kind, figure, found, field):
    with pytest.raises(LibraryRefused) as refusal:
        check_item(kind, figure, found)
    assert refusal.value.field == field


def test_a_case_with_a_number_and_other_kinds_without_one_are_kept():
    check_item("case", "把交货周期缩短 15%", ["痛" * 20] * 10)
    check_item("case", "省下三成", [])
    check_item("material", None, [])
    check_item("draft", "", ["交期"])


@pytest.mark.parametrize(("versions", "why", "refused"), [
    (0, None, False), (1, "新数据", False), (1, None, True), (2, "  ", True),
])  # fmt: skip
def test_a_new_version_says_what_is_new(versions, why, refused):
    if not refused:
        return check_why(versions, why)
    with pytest.raises(LibraryRefused) as refusal:
        check_why(versions, why)
    assert refusal.value.field == "why"


def test_the_pains_that_a_customer_names_are_counted():
    assert suits(["交期", "缺料", "盘点"], "插单后交期难保，常缺料") == 2
    assert suits(["交期"], None) == 0
