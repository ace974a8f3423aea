"""Numbers, limits and differences of invoices (P30–P32)."""

from datetime import date
from decimal import Decimal as D

import pytest

from salesapp.payments.invoices import rules
from salesapp.payments.rules import PaymentRefused

TODAY = date(2026, 11, 23)
NUMBER = "26322000000012345678"


@pytest.mark.parametrize(
    "typed", [NUMBER, " 2632 2000 0000 1234 5678 ", "２６３２２０００００００１２３４５６７８"]
)
def test_p31_blanks_and_full_width_figures_are_taken_off(typed):
    assert rules.read_number(typed) == NUMBER


@pytest.mark.parametrize("typed", ["", None, NUMBER[:-1], NUMBER + "9", "2632200000001234567X"])
def test_p31_nineteen_and_twenty_one_are_refused(typed):
    with pytest.raises(PaymentRefused, match="20 figures") as refused:
        rules.read_number(typed)
    assert refused.value.field == "number"


def test_p31_what_a_spreadsheet_cut_is_refused_with_how_to_mend_it():
    with pytest.raises(PaymentRefused, match="set the cell to text"):
        rules.read_number("2.63121E+19")


def test_p32_sixty_and_sixty_per_cent_of_one_node():
    limits = {"node": D("100000"), "contract": D("386000")}
    rules.check_request(D("60000"), node_asked=D(0), asked=D(0), **limits)
    with pytest.raises(PaymentRefused, match=r"120% of this instalment.*40,000\.00") as refused:
        rules.check_request(D("60000"), node_asked=D("60000"), asked=D("60000"), **limits)
    assert refused.value.field == "node_id"
    rules.check_request(D("40000"), node_asked=D("60000"), asked=D("60000"), **limits)


def test_p32_over_all_no_more_than_the_contract():
    with pytest.raises(PaymentRefused, match=r"Over all 6,000\.00"):
        rules.check_request(D("6000.01"), node=None, node_asked=D(0), contract=D("386000"), asked=D("380000"))
    with pytest.raises(PaymentRefused, match="more than nothing"):
        rules.check_request(D(0), node=None, node_asked=D(0), contract=D("386000"), asked=D(0))


def test_p30_requested_issued_and_paid_differ_in_words():
    words = rules.difference_words(D("115800"), D("100000"), D("115800"))
    assert words.count("15,800.00") == 2
    assert rules.difference_words(D("100"), D("100"), D("100")) == ""
    assert "50.00 yuan issued are not paid" in rules.difference_words(D("100"), D("100"), D("50"))


def test_p30_red_is_at_most_what_was_issued_and_is_not_red_yet():
    assert rules.check_red(D("15800"), D("15800")) == D("15800")
    for amount in (D("15800.01"), D(0), None):
        with pytest.raises(PaymentRefused):
            rules.check_red(amount, D("15800"))


def test_p20_what_is_issued_above_the_contract_is_said():
    assert rules.too_much_issued(contract=D("300000"), issued=D("347400")) == D("47400")
    assert rules.too_much_issued(contract=D("300000"), issued=D("300000")) == 0
    words = rules.difference_words(D("347400"), D("347400"), D("300000"), worth=D("300000"))
    assert words.startswith("red invoices must take 47,400.00 yuan back")
    assert rules.difference_words(D("100"), D("100"), D("100"), worth=D("100")) == ""


def test_what_is_issued_is_part_of_what_was_asked_and_not_of_tomorrow():
    assert rules.check_issue(D("1"), D("2"), TODAY, TODAY) == D("1")
    for amount, on in ((D("3"), TODAY), (None, TODAY), (D("1"), date(2026, 11, 24))):
        with pytest.raises(PaymentRefused):
            rules.check_issue(amount, D("2"), on, TODAY)
    with pytest.raises(PaymentRefused):
        rules.check_delivered(" ")
