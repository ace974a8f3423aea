"""The bands tried out before they are in force: the real route and the try-out are one function (3.6b)."""

from decimal import Decimal

import pytest

from salesapp.approvals.route.rules import DEFAULT_BANDS
from salesapp.approvals.tryouts import rules
from salesapp.approvals.tryouts.rules import Case, Ruleset, TryRefused
from salesapp.policies.queries import policy
from salesapp.policies.rules import Group
from tests.contracts.factories import make_contract, submit

NOW = Ruleset(DEFAULT_BANDS, nonstandard_to_director=True)


@pytest.mark.parametrize(
    ("amount", "nonstandard", "by", "asked"),
    [
        ("86000", False, "rep", 1), ("86000", True, "rep", 3), ("99999.99", False, "rep", 1), ("100000", False, "rep", 2),
        ("500000", False, "rep", 3), ("86000", False, "supervisor", 1),
    ],
)  # fmt: skip
def test_the_way_at_the_borders(amount, nonstandard, by, asked):
    way = rules.way(Case(Decimal(amount), nonstandard, by), NOW)
    assert len(way.split(" → ")) == asked, way


def test_a_deviation_stays_with_legal_where_the_setting_says_so():
    lax = Ruleset(DEFAULT_BANDS, nonstandard_to_director=False)
    assert "Legal" in (way := rules.way(Case(Decimal(86000), True), lax)) and "Director" not in way


def test_the_borders_are_the_amount_and_a_fen_below():
    assert rules.borders(DEFAULT_BANDS)[:2] == [Decimal("99999.99"), Decimal("100000")]


@pytest.mark.parametrize("amount", [None, Decimal(0), Decimal(-1)])
def test_nothing_is_not_tried(amount):
    with pytest.raises(TryRefused):
        rules.check_amount(amount)


def test_anybody_asks_which_way_a_contract_would_go(cast, db_session, sign_in):
    lin = sign_in("lin")
    page = lin.get("/approvals/try-outs?try_amount=8.6万&try_nonstandard=y&try_by=rep").text
    assert "86,000.00" in page and "法务" in page and "总监" in page
    assert "大于零" in lin.get("/approvals/try-outs?try_amount=0").text
    contract = submit(
        make_contract(cast.lin, amount=Decimal(86000), is_standard_text=False, deviation="第 8 条")
    )
    assert {seat.role for seat in contract.seats} == {"supervisor", "legal", "director"}


def bands(*lines: tuple[str, list[str]]) -> dict:
    data: dict = {"approval_nonstandard_director": "y", "approval_workdays": "1", "approval_legal_workdays": "2",
                  "approval_reminder_hours": "4"}  # fmt: skip
    for number, (below, roles) in enumerate(lines):
        data |= {f"approval_bands-{number}-below": below, f"approval_bands-{number}-roles": roles}
    return data


def test_typed_bands_are_tried_and_nothing_is_saved(cast, db_session, sign_in):
    before, tang = policy("approval_bands"), sign_in("tang")
    page = tang.get(f"/settings/rules/{Group.APPROVALS.value}").text
    assert "试算" in page
    sent = bands(("5", ["supervisor"]), ("", ["supervisor", "director"])) | {
        "try_amount": "86000",
        "try_by": "rep",
    }
    tried = tang.post("/approvals/try-outs", data=sent)
    assert tried.status_code == 200 and "49,999.99" in tried.text and "按现行规则" in tried.text
    assert policy("approval_bands") == before
    broken = tang.post("/approvals/try-outs", data=bands(("5", ["supervisor"])) | {"try_amount": "86000"})
    assert "向上不封顶" in broken.text or "最后一行" in broken.text


@pytest.mark.parametrize(("who", "status"), [("lin", 403), ("xu", 403), ("tang", 200)])
def test_who_tries_typed_bands(cast, db_session, sign_in, who, status):
    sent = bands(("", ["supervisor"])) | {"try_amount": "86000"}
    assert sign_in(who).post("/approvals/try-outs", data=sent).status_code == status


def test_what_is_tried_is_led_to_and_stands_within_the_rules(cast, db_session, sign_in):
    tang = sign_in("tang")
    assert 'formaction="/approvals/try-outs#tried"' in tang.get("/settings/rules/approvals").text
    sent = bands(("", ["supervisor"])) | {"try_amount": "86000", "try_by": "rep"}
    page = tang.post("/approvals/try-outs", data=sent).text
    assert 'id="tried"' in page
    assert '<a href="/settings/rules" aria-current="page">' in page
    assert '<a href="/settings/rules" aria-current="page">' in tang.get("/approvals/try-outs").text
