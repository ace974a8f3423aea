"""What is asked before a contract is void (P22)."""

from decimal import Decimal

import pytest

from salesapp.contracts.rules import ContractRefused
from salesapp.contracts.voiding.rules import check_no_money


def test_money_is_moved_away_first():
    check_no_money(Decimal("0.00"))
    with pytest.raises(ContractRefused, match=r"0\.01 yuan were received"):
        check_no_money(Decimal("0.01"))
