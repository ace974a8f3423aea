"""What exactly is approved: the same content is the same text and the same hash, whoever wrote it down (4.3)."""

from datetime import date
from decimal import Decimal

import pytest

from salesapp.approvals.content.rules import (
    canonical,
    check_resubmission,
    differences,
    fingerprint,
    written,
)
from salesapp.approvals.rules import ApprovalRefused


def test_content_is_written_in_one_way():
    text = canonical({"b": Decimal("13.00"), "a": "税率", "c": [date(2026, 11, 23), None, 1]})
    assert text == '{"a":"税率","b":"13","c":["2026-11-23",null,1]}'
    assert canonical({"a": 1, "b": 2}) == canonical({"b": 2, "a": 1})


@pytest.mark.parametrize(
    ("value", "text"),
    [(Decimal("13.00"), "13"), (Decimal("1E+3"), "1000"), (Decimal("0.10"), "0.1"), (" a ", "a")],
)
def test_a_value_reads_as_it_was_typed(value, text):
    assert written(value) == text


def test_a_fingerprint_hangs_on_the_content_and_on_its_salt():
    one = fingerprint('{"a":1}', "salt")
    assert one == "298a33ae7c3be7be592a6451311504ba7dd829f3091fa578f91783d85c3eafa0"
    assert len({one, fingerprint('{"a":1}', "other"), fingerprint('{"a":2}', "salt")}) == 3


def test_parts_differ_where_they_say_something_else():
    before = {"amount": Decimal("386000.00"), "tax": Decimal(13), "old": "x", "same": None}
    after = {"amount": Decimal("386000.01"), "tax": Decimal("13.00"), "new": "y"}
    assert differences(before, after) == ["amount", "old", "new"]
    assert differences(before, before) == []


@pytest.mark.parametrize(
    ("last", "sentence"), [("vetoed", "the same as was vetoed"), ("returned", "Change what was asked")]
)
def test_the_same_content_comes_again_only_with_an_answer(last, sentence):
    for answer in (None, " ", "。"):
        with pytest.raises(ApprovalRefused, match=sentence) as refused:
            check_resubmission(last, same=True, answer=answer)
        assert refused.value.field == "answer"
    check_resubmission(last, same=True, answer="已与财务确认")
    check_resubmission(last, same=False, answer=None)


@pytest.mark.parametrize("last", [None, "withdrawn", "lapsed"])
def test_after_any_other_end_the_same_content_may_come_again(last):
    check_resubmission(last, same=True, answer=None)
