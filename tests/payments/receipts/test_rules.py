"""How money is shared out, kept back, paid back: the figures of the cases, pure."""

from datetime import date
from decimal import Decimal as D

import pytest

from salesapp.contracts.rules import paid_words
from salesapp.payments.months import rules as months
from salesapp.payments.receipts import rules
from salesapp.payments.receipts.rules import Matched, OpenNode
from salesapp.payments.rules import PaymentRefused, State, check_reason, days_late, state_of

TODAY = date(2026, 11, 23)


def nodes(*rows):
    """Open instalments: (id, contract, due, open)."""
    return [
        OpenNode(
            number,
            contract,
            f"XS-HT-2026-{contract:04d}",
            number,
            date.fromisoformat(due) if due else None,
            D(left),
        )
        for number, contract, due, left in rows
    ]


TWO = nodes((1, 91, "2026-11-10", "58000"), (2, 95, "2026-11-30", "42000"))


@pytest.mark.parametrize(
    ("received", "amount", "words"),
    [
        ("115799.99", "386000.00", "30.00%"),
        ("385999.99", "386000.00", "99.99%"),
        ("386000.00", "386000.00", "100.00%"),
        ("0", "386000.00", "0.00%"),
        ("400000.00", "386000.00", "100.00%"),
    ],
)
def test_p07_a_hundred_per_cent_is_kept_for_the_last_fen(received, amount, words):
    assert paid_words(D(received), D(amount)) == words


def test_p07_one_fen_that_is_open_is_not_received():
    facts = {"amount": D("115800.00"), "in_hand": D(0), "written_off": D(0), "due_on": TODAY, "as_of": TODAY}
    assert state_of(received=D("115799.99"), **facts) is State.PART
    assert state_of(received=D("115800.00"), **facts) is State.PAID
    assert state_of(received=D(0), **facts | {"due_on": None}) is State.UNMET
    assert state_of(received=D(0), **facts | {"in_hand": D("115800.00")}) is State.BILL
    assert state_of(received=D(0), **facts | {"due_on": date(2026, 11, 22)}) is State.LATE


def test_p09_more_than_is_open_becomes_an_advance():
    last = nodes((3, 107, "2026-11-01", "65800"))
    assert rules.proposed(D("70000"), last) == {3: D("65800")}
    with pytest.raises(PaymentRefused, match=r"4,200\.00 yuan become"):
        rules.check_advance(D("70000"), {3: D("65800")}, last, agreed=False)
    rules.check_advance(D("70000"), {3: D("65800")}, last, agreed=True)
    with pytest.raises(PaymentRefused, match=r"Only 65,800\.00"):
        rules.check_shares(D("70000"), {3: D("65800.01")}, last)


def test_p10_the_oldest_due_first():
    both = nodes((1, 7, "2026-11-01", "30000"), (2, 7, "2026-12-01", "50000"))
    assert rules.proposed(D("40000"), both) == {1: D("30000"), 2: D("10000")}
    with pytest.raises(PaymentRefused, match=r"10,000\.00 yuan are shared to nothing"):
        rules.check_advance(D("40000"), {1: D("30000")}, both, agreed=False)


def test_p11_one_transfer_over_two_contracts():
    assert rules.proposed(D("100000"), TWO, [91, 95]) == {1: D("58000"), 2: D("42000")}


def test_p12_what_the_text_names_goes_first():
    assert rules.proposed(D("90000"), TWO) == {1: D("58000"), 2: D("32000")}
    assert rules.proposed(D("90000"), TWO, [95]) == {2: D("42000"), 1: D("48000")}


def test_one_fen_decides_between_two_nodes():
    both = nodes((2, 88, "2026-11-15", "33333.33"), (3, 88, "2026-12-15", "33333.34"))
    assert rules.proposed(D("33333.34"), both) == {3: D("33333.34")}
    assert rules.proposed(D("33333.33"), both) == {2: D("33333.33")}


def test_a_node_without_a_day_is_proposed_only_for_exactly_its_amount():
    waiting = nodes((1, 7, None, "38600"))
    assert rules.proposed(D("38600"), waiting) == {1: D("38600")}
    assert rules.proposed(D("20000"), waiting) == {}


def test_p13_the_advance_is_paid_back_first_then_the_node_opens():
    matched = [Matched(3, date(2026, 11, 1), D("65800"))]
    assert rules.taken_back(D("10000"), D("4200"), matched) == {3: D("5800")}
    assert rules.taken_back(D("4200"), D("4200"), matched) == {}
    assert rules.check_refund(D("70000"), D("70000")) == D("70000")
    with pytest.raises(PaymentRefused, match=r"At most 70,000\.00"):
        rules.check_refund(D("70000.01"), D("70000"))


