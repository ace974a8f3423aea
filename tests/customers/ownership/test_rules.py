"""When a customer goes to another owner."""

import pytest

from salesapp.customers.ownership import rules
from salesapp.customers.ownership.rules import OwnershipNotAllowed, OwnershipRefused

GOOD = {"may": True, "current": 1, "target": 2, "fit": True, "reason": "调岗"}


def test_only_who_may_hands_a_customer_over():
    rules.check_hand_over(**GOOD)
    rules.check_hand_over(**(GOOD | {"current": None}))
    with pytest.raises(OwnershipNotAllowed):
        rules.check_hand_over(**(GOOD | {"may": False}))


@pytest.mark.parametrize(
    ("change", "sentence", "field"),
    [
        ({"target": 1}, "already owns", "owner_id"),
        ({"target": 1, "fit": False}, "already owns", "owner_id"),
        ({"target": None}, "active sales rep", "owner_id"),
        ({"target": None, "current": None}, "active sales rep", "owner_id"),
        ({"fit": False}, "active sales rep", "owner_id"),
        ({"reason": " "}, "Say why", "reason"),
    ],
)
def test_a_customer_goes_to_somebody_else_who_may_have_it_and_for_a_reason(change, sentence, field):
    with pytest.raises(OwnershipRefused, match=sentence) as refused:
        rules.check_hand_over(**(GOOD | change))
    assert refused.value.field == field
