"""What each kind of setting takes, to the last value that it takes."""

from decimal import Decimal

import pytest

from salesapp.policies.reading.rules import check
from salesapp.policies.rules import (
    APPROVERS,
    GROUP_LABELS,
    Band,
    Group,
    Kind,
    Order,
    Policies,
    Policy,
    PolicyRefused,
    Total,
    band_of,
    check_together,
    parse,
)
from salesapp.rights.rules import ROLE_LABELS, Role


def policy(kind=Kind.WHOLE, default=None, **more):
    return Policy("key", Group.CONTRACTS, default, "Label", "Help", "R1", kind=kind, **more)


def refusal(checked, raw):
    with pytest.raises(PolicyRefused) as refused:
        check(checked, raw)
    assert refused.value.field == "key"
    return str(refused.value)


WHOLE = policy(low=2, high=30)
AMOUNTS = policy(Kind.STEPS, default=["10", "50", "100"])
ROUTE = policy(Kind.BANDS, choices=APPROVERS)


@pytest.mark.parametrize(
    ("raw", "value"),
    [("2", 2), (" 30 ", 30), (7, 7), ("007", 7), ("１２", 12), ("0000000002", 2), ("2.0", 2)],
)
def test_a_whole_number_between_its_bounds_is_taken(raw, value):
    taken = check(WHOLE, raw)
    assert taken == value and type(taken) is int


@pytest.mark.parametrize("raw", ["1", "31", "0", 0, "999999999"])
def test_a_whole_number_outside_its_bounds_is_told_them(raw):
    assert refusal(WHOLE, raw) == "This takes 2 to 30."


@pytest.mark.parametrize("raw", [None, "", " ", "-1", "2.5", "²", "two", "1000000000", True])
def test_what_is_no_whole_number_is_asked_for_in_digits(raw):
    assert refusal(WHOLE, raw) == "Write a whole number, in digits."


def test_a_setting_takes_zero_to_a_thousand_unless_it_says_otherwise():
    assert (check(policy(), "0"), check(policy(), "1000")) == (0, 1000)
    assert refusal(policy(), "1001") == "This takes 0 to 1000."
    assert policy().unit == "" and not policy().awaited
    assert (Policies(()).totals, Policies(()).orders) == ((), ())


def test_a_flag_is_yes_or_no_and_nothing_like_it():
    flag = policy(Kind.FLAG)
    assert check(flag, True) is True
    assert check(flag, False) is False
    for raw in (1, 0, "true", None):
        assert refusal(flag, raw) == "Choose yes or no."


def test_a_choice_is_one_of_its_words():
    choice = policy(Kind.CHOICE, choices={"one": "One", 2: "Two"})
    assert check(choice, "one") == "one"
    for raw in ("two", "", None, 2, ["one"]):
        assert refusal(choice, raw) == "Choose one of the values offered."


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("10,50,100", ["10", "50", "100"]),
        ("10，50、100", ["10", "50", "100"]),
        (" 0.0001 , ,0.5,1000000,", ["0.0001", "0.5", "1000000"]),
        ("100,200.50,3000.0", ["100", "200.5", "3000"]),
    ],
)
def test_rising_amounts_are_stored_as_plain_numbers(raw, stored):
    assert check(AMOUNTS, raw) == stored


@pytest.mark.parametrize("raw", [None, "", "10,50", "10,50,100,200", ", ,"])
def test_there_are_as_many_steps_as_by_default(raw):
    assert refusal(AMOUNTS, raw) == "Write 3 amounts, with commas between."


@pytest.mark.parametrize("raw", ["10,10,50", "50,10,100", "10,50,50.0", "100,50,10"])
def test_steps_rise(raw):
    assert refusal(AMOUNTS, raw) == "Each amount must be more than the one before."


@pytest.mark.parametrize("amount", ["0", "-1", "1000000.0001", "1000001", "0.00001"])
def test_an_amount_is_more_than_nothing_up_to_ten_billion_to_the_yuan(amount):
    assert refusal(AMOUNTS, f" {amount},50,100") == f"“{amount}” is no amount in units of 10,000 yuan."


def test_what_is_no_number_is_quoted_up_to_twenty_characters():
    for word in ("ten", "NaN", "Infinity", "1E+2"):
        assert refusal(AMOUNTS, f"{word},50,100") == f"“{word}” is no amount."
    assert refusal(AMOUNTS, f"{'x' * 21},50,100") == f"“{'x' * 20}” is no amount."
    assert refusal(AMOUNTS, f"-{'9' * 20},50,100") == f"“-{'9' * 19}” is no amount in units of 10,000 yuan."


