"""The plans of the cases (P01–P05, P19–P21): shares and amounts to the fen."""

from datetime import date
from decimal import Decimal as D

import pytest

from salesapp.contracts.payments.replanning.rules import Paid, check_kept, surplus, to_plan
from salesapp.contracts.payments.rules import Node, PlanRefused, complete
from salesapp.contracts.payments.sharing.rules import is_uneven, share_of, split

DAY = date(2026, 12, 20)


def node(percent=None, amount=None):
    return Node("progress", "条件", DAY, D(percent) if percent else None, D(amount) if amount else None)


def test_p01_three_equal_nodes_make_the_contract():
    filled = complete(
        D("100000.00"), [node(amount="33333.33"), node(amount="33333.33"), node(amount="33333.34")]
    )
    assert (
        sum(each.amount for each in filled) == D("100000.00") and sum(each.percent for each in filled) == 100
    )


def test_p02_the_last_takes_what_the_others_leave():
    assert split(D("386000.05"), [D(30), D(60), D(10)]) == [D("115800.02"), D("231600.03"), D("38600.00")]


def test_p03_equal_shares_need_not_be_equal_amounts():
    filled = complete(D("547.00"), [node("33.34"), node("33.33"), node("33.33")])
    assert [each.amount for each in filled] == [D("182.37"), D("182.32"), D("182.31")]
    percents, amounts = [each.percent for each in filled], [each.amount for each in filled]
    assert is_uneven(percents, amounts) and not is_uneven(percents[:2], amounts[:2])


def test_p04_the_share_follows_the_amount_and_never_the_other_way_round():
    assert share_of(D("33333.33"), D("100000.00")) == D("33.33")
    filled = complete(D("100000.00"), [node(amount="33333.33"), node(amount="66666.67")])
    assert [(each.percent, each.amount) for each in filled] == [
        (D("33.33"), D("33333.33")),
        (D("66.67"), D("66666.67")),
    ]


@pytest.mark.parametrize(
    ("last", "words"),
    [
        ("9", r"make 99%: 1% \(3,860\.00 yuan\) are missing"),
        ("11", r"make 101%: 1% \(3,860\.00 yuan\) too much"),
    ],
)
def test_p05_what_is_missing_is_said_in_per_cent_and_yuan(last, words):
    with pytest.raises(PlanRefused, match=words):
        complete(D("386000.00"), [node("30"), node("60"), node(last)])


def test_what_typed_amounts_leave_is_said_to_the_fen():
    with pytest.raises(PlanRefused, match=r"make 70\.29%: 29\.71% \(27,900\.00 yuan\) are missing"):
        complete(D("93900.00"), [node(amount="66000.00")])
    with pytest.raises(PlanRefused, match=r"\(0\.05 yuan\) too much|0\.05 apart"):
        complete(D("93900.00"), [node(amount="66000.00"), node(amount="27900.05")])


def test_p05_a_negative_node_is_refused():
    with pytest.raises(PlanRefused):
        complete(D("386000.00"), [node("130"), node("-30")])


def test_p19_a_paid_node_stays_and_the_rest_is_planned_anew():
    paid = [Paid(1, D("115800.00"), D("115800.00")), Paid(2, D("231600.00"), D(0))]
    assert to_plan(D("420000.00"), paid) == D("304200.00") == D("262200.00") + D("42000.00")


def test_p20_what_was_received_above_the_new_amount_leaves_the_nodes():
    paid = [Paid(1, D("115800.00"), D("115800.00")), Paid(2, D("231600.00"), D("231600.00"))]
    assert surplus(D("300000.00"), paid) == D("47400.00")
    assert surplus(D("400000.00"), paid) == 0


def test_p21_a_node_is_not_lowered_below_what_was_received_unless_the_surplus_moves_along():
    paid = Paid(1, D("115800.00"), D("115800.00"))
    with pytest.raises(PlanRefused, match=r"15,800\.00 yuan more"):
        check_kept(paid, D("100000.00"))
    check_kept(paid, D("100000.00"), moved=D("15800.00"))
    check_kept(paid, D("115800.00"))


def test_p04_typed_amounts_that_do_not_make_the_contract_are_refused_to_the_fen():
    with pytest.raises(PlanRefused, match=r"386,000\.00 yuan\) are missing") as refused:
        complete(D("386100.00"), [node(None, "100.00")])
    assert refused.value.field == "payment_nodes-0-percent"
