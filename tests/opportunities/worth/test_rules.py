"""Which amount of an opportunity counts."""

from decimal import Decimal

import pytest

from salesapp.opportunities.worth.rules import Basis, basis, counted, won_by_contract


@pytest.mark.parametrize(
    ("contracted", "right", "where_from"),
    [
        (None, Decimal(500), Basis.FORECAST), (Decimal(420), Decimal(420), Basis.CONTRACT),
        (Decimal(0), Decimal(0), Basis.CONTRACT),
    ],
)  # fmt: skip
def test_the_contract_counts_as_soon_as_there_is_one_even_with_nothing_called_off(
    contracted, right, where_from
):
    assert counted(Decimal(500), contracted) == right
    assert basis(contracted) is where_from
    assert where_from.label in ("Contracted amount", "Expected amount")


@pytest.mark.parametrize(
    ("status", "reason", "contracted", "stays"),
    [
        ("won", None, None, True), ("won", "price", Decimal(1), True), ("won", "price", None, False),
        ("lost", None, Decimal(1), False), ("open", None, None, False),
    ],
)  # fmt: skip
def test_what_a_contract_stands_behind_stays_won(status, reason, contracted, stays):
    assert won_by_contract(status, reason, contracted) is stays
