"""When a customer goes to another owner."""

import pytest

from salesapp.customers.ownership import rules
from salesapp.customers.ownership.rules import OwnershipNotAllowed, OwnershipRefused


def test_only_who_may_hands_a_customer_over():
    good = {"may": True, "current": 1, "target": 2, "fit": True, "reason": "调岗"}
    rules.check_hand_over(**good)
    with pytest.raises(OwnershipNotAllowed):
        rules.check_hand_over(**(good | {"may": False}))
    for change in ({"target": 1}, {"target": None}, {"fit": False}, {"reason": " "}):
        with pytest.raises(OwnershipRefused):
            rules.check_hand_over(**(good | change))