def line(below, *roles):
    return {"below": below, "roles": roles}


def test_bands_are_stored_in_yuan_with_their_roles_in_the_order_of_the_route():
    typed = [
        line(" 0.0001 ", "supervisor"),
        line("50", "director", "finance", "supervisor"),
        line("", "nobody"),
        line(None, "legal"),
    ]
    assert check(ROUTE, [*typed[:2], typed[3]]) == [
        {"below": "1.00", "roles": ["supervisor"]},
        {"below": "500000.00", "roles": ["supervisor", "finance", "director"]},
        {"below": None, "roles": ["legal"]},
    ]
    assert refusal(ROUTE, [typed[0], typed[2]]) == "Every line needs at least one role that approves."


def test_lines_without_roles_and_amount_are_empty_and_left_out():
    empty = [line(""), {}, {"below": None}, {"below": "  ", "roles": None}]
    assert check(ROUTE, [*empty, line("10", "finance"), *empty, {"roles": ["legal"]}, *empty]) == [
        {"below": "100000.00", "roles": ["finance"]},
        {"below": None, "roles": ["legal"]},
    ]
    for raw in (None, [], empty):
        assert refusal(ROUTE, raw) == "The last line must be open upwards: leave its amount empty."


def test_only_the_last_band_is_open():
    assert (
        refusal(ROUTE, [line("10", "finance"), line("50", "legal")])
        == "The last line must be open upwards: leave its amount empty."
    )
    for below in ("", " ", None):
        assert (
            refusal(ROUTE, [line(below, "finance"), line("", "legal")])
            == "Only the last line may have no amount."
        )


def test_a_line_with_an_amount_needs_a_role():
    for row in (line("10"), {"below": "10"}):
        assert refusal(ROUTE, [row, line("", "legal")]) == "Every line needs at least one role that approves."


@pytest.mark.parametrize(("first", "second"), [("10", "10"), ("10", "9.9999")])
def test_bands_rise(first, second):
    rows = [line(first, "finance"), line(second, "finance"), line("", "legal")]
    assert refusal(ROUTE, rows) == "Each amount must be more than the one before."


def test_a_band_ends_one_fen_below_its_amount_and_the_last_takes_any():
    bands = parse(ROUTE, [{"below": "100000.00", "roles": ["finance"]}, {"below": None, "roles": ["legal"]}])
    small, large = Band(Decimal(100_000), ("finance",)), Band(None, ("legal",))
    assert bands == (small, large)
    assert band_of(bands, Decimal("99999.99")) == small
    assert band_of(bands, Decimal(100_000)) == large


def test_stored_steps_are_numbers_to_reckon_with_and_the_rest_is_as_it_was_stored():
    assert parse(AMOUNTS, ["10", "0.5"]) == (Decimal(10), Decimal("0.5"))
    assert parse(WHOLE, 7) == 7
    assert parse(policy(Kind.FLAG), False) is False
    assert parse(policy(Kind.CHOICE), "one") == "one"


def check_all(values):
    check_together(values, [Total(("a", "b"), 100)], [Order("low", "high")], "The {}".format)


def test_values_of_other_groups_are_not_compared():
    check_all({})
    check_all({"a": 60, "b": 40})
    check_all({"low": 29, "high": 30})


@pytest.mark.parametrize(("a", "found"), [(61, 101), (59, 99)])
def test_weights_make_a_hundred(a, found):
    with pytest.raises(PolicyRefused, match=f"must make 100, they make {found}") as refused:
        check_all({"a": a, "b": 40})
    assert refused.value.field == "b"


@pytest.mark.parametrize("low", [30, 31])
def test_the_smaller_setting_stays_below_the_larger(low):
    with pytest.raises(PolicyRefused, match="must be more than “The low”") as refused:
        check_all({"low": low, "high": 30})
    assert refused.value.field == "high"


def test_every_group_has_a_heading_and_every_approver_the_label_of_the_role():
    assert list(GROUP_LABELS) == list(Group)
    assert {
        role: ROLE_LABELS[role] for role in (Role.SUPERVISOR, Role.FINANCE, Role.LEGAL, Role.DIRECTOR)
    } == APPROVERS
    assert list(APPROVERS) == [Role.SUPERVISOR, Role.FINANCE, Role.LEGAL, Role.DIRECTOR]
