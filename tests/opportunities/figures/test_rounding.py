"""Halves are rounded up, and fen become yuan (R24)."""

from decimal import Decimal

import pytest

from salesapp.opportunities.figures.rules import percent, weighted, yuan


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(1, 16, "6.3"), (1, 1000, "0.1"), (1, 2000, "0.1"), (1, 2001, "0.0"), (3, 3, "100.0")],
)
def test_a_share_is_rounded_half_up_to_one_place(part, whole, share):
    assert percent(part, whole) == Decimal(share)


def test_half_a_fen_of_the_forecast_is_a_fen():
    assert weighted([(Decimal("0.01"), 50)]) == Decimal("0.01")
    assert weighted([(Decimal("0.01"), 49)]) == Decimal("0.00")


@pytest.mark.parametrize(
    ("fen", "amount"), [(0, "0.00"), (1, "0.01"), (38_600_000, "386000.00"), (-5, "-0.05")]
)
def test_fen_become_yuan_with_two_places(fen, amount):
    assert str(yuan(fen)) == amount
