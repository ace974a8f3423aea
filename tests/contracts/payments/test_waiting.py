"""Instalments that wait for arrival, acceptance or the end of the warranty (P06)."""

from datetime import date
from decimal import Decimal

import pytest

from salesapp.contracts.payments import rules as payments
from salesapp.contracts.payments.models import PaymentNode
from salesapp.contracts.payments.rules import Event, Node, PlanRefused, Term, months_after, term


class Weekdays:
    """A calendar whose working days are Monday to Friday."""

    def add_working_days(self, start: date, count: int) -> date:
        for _each in range(count):
            start = date.fromordinal(start.toordinal() + 1)
            while start.weekday() > 4:
                start = date.fromordinal(start.toordinal() + 1)
        return start


@pytest.mark.parametrize(
    ("kind", "words", "read"),
    [
        ("acceptance", "验收合格后 15 日内", Term(15)),
        ("acceptance", "验收后10个工作日内支付", Term(10, working=True)),
        ("acceptance", "验收合格后十五日内", Term(15)),
        ("acceptance", "验收后二十天", Term(20)),
        ("acceptance", "验收合格后１５日内", Term(15)),
        ("acceptance", "验收后一个月内", Term(months=1)),
        ("acceptance", "到货 30 日内安装，验收后 7 日内", Term(7)),
        ("acceptance", "2027年3月15日前", Term()),
        ("acceptance", "三月十五日前", Term()),
        ("acceptance", "验收当日", Term()),
        ("warranty", "质保期 12 个月满后 15 日内", Term(15)),
        ("warranty", "验收后12个月", Term()),
    ],
)
def test_days_are_read_from_the_condition(kind, words, read):
    assert term(kind, words) == read


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2027, 2, 28), 12, date(2028, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 11, 30), 0, date(2026, 11, 30)),
    ],
)
def test_months_end_on_the_last_day_of_a_shorter_one(day, months, later):
    """P06: twelve months after 29 February end on 28 February."""
    assert months_after(day, months) == later


def test_a_node_falls_due_when_its_condition_is_met_and_waits_again_when_not():
    node = PaymentNode(seq=2).fill(
        Node("acceptance", "验收后 10 个工作日内", None, Decimal(60), Decimal(600))
    )
    assert node.waits_for == Event.ACCEPTED and node.planned_on is None
    node.meet(date(2027, 2, 26), Weekdays())  # a Friday
    assert (node.planned_on, node.met_on, node.waits_for) == (date(2027, 3, 12), date(2027, 2, 26), None)
    node.wait_again()
    assert (node.planned_on, node.met_on) == (None, None) and node.waits_for == Event.ACCEPTED


def test_the_day_that_was_expected_is_kept_and_comes_back():
    expected = date(2027, 1, 31)
    node = PaymentNode(seq=2).fill(Node("acceptance", "验收后 15 日内", expected, Decimal(60), Decimal(600)))
    node.meet(date(2027, 3, 1), Weekdays())
    node.meet(date(2027, 3, 2), Weekdays())  # mended by a day
    assert (node.planned_on, node.expected_on) == (date(2027, 3, 17), expected)
    node.wait_again()
    assert (node.planned_on, node.expected_on) == (expected, None)


@pytest.mark.parametrize("kind", ["advance", "progress"])
def test_what_waits_for_nothing_needs_its_day(kind):
    with pytest.raises(PlanRefused) as refused:
        payments.complete(Decimal(100), [Node(kind, "签后", None, Decimal(100))])
    assert refused.value.field == "payment_nodes-0-planned_on"


@pytest.mark.parametrize("kind", ["arrival", "acceptance", "warranty"])
def test_what_waits_for_something_may_have_no_day(kind):
    (node,) = payments.complete(Decimal(100), [Node(kind, "之后", None, Decimal(100))])
    assert node.planned_on is None
