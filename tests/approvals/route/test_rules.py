from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from salesapp.approvals.content.rules import canonical, differences, fingerprint
from salesapp.approvals.route import rules as route
from salesapp.approvals.rules import ApprovalRefused, Verdict, check_verdict
from salesapp.calendar.data import shipped
from salesapp.calendar.rules import WorkCalendar
from salesapp.policies.rules import Band
from salesapp.rights.rules import ROLE_LABELS, Role

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
    return [(step.seq, step.role) for step in route.plan(Decimal(amount), **values)]


SMALL = [(1, "supervisor")]
MIDDLE = [(1, "supervisor"), (2, "finance")]
LARGE = [(1, "supervisor"), (2, "legal"), (2, "finance"), (3, "director")]


def test_the_usual_bands_are_those_of_the_guide():
    assert route.DEFAULT_BANDS == BANDS


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
    seats = route.plan(Decimal(500_000), bands=BANDS, nonstandard=False)
    words = route.route_words((seat.seq, str(ROLE_LABELS[seat.role])) for seat in seats)
    assert words == "Sales supervisor → Legal, Finance → Director"


def test_a_new_round_says_whom_it_asks_too_and_whom_no_longer():
    assert (
        route.route_change(["supervisor"], ["supervisor", "finance"]) == "The route now also asks: Finance."
    )
    assert route.route_change(["supervisor", "finance"], ["supervisor"]) == "No longer asked: Finance."
    assert route.route_change(["supervisor"], ["supervisor"]) == ""


def local(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("opened", "days", "due"),
    [
        (local(2026, 11, 23, 9), 1, local(2026, 11, 24, 9)),
        (local(2026, 11, 23, 9), 2, local(2026, 11, 25, 9)),
        (local(2026, 11, 20, 17), 1, local(2026, 11, 23, 17)),  # over a weekend
        (local(2026, 2, 13, 10), 2, local(2026, 2, 24, 10)),  # a make-up Saturday, then the Spring Festival
        (local(2026, 9, 18, 10), 1, local(2026, 9, 20, 10)),  # a make-up Sunday
        (local(2026, 9, 30, 17), 1, local(2026, 10, 8, 17)),  # over the National Day
        (
            local(2026, 11, 21, 15),
            1,
            local(2026, 11, 24, 9),
        ),  # what arrives on a day off begins on Monday at nine
    ],
)
def test_a_seat_is_due_after_working_days_at_its_hour(opened, days, due):
    assert route.due_at(opened, CALENDAR, days=days) == due


def test_a_seat_is_late_only_after_its_moment():
    due = local(2026, 11, 24, 9)
    assert not route.is_late(due, due) and not route.is_late(None, due)
    assert route.is_late(due, due + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        (local(2026, 11, 23, 8), local(2026, 11, 23, 8)),
        (local(2026, 11, 23, 19, 59), local(2026, 11, 23, 19, 59)),
        (local(2026, 11, 23, 20), local(2026, 11, 24, 9)),
        (local(2026, 11, 23, 7, 59), local(2026, 11, 23, 9)),
        (local(2026, 11, 21, 10), local(2026, 11, 23, 9)),
        (local(2026, 11, 20, 22), local(2026, 11, 23, 9)),
    ],
)
def test_a_reminder_by_night_or_on_a_day_off_leaves_on_the_next_working_morning(now, leaves):
    assert route.reminder_leaves_at(now, CALENDAR) == leaves


def test_a_return_a_veto_and_a_condition_need_words():
    assert check_verdict("agree", "") is Verdict.AGREE
    for verdict in ("conditional", "return", "veto"):
        for nothing in ("", "  ", "。", "x"):
            with pytest.raises(ApprovalRefused) as refused:
                check_verdict(verdict, nothing)
            assert refused.value.field == "comment"
        assert check_verdict(verdict, "付款节点改为 3-6-1") == verdict
    for nothing in (None, "", "yes"):
        with pytest.raises(ApprovalRefused) as refused:
            check_verdict(nothing, "x")
        assert refused.value.field == "verdict"


def test_an_approver_is_reminded_once_in_four_hours():
    route.check_reminder(None, NOON, hours=4, shown="")
    route.check_reminder(NOON - timedelta(hours=4), NOON, hours=4, shown="")
    with pytest.raises(ApprovalRefused, match="16:01"):
        route.check_reminder(NOON - timedelta(hours=3, minutes=59), NOON, hours=4, shown="16:01")


def test_the_fingerprint_changes_with_any_content_and_the_salt_but_not_with_the_order_of_keys():
    content = {"number": "XS-HT-2026-0107", "amount": Decimal("386000.00"), "nodes": [[1, "30"]]}
    mark = fingerprint(canonical(content), "salt")
    assert len(mark) == 64 and mark == fingerprint(canonical(dict(reversed(content.items()))), "salt")
    assert mark == fingerprint(canonical(content | {"amount": Decimal(386000)}), "salt")
    assert mark != fingerprint(canonical(content), "pepper")
    for changed in ({"amount": Decimal("386000.01")}, {"nodes": [[1, "31"]]}, {"number": "XS-HT-2026-0108"}):
        assert fingerprint(canonical(content | changed), "salt") != mark
        assert differences(content, content | changed) == list(changed)


def places(*wanted: Role) -> list[tuple[int, str]]:
    return [(seat.seq, seat.role) for seat in route.route(wanted)]


def test_departments_decide_side_by_side_between_supervisor_and_director():
    assert places(*reversed(route.PLACES)) == [
        (1, "supervisor"), (2, "legal"), (2, "finance"), (2, "tech"), (2, "service"), (3, "director"),
    ]  # fmt: skip


@pytest.mark.parametrize("department", [Role.LEGAL, Role.FINANCE, Role.TECH, Role.SERVICE])
def test_each_department_stands_before_the_director_and_after_the_supervisor(department):
    assert places(Role.DIRECTOR, department) == [(1, department), (2, "director")]
    assert places(department, Role.SUPERVISOR) == [(1, "supervisor"), (2, department)]


def test_places_that_nobody_fills_are_closed_up():
    assert places(Role.DIRECTOR, Role.SUPERVISOR) == [(1, "supervisor"), (2, "director")]


def test_a_plain_plan_asks_no_more_than_its_band():
    (seat,) = route.plan(Decimal(1), bands=BANDS)
    assert (seat.seq, seat.role, seat.mode, seat.four_eyes) == (1, "supervisor", "all", False)
