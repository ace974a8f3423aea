"""How much is printed at once, and which forms can be."""

from __future__ import annotations

import pytest

from salesapp.documents.batches import rules
from salesapp.documents.batches.rules import BatchRefused, Selection, Status, check_batch, provide


def none(*_asked) -> list:
    """Find nothing."""
    return []


@pytest.fixture(autouse=True)
def own_selections(monkeypatch):
    """What a test provides is forgotten after it."""
    monkeypatch.setattr(rules, "_selections", {})


def test_two_hundred_sheets_are_printed_at_once_and_no_more():
    check_batch(1, 0)
    check_batch(200, 0)
    with pytest.raises(BatchRefused, match="At most 200 sheets") as refused:
        check_batch(201, 0)
    assert refused.value.field == "records"


def test_nothing_ticked_is_refused_beside_the_records():
    with pytest.raises(BatchRefused, match="at least one record") as refused:
        check_batch(0, 0)
    assert refused.value.field == "records"


def test_a_fourth_batch_of_one_person_waits():
    check_batch(1, 2)
    with pytest.raises(BatchRefused, match="3 prints of yours") as refused:
        check_batch(1, 3)
    assert refused.value.field is None


def test_a_batch_is_open_until_it_is_printed_cancelled_or_failed():
    assert rules.OPEN == (Status.WAITING, Status.RUNNING)
    assert set(rules.STATUS_LABELS) == set(Status)


def test_forms_are_offered_in_their_order_however_they_were_provided():
    provide(("F12", "F06"), Selection(none, none))
    assert rules.codes() == ["F06", "F12"]


def test_a_form_that_does_not_exist_cannot_be_provided():
    with pytest.raises(KeyError, match="F99"):
        provide(("F99",), Selection(none, none))


def test_sheets_of_other_forms_are_printed_one_by_one():
    chosen = Selection(none, none)
    provide(("F01",), chosen)
    assert rules.selection_of("F01") is chosen
    with pytest.raises(BatchRefused, match="one by one") as refused:
        rules.selection_of("F05")
    assert refused.value.field == "form_code"


def test_what_people_print_most_stands_by_form_and_filter_each_once():
    both = Selection(none, none, presets=(("F07", "A", {"grade": "A"}), ("F06", "late", {"view": "late"})))
    provide(("F06", "F07"), both)
    provide(("F01",), Selection(none, none, presets=(("F06", "S", {"grade": "S"}),)))
    assert [words for _code, words, _args in rules.presets()] == ["S", "late", "A"]


def test_what_one_may_not_see_is_as_good_as_not_there():
    assert rules.unseen() == "not there, or not for you to see"
