"""Supplements by the cases of P19–P21, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest

from salesapp.contracts.amendments import rules
from salesapp.contracts.amendments.planning import rules as planning
from salesapp.contracts.amendments.planning.rules import Standing, Terms
from salesapp.contracts.amendments.rules import AmendmentRefused, Kind, Status
from salesapp.contracts.payments.replanning.rules import Paid
from salesapp.contracts.payments.rules import Node, PlanRefused
from salesapp.refusals import Refusal

DAY, TODAY = date(2027, 3, 1), date(2026, 11, 23)


def node(amount, kind="progress") -> Node:
    return Node(kind, "按约定", DAY, None, Decimal(amount))


def standing(*parts) -> Standing:
    """What is in force: (amount, received) for each node."""
    nodes = [Node("progress", "按约定", DAY, Decimal(1), Decimal(amount)) for amount, _received in parts]
    paid = [Paid(seq, Decimal(a), Decimal(r)) for seq, (a, r) in enumerate(parts, 1)]
    total = sum((Decimal(a) for a, _r in parts), Decimal(0))
    return Standing(total, date(2026, 12, 15), date(2027, 12, 14), None, TODAY, nodes, paid)


IN_FORCE = (("115800", "115800"), ("231600", "0"), ("38600", "0"))


def terms(amount, *nodes, kind=Kind.SUPPLEMENT, what="增购模块", **changes) -> Terms:
    values = {"ends_on": None, "delivery_on": None} | changes
    return Terms(kind, what, Decimal(amount), values["ends_on"], values["delivery_on"], nodes)


def refusals(act) -> dict[str | None, str]:
    with pytest.raises(Refusal) as caught:
        act()
    return {one.field: str(one) for one in (caught.value, *caught.value.also)}


def test_the_paid_node_stays_and_the_rest_is_planned_anew():
    """P19: 420,000.00 − 115,800.00 = 304,200.00, e.g. 262,200.00 + 42,000.00."""
    plan = planning.check_terms(terms("420000", node("262200"), node("42000")), standing(*IN_FORCE))
    assert [one.amount for one in plan] == [Decimal(115800), Decimal(262200), Decimal(42000)]
    assert sum(one.percent for one in plan) == Decimal(100)


def test_a_plan_that_does_not_make_the_total_is_refused_at_its_row():
    fields = refusals(
        lambda: planning.check_terms(terms("420000", node("262200"), node("42000.01")), standing(*IN_FORCE))
    )
    assert list(fields) == ["payment_nodes-1-amount"]


def test_less_than_was_received_is_refused_with_the_surplus_named():
    """P20: 347,400.00 received; lowering to 300,000.00 leaves 47,400.00."""
    now = standing(("115800", "115800"), ("231600", "231600"), ("38600", "0"))
    said = refusals(lambda: planning.check_terms(terms("300000", node("1")), now))
    assert "47,400.00" in said["amount"] and "347,400.00" in said["amount"]


def test_what_was_received_in_full_needs_no_other_node():
    now = standing(("115800", "115800"), ("231600", "231600"), ("38600", "0"))
    assert [one.amount for one in planning.check_terms(terms("347400"), now)] == [
        Decimal(115800),
        Decimal(231600),
    ]


def test_a_partly_paid_node_is_not_planned_below_what_came_in():
    """P21: node of 231,600.00 with 115,800.00 received changed to 100,000.00: the surplus 15,800.00 is named."""
    now = standing(("115800", "115800"), ("231600", "115800"), ("38600", "0"))
    with pytest.raises(PlanRefused, match="15,800.00"):
        planning.check_terms(terms("386000", node("100000"), node("170200")), now)
    planning.check_terms(terms("386000", node("115800"), node("154400")), now)


@pytest.mark.parametrize("amount", ["0", "-1", "0.001", "100000000000"])
def test_a_total_beyond_belief_is_refused(amount):
    assert refusals(lambda: planning.check_terms(terms(amount, node("1")), standing(("1000", "0"))))


def test_everything_wrong_is_said_at_once():
    bad = terms("386000", node("1"), what="。", ends_on=date(2026, 12, 1), delivery_on=date(2026, 11, 1))
    fields = refusals(lambda: planning.check_terms(bad, standing(*IN_FORCE)))
    assert {"what", "ends_on", "payment_nodes-0-amount"} <= set(fields)


def test_an_ending_settles_no_more_than_the_contract():
    more = terms("400000", node("284200"), kind=Kind.ENDING, what="客户停产，按进度结算")
    assert "amount" in refusals(lambda: planning.check_terms(more, standing(*IN_FORCE)))
    planning.check_terms(
        terms("150000", node("34200"), kind=Kind.ENDING, what="按进度结算"), standing(*IN_FORCE)
    )


@pytest.mark.parametrize(
    ("status", "ended", "open_"),
    [
        ("approved", False, None),
        ("void", False, None),
        ("signed", True, None),
        ("handed_over", False, "HT-B1"),
    ],
)
def test_what_may_not_be_amended(status, ended, open_):
    with pytest.raises(AmendmentRefused):
        rules.check_amendable(status, ended=ended, open_=open_)
    rules.check_amendable("handed_over", ended=False, open_=None)


@pytest.mark.parametrize("status", [Status.APPROVING, Status.APPROVED, Status.IN_FORCE, Status.VOID])
def test_what_may_not_be_changed(status):
    with pytest.raises(AmendmentRefused):
        rules.check_editable(status)


@pytest.mark.parametrize(
    ("name", "way", "on", "field"),
    [
        ("周敏", None, None, "confirmed_by"), (None, "mail", TODAY, "confirmed_by"),
        ("周敏", "mail", date(2026, 11, 24), "confirmed_on"),
    ],
)  # fmt: skip
def test_half_an_answer_of_the_customer_is_none(name, way, on, field):
    assert field in refusals(lambda: rules.check_confirmed(name, way, on, today=TODAY))
    rules.check_confirmed(None, None, None, today=TODAY)
    rules.check_confirmed("周敏", "mail", TODAY, today=TODAY)


@pytest.mark.parametrize(
    ("status", "signed_on", "approved_on"),
    [
        (Status.APPROVING, TODAY, TODAY), (Status.APPROVED, None, TODAY), (Status.APPROVED, date(2026, 11, 24), TODAY),
        (Status.APPROVED, date(2026, 11, 22), TODAY), (Status.APPROVED, TODAY, None),
    ],
)  # fmt: skip
def test_a_signature_out_of_its_time(status, signed_on, approved_on):
    with pytest.raises(AmendmentRefused):
        rules.check_signing(status, signed_on, approved_on=approved_on, today=TODAY)


def test_a_supplement_is_voided_with_its_reason_before_it_is_in_force():
    for status, reason in ((Status.DRAFT, " "), (Status.IN_FORCE, "客户撤回"), (Status.VOID, "客户撤回")):
        with pytest.raises(AmendmentRefused):
            rules.check_void(status, reason)
    rules.check_void(Status.APPROVED, "客户撤回")


def test_numbers_of_supplements():
    assert rules.number_of("XS-HT-2026-0107", 1) == "XS-HT-2026-0107-B1"
