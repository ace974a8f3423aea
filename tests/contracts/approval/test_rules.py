from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from salesapp.calendar.data import shipped
from salesapp.calendar.rules import WorkCalendar
from salesapp.contracts.approval import rules as approval
from salesapp.contracts.approval.rules import ApprovalRefused, NotYourStep, Verdict
from salesapp.policies.rules import Band
from salesapp.rights.rules import Role

ALL = (Role.SUPERVISOR, Role.FINANCE, Role.LEGAL, Role.DIRECTOR)
BANDS = (
    Band(Decimal(100_000), ALL[:1]),
    Band(Decimal(500_000), ALL[:2]),
    Band(Decimal(1_000_000), ALL),
    Band(None, ALL),
)
CALENDAR = WorkCalendar({row.day: row.working for row in shipped()})
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def roles(amount: str, **changed) -> list[tuple[int, str]]:
    values = {"bands": BANDS, "nonstandard": False} | changed
    return [(step.seq, step.role) for step in approval.plan(Decimal(amount), **values)]


SMALL = [(1, "supervisor")]
MIDDLE = [(1, "supervisor"), (2, "finance")]
LARGE = [(1, "supervisor"), (2, "legal"), (2, "finance"), (3, "director")]


@pytest.mark.parametrize(
    ("amount", "way"),
    [
        ("0.01", SMALL),
        ("99999.99", SMALL),
        ("100000.00", MIDDLE),
        ("386000.00", MIDDLE),
        ("499999.99", MIDDLE),
        ("500000.00", LARGE),
        ("999999.99", LARGE),
        ("1000000.00", LARGE),
        ("99999999999.99", LARGE),
    ],
)
def test_the_amount_decides_who_approves(amount, way):
    assert roles(amount) == way


def test_a_deviation_goes_to_legal_and_the_director_whatever_the_amount():
    assert roles("99999.99", nonstandard=True) == [(1, "supervisor"), (2, "legal"), (3, "director")]
    assert roles("100000.00", nonstandard=True) == LARGE
    assert roles("99999.99", nonstandard=True, nonstandard_to_director=False) == [
        (1, "supervisor"),
        (2, "legal"),
    ]


def test_a_supervisors_own_contract_goes_to_the_director_instead():
    assert roles("50000", submitter_role="supervisor") == [(1, "director")]
    assert roles("386000", submitter_role="supervisor") == [(1, "finance"), (2, "director")]
    assert roles("500000", submitter_role="supervisor") == [(1, "legal"), (1, "finance"), (2, "director")]


def test_a_team_without_another_supervisor_goes_to_the_director_too():
    assert roles("50000", vacant={"supervisor"}) == [(1, "director")]


def test_a_role_that_nobody_fills_is_named():
    with pytest.raises(ApprovalRefused, match="Finance"):
        roles("386000", vacant={"finance"})
    assert roles("50000", vacant={"finance"}) == SMALL


def test_departments_stand_side_by_side_in_the_words_of_the_way():
    steps = approval.plan(Decimal(500_000), bands=BANDS, nonstandard=False)
    assert approval.route_words(steps) == "Sales supervisor → Legal, Finance → Director"


@pytest.mark.parametrize(
    ("role", "opened", "due"),
    [
        ("supervisor", date(2026, 11, 23), date(2026, 11, 24)),
        ("legal", date(2026, 11, 23), date(2026, 11, 25)),
        ("supervisor", date(2026, 11, 20), date(2026, 11, 23)),  # over a weekend
        (
            "legal",
            date(2026, 2, 13),
            date(2026, 2, 24),
        ),  # the make-up Saturday is worked, then the Spring Festival
        ("finance", date(2026, 9, 18), date(2026, 9, 20)),  # a make-up Sunday
    ],
)
def test_a_step_is_due_after_one_working_day_and_legal_after_two(role, opened, due):
    assert approval.due_on(role, opened, CALENDAR, days=1, legal_days=2) == due


def _check(**changed):
    values = {
        "role": "supervisor",
        "team_id": 1,
        "user_role": "supervisor",
        "user_team_id": 1,
        "user_id": 4,
        "not_these": (1, 2),
    }
    approval.check_approver(**(values | changed))


def test_a_step_is_decided_by_its_role_and_a_supervisors_by_the_one_of_the_team():
    _check()
    _check(role="finance", team_id=None, user_role="finance", user_team_id=None)
    with pytest.raises(NotYourStep):
        _check(user_role="finance")
    with pytest.raises(NotYourStep):
        _check(user_team_id=2)
    with pytest.raises(NotYourStep):
        _check(user_role="admin", role="director")


def test_nobody_approves_what_they_submitted_or_own():
    with pytest.raises(ApprovalRefused):
        _check(user_id=2)
    _check(user_id=3)


def test_a_return_a_veto_and_a_condition_need_words():
    assert approval.check_verdict("agree", "") is Verdict.AGREE
    for verdict in ("conditional", "return", "veto"):
        with pytest.raises(ApprovalRefused) as refused:
            approval.check_verdict(verdict, "  ")
        assert refused.value.field == "comment"
        assert approval.check_verdict(verdict, "付款节点改为 3-6-1") == verdict
    for nothing in (None, "", "yes"):
        with pytest.raises(ApprovalRefused) as refused:
            approval.check_verdict(nothing, "x")
        assert refused.value.field == "verdict"


def test_the_last_decision_is_the_only_one_left():
    assert approval.is_last(["agree", "conditional", "open"])
    assert not approval.is_last(["agree", "open", "open"])
    assert not approval.is_last(["agree", "open", "waiting"])
    assert not approval.is_last(["agree", "agree"])


def test_an_approver_is_pressed_once_in_four_hours():
    approval.check_reminder(None, NOON, hours=4)
    approval.check_reminder(NOON - timedelta(hours=4), NOON, hours=4)
    with pytest.raises(ApprovalRefused):
        approval.check_reminder(NOON - timedelta(hours=3, minutes=59), NOON, hours=4)


def test_the_fingerprint_changes_with_any_content_and_not_with_the_order_of_keys():
    content = {"number": "XS-HT-2026-0107", "amount": Decimal("386000.00"), "nodes": [[1, "30"]]}
    mark = approval.fingerprint(content)
    assert len(mark) == 64 and mark == approval.fingerprint(dict(reversed(content.items())))
    for changed in ({"amount": Decimal("386000.01")}, {"nodes": [[1, "31"]]}, {"number": "XS-HT-2026-0108"}):
        assert approval.fingerprint(content | changed) != mark
