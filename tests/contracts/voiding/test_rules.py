"""What is asked before a contract is void (P22)."""

from decimal import Decimal

import pytest

from salesapp.contracts.rules import ContractRefused
from salesapp.contracts.voiding.rules import check_hanging, check_no_money


def test_money_is_moved_away_first():
    check_no_money(Decimal("0.00"))
    with pytest.raises(ContractRefused, match=r"0\.01 yuan were received"):
        check_no_money(Decimal("0.01"))


def test_what_hangs_on_it_is_named_and_asked_once():
    check_hanging([], [], agreed=False)
    check_hanging(["Write-offs (1)"], [("Invoices (2)", "they are red")], agreed=True)
    with pytest.raises(ContractRefused) as refused:
        check_hanging(["Write-offs (1)", "Requests (1)"], [("Invoices (2)", "they are red")], agreed=False)
    assert refused.value.field == "agreed"
    assert "with it end: Write-offs (1), Requests (1); Invoices (2) — they are red." in str(refused.value)
    with pytest.raises(ContractRefused, match="hangs on this contract. Invoices"):
        check_hanging([], [("Invoices (2)", "they are red")], agreed=False)
