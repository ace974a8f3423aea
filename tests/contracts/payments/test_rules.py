import random
from datetime import date
from decimal import Decimal

import pytest

from salesapp.contracts.payments import rules as payments
from salesapp.contracts.payments.rules import Node, PlanRefused

DAY = date(2026, 12, 20)
AMOUNT = Decimal("386000.00")


def plan(*shares, amount=AMOUNT):
    """Nodes from percents, or from (percent, amount) pairs."""
    pairs = [share if isinstance(share, tuple) else (share, None) for share in shares]
    nodes = [
        Node("advance", "签后 5 日", DAY, Decimal(percent), None if money is None else Decimal(money))
        for percent, money in pairs
    ]
    return payments.complete(amount, nodes)


def amounts(nodes) -> list[str]:
    return [str(node.amount) for node in nodes]


def test_thirty_sixty_ten():
    assert amounts(plan("30", "60", "10")) == ["115800.00", "231600.00", "38600.00"]


def test_what_rounding_leaves_goes_to_the_last():
    assert amounts(plan("33.33", "33.33", "33.34", amount=Decimal("100.01"))) == ["33.33", "33.33", "33.35"]
    assert amounts(plan("50", "50", amount=Decimal("0.03"))) == ["0.02", "0.01"]


def test_any_amount_and_any_shares_sum_to_the_fen():
    chance = random.Random(7)
    for _ in range(500):
        amount = Decimal(chance.randint(100, 10**11)).scaleb(-2)
        cuts = sorted(chance.sample(range(1, 10_000), chance.randint(0, 6)))
        percents = [Decimal(b - a).scaleb(-2) for a, b in zip([0, *cuts], [*cuts, 10_000], strict=True)]
        shares = payments.split(amount, percents)
        assert sum(shares) == amount and all(share >= 0 for share in shares)


def test_shares_that_do_not_make_a_hundred_are_refused():
    for shares in (("30", "60", "9.99"), ("30", "60", "10.01")):
        with pytest.raises(PlanRefused) as refused:
            plan(*shares)
        assert refused.value.field == "payment_nodes-2-percent"
    with pytest.raises(PlanRefused, match="The shares make 99.5%"):
        plan("30", "60", "9.50")
    with pytest.raises(ValueError, match="make 99"):
        payments.split(AMOUNT, [Decimal(99)])


@pytest.mark.parametrize(("percent", "index"), [("0", 0), ("-5", 0), ("100.01", 0), ("1000", 0)])
def test_a_share_is_more_than_nothing_and_not_more_than_all(percent, index):
    with pytest.raises(PlanRefused) as refused:
        plan(percent, "60")
    assert refused.value.field == f"payment_nodes-{index}-percent"


def test_typed_amounts_that_sum_to_the_contract_are_kept():
    assert amounts(plan(("30", "115800"), ("70", "270200"))) == ["115800", "270200"]


def test_typed_amounts_one_fen_off_are_refused():
    with pytest.raises(PlanRefused) as refused:
        plan(("30", "115800.00"), ("70", "270200.01"))
    assert refused.value.field == "payment_nodes-1-amount"


def test_an_amount_left_empty_at_the_end_takes_the_rest():
    third = "33.33"
    nodes = plan((third, "33333.33"), (third, "33333.33"), ("33.34", None), amount=Decimal("100000"))
    assert amounts(nodes)[-1] == "33333.34"


def test_a_typed_amount_that_is_not_its_share_is_refused_with_the_right_one():
    with pytest.raises(PlanRefused, match=r"115,800\.00") as refused:
        plan(("30", "120000"), ("70", "266000"))
    assert refused.value.field == "payment_nodes-0-amount"


@pytest.mark.parametrize("money", ["0", "-1", "115800.005"])
def test_an_instalment_is_more_than_nothing_and_ends_at_the_fen(money):
    with pytest.raises(PlanRefused, match="ends at the fen") as refused:
        plan(("30", money), ("70", None))
    assert refused.value.field == "payment_nodes-0-amount"


def test_an_amount_strays_by_half_the_last_place_of_its_percent_and_a_fen():
    # 0.005 % of 386,000.00 are 19.30
    assert amounts(plan(("30", "115819.31"), ("70", None))) == ["115819.31", "270180.69"]
    for money in ("115819.32", "115780.68"):
        with pytest.raises(PlanRefused, match=r"30% of the contract is 115,800\.00 yuan"):
            plan(("30", money), ("70", None))
    assert plan(("30", "115819.31"), ("30", "115819.31"), ("40", "154361.38"))


def test_the_last_amount_strays_by_what_all_may_leave_it():
    with pytest.raises(PlanRefused, match=r"make 386,038\.62 yuan, the contract 386,000\.00: 38\.62 apart"):
        plan(("30", "115800"), ("70", "270238.62"))
    with pytest.raises(PlanRefused, match=r"70% of the contract is 270,200\.00 yuan") as refused:
        plan(("30", "115800"), ("70", "270238.63"))
    assert refused.value.field == "payment_nodes-1-amount"


def test_a_contract_has_a_node_and_not_too_many():
    for shares, sentence in (((), "at least one"), (["4"] * 25, "at most 24 nodes")):
        with pytest.raises(PlanRefused, match=sentence) as refused:
            plan(*shares)
        assert refused.value.field == "payment_nodes-0-percent"
    assert len(plan(*["4"] * 23, "8")) == 24
    assert amounts(plan("100")) == ["386000.00"]


@pytest.mark.parametrize("amount", ["0.01", "99999999999.99", "1.500"])
def test_a_contract_costs_one_fen_to_nearly_a_hundred_billion(amount):
    assert payments.check_amount(Decimal(amount)) == Decimal(amount)


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        (None, "more than nothing"),
        ("0", "more than nothing"),
        ("-1", "more than nothing"),
        ("NaN", "more than nothing"),
        ("Infinity", "more than nothing"),
        ("0.001", "two places"),
        ("100000000000", "larger than any contract"),
    ],
)
def test_an_amount_that_is_none_is_refused(amount, sentence):
    with pytest.raises(PlanRefused, match=sentence) as refused:
        payments.check_amount(None if amount is None else Decimal(amount))
    assert refused.value.field == "amount"


def test_the_plan_of_an_amount_that_is_none_is_refused():
    with pytest.raises(PlanRefused, match="more than nothing") as refused:
        plan("100", amount=Decimal(0))
    assert refused.value.field == "amount"


def test_an_instalment_may_be_a_hundredth_of_a_per_cent():
    assert amounts(plan("0.01", "1", "98.99")) == ["38.60", "3860.00", "382101.40"]


def test_the_plan_in_one_line():
    assert payments.plan_words(plan("30", "70")) == "Advance payment 30%, Advance payment 70%"