@pytest.mark.parametrize(
    ("counted", "day"), [("receipt", "2026-11-20"), ("maturity", "2027-05-20")]
)  # fmt: skip
def test_p15_a_bill_counts_by_the_setting(counted, day):
    got, due = date(2026, 11, 20), date(2027, 5, 20)
    assert rules.counts_on("bank_bill", got, due, counted) == date.fromisoformat(day)
    assert rules.counts_on("transfer", got, None, counted) == got


def test_p16_a_bill_that_is_not_honoured_is_late_since_its_old_day():
    assert days_late(date(2026, 11, 10), date(2027, 5, 20)) == 191
    with pytest.raises(PaymentRefused, match="matures before"):
        rules.check_maturity("bank_bill", date(2026, 11, 20), date(2026, 11, 19))
    with pytest.raises(PaymentRefused, match="on which the bill matures"):
        rules.check_maturity("trade_bill", date(2026, 11, 20), None)
    with pytest.raises(PaymentRefused, match="Only a bill"):
        rules.check_maturity("transfer", date(2026, 11, 20), date(2027, 5, 20))


def test_p24_what_turns_up_after_the_month_is_closed_is_booked_today():
    closed, today = date(2026, 10, 31), date(2026, 11, 5)
    assert months.booked_on(date(2026, 10, 29), today, closed) == today
    assert months.booked_on(date(2026, 11, 1), today, closed) == date(2026, 11, 1)
    assert months.booked_on(date(2026, 10, 29), today, None) == date(2026, 10, 29)


def test_p18_what_goes_out_is_no_receipt():
    with pytest.raises(PaymentRefused, match="goes out") as refused:
        rules.check_amount(D("-115800"))
    assert refused.value.field == "amount"


@pytest.mark.parametrize("amount", [None, "0", "-1", "0.001"])
def test_p27_nothing_and_less_is_refused(amount):
    with pytest.raises(PaymentRefused) as refused:
        rules.check_amount(None if amount is None else D(amount))
    assert refused.value.field == "amount"


def test_p27_a_fen_is_money_and_tomorrow_is_not():
    rules.check_amount(D("0.01"))
    rules.check_day(TODAY, TODAY)
    with pytest.raises(PaymentRefused, match="not come yet"):
        rules.check_day(date(2026, 11, 24), TODAY)


def test_p28_a_million_on_386_000_is_asked_once():
    open_ = nodes((1, 7, "2026-11-01", "386000"))
    with pytest.raises(PaymentRefused, match=r"614,000\.00 yuan more than is open") as refused:
        rules.check_advance(D("1000000"), {1: D("386000")}, open_, agreed=False)
    assert refused.value.field == "as_advance"


def test_shares_of_nothing_or_of_more_than_came_are_refused():
    with pytest.raises(PaymentRefused, match="more than nothing"):
        rules.check_shares(D("10"), {1: D("-1")}, TWO)
    with pytest.raises(PaymentRefused, match=r"make 100,000\.00 yuan, 1,000\.00 more"):
        rules.check_shares(D("99000"), {1: D("58000"), 2: D("42000")}, TWO)
    with pytest.raises(PaymentRefused, match="not open"):
        rules.check_shares(D("10"), {9: D("1")}, TWO)


def test_a_month_is_closed_in_turn():
    first, closed = date(2026, 9, 1), date(2026, 9, 30)
    months.check_month(date(2026, 10, 1), TODAY, closed, first)
    months.check_month(first, TODAY, None, first)
    for month, until, words in (
        (date(2026, 11, 1), closed, "once it is over"),
        (date(2026, 9, 1), closed, "closed already"),
        (date(2026, 10, 1), None, "before it first"),
    ):
        with pytest.raises(PaymentRefused, match=words):
            months.check_month(month, TODAY, until, first)


def test_what_is_taken_back_is_said_why_and_once():
    assert check_reason(" 记错 ") == "记错"
    for act, words in (
        (lambda: check_reason("  "), "Say why"),
        (lambda: rules.check_reversible("reversal", False, D(0)), "counter-row stands"),
        (lambda: rules.check_reversible("receipt", True, D(0)), "already"),
        (lambda: rules.check_reversible("receipt", False, D(1)), "refund back first"),
    ):
        with pytest.raises(PaymentRefused, match=words):
            act()
    rules.check_reversible("receipt", False, D(0))


def test_what_is_kept_as_an_advance_was_received():
    assert rules.check_released(D("47400"), D("347400")) == D("47400")
    assert rules.check_released(D("10"), D("10")) == D("10")
    with pytest.raises(PaymentRefused, match=r"Only 10\.00") as refused:
        rules.check_released(D("10.01"), D("10"))
    assert refused.value.field == "amount"
    with pytest.raises(PaymentRefused, match="more than nothing"):
        rules.check_released(D("0"), D("10"))


def test_a_refund_that_is_taken_back_closes_only_what_is_open():
    assert rules.given_back({1: D("-5800")}, {1: D("1000")}) == {1: D("-1000")}
    assert rules.given_back({1: D("-5800")}, {1: D("0")}) == {}
    assert rules.given_back({1: D("100")}, {}) == {1: D("100")}
