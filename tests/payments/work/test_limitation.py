"""Claims that lapse: who is warned two years on, and two years and nine months on; what lets them run anew (P35)."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from salesapp.payments.chasing import actions as chasing
from salesapp.payments.chasing import page
from salesapp.payments.chasing.rules import Base
from salesapp.payments.receipts import actions as receipts
from salesapp.web import clock
from salesapp.work import actions as work
from salesapp.work import page as days
from salesapp.work.models import WorkItem
from tests.payments.factories import D, day, make_signed, pay

WARNED = (
    "payment_limitation",
    "payment_limitation_team",
    "payment_limitation_books",
    "payment_limitation_last",
)
EARLY, LAST = {"lin", "xu", "zheng"}, {"lin", "xu", "zheng", "tang"}


def noon(text: str) -> datetime:
    """Return noon in Shanghai of a day."""
    return datetime.fromisoformat(f"{text}T04:00").replace(tzinfo=UTC)


def warned(cast, on: str) -> dict[str, list]:
    """Return the warnings that stand in whose day on some day, by person."""
    with clock.frozen(noon(on)):
        found = {name: days.day(person, clock.now()) for name, person in vars(cast).items()}
    lines = {
        name: [one for one in (*day.own, *day.waiting) if one.kind in WARNED] for name, day in found.items()
    }
    return {name: each for name, each in lines.items() if each}


@pytest.mark.parametrize(
    ("due", "first", "second", "lapse"),
    [
        ("2024-02-29", "2026-02-28", "2026-11-29", "2027-02-28"),  # the leap day
        ("2024-05-31", "2026-05-31", "2027-02-28", "2027-05-31"),
        ("2023-11-10", "2025-11-10", "2026-08-10", "2026-11-10"),
        ("2021-05-31", "2023-05-31", "2024-02-29", "2024-05-31"),  # 29 February again
    ],
)
def test_p35_two_years_on_owner_supervisor_and_finance_nine_months_later_the_director(
    cast, frozen_clock, due, first, second, lapse
):
    make_signed(cast.lin, ("50000", due), signed="2020-01-01")
    before = (day(first) - timedelta(days=1)).isoformat()
    assert warned(cast, before) == {}
    assert set(warned(cast, first)) == EARLY
    assert set(warned(cast, (day(second) - timedelta(days=1)).isoformat())) == EARLY
    found = warned(cast, second)
    assert set(found) == LAST
    assert all(f"50,000.00 元的诉讼时效 {lapse} 届满" in one.title for each in found.values() for one in each)
    [his], [own] = found["tang"], found["lin"]
    assert "林*" in his.detail and "自到期日起算" in his.detail and "林*" not in own.detail
    assert (
        not his.overdue
        and not own.overdue
        and warned(cast, (day(second) + timedelta(days=1)).isoformat())["lin"][0].overdue
    )
    # it still stands there once it is too late, and then it is late for the director as well
    assert warned(cast, (day(lapse) + timedelta(days=1)).isoformat())["tang"][0].overdue


def test_each_team_and_owner_has_its_own_and_a_supervisor_who_owns_it_has_it_once(cast, frozen_clock):
    make_signed(cast.chen, ("100", "2024-02-29"), signed="2024-01-01")
    assert set(warned(cast, "2026-11-29")) == {"chen", "ma", "zheng", "tang"}
    make_signed(cast.xu, ("200", "2024-02-29"), signed="2024-01-01")
    found = warned(cast, "2026-11-29")
    assert [len(found[name]) for name in ("xu", "ma", "zheng", "tang")] == [1, 1, 2, 2]


def written(node, cast, at):
    chasing.note(
        node,
        {"reason": "cash", "promised_on": at.date() + timedelta(days=30), "written": True},
        by=cast.lin,
        at=at,
    )


def spoken(node, cast, at):
    chasing.note(node, {"reason": "cash", "promised_on": at.date() + timedelta(days=9)}, by=cast.lin, at=at)


def served(node, cast, at):
    chasing.serve(node, at.date(), by=cast.lin, at=at)


def paid(node, cast, at):
    pay(node.contract, cast.zheng, "20000", (1, "20000"), on=at.date().isoformat(), at=at)


@pytest.mark.parametrize(("act", "base"), [(written, Base.PROMISE), (served, Base.LETTER), (paid, Base.PART)])
def test_p35_a_written_promise_a_served_letter_and_a_part_payment_let_it_run_anew(
    cast, db_session, frozen_clock, act, base
):
    node = make_signed(cast.lin, ("50000", "2024-02-29"), signed="2024-01-01").payment_nodes[0]
    at = noon("2026-03-31")
    with clock.frozen(at):
        act(node, cast, at)
        db_session.commit()
    assert page.began(node) == (day("2026-03-31"), base)
    assert warned(cast, "2026-11-29") == {} == warned(cast, "2028-03-30")
    found = warned(cast, "2028-03-31")
    assert set(found) == EARLY and base.label in found["zheng"][0].detail
    assert set(warned(cast, "2028-12-31")) == LAST


def test_p35_what_is_only_said_lets_nothing_run_anew_nor_takes_a_written_promise_away(
    cast, db_session, frozen_clock
):
    node = make_signed(cast.lin, ("50000", "2024-02-29"), signed="2024-01-01").payment_nodes[0]
    spoken(node, cast, noon("2026-03-01"))
    db_session.commit()
    assert page.began(node) == (day("2024-02-29"), Base.DUE) and set(warned(cast, "2026-03-01")) == EARLY
    written(node, cast, noon("2026-03-02"))
    spoken(node, cast, noon("2026-05-02"))
    db_session.commit()
    assert page.began(node) == (day("2026-03-02"), Base.PROMISE)
    assert warned(cast, "2028-03-01") == {} and set(warned(cast, "2028-03-02")) == EARLY


def test_p35_a_letter_that_is_noted_late_counts_from_the_day_on_which_it_was_served(
    cast, db_session, frozen_clock
):
    node = make_signed(cast.lin, ("50000", "2024-02-29"), signed="2024-01-01").payment_nodes[0]
    chasing.serve(node, day("2026-06-10"), by=cast.lin, at=noon("2026-06-11"))
    chasing.serve(node, day("2026-02-10"), by=cast.lin, at=noon("2026-06-12"))
    db_session.commit()
    assert page.began(node) == (day("2026-06-10"), Base.LETTER)


def test_p35_a_payment_that_was_taken_back_or_matched_elsewhere_lets_nothing_run_anew(
    cast, db_session, frozen_clock
):
    contract = make_signed(cast.lin, ("50000", "2024-02-29"), signed="2024-01-01")
    node, at = contract.payment_nodes[0], noon("2026-11-23")
    first = pay(contract, cast.zheng, "20000", (1, "20000"), on="2026-03-01")
    pay(contract, cast.zheng, "1", (1, "1"), on="2025-01-10")
    assert page.began(node) == (day("2026-03-01"), Base.PART)
    receipts.reverse(first, "退票", by=cast.zheng, at=at)
    db_session.commit()
    assert page.began(node) == (day("2025-01-10"), Base.PART)
    assert warned(cast, "2027-01-09") == {} and set(warned(cast, "2027-01-10")) == EARLY
    receipts.release(contract, D("1"), by=cast.zheng, at=at)
    db_session.commit()
    assert page.began(node) == (day("2024-02-29"), Base.DUE)


def test_nobody_is_warned_of_what_is_paid_void_or_without_a_day_and_rows_agree(
    cast, db_session, frozen_clock
):
    contract = make_signed(cast.lin, ("100", "2024-02-29"), ("200", None), signed="2024-01-01")
    pay(contract, cast.zheng, "100", (1, "100"))
    other = make_signed(cast.lin, ("300", "2024-02-29"), signed="2024-01-01")
    assert len(warned(cast, "2026-11-29")["zheng"]) == 1
    other.status = "void"
    db_session.commit()
    assert warned(cast, "2026-11-29") == {}
    open_ = db_session.scalars(
        select(WorkItem.id).where(WorkItem.kind.in_(WARNED), WorkItem.done_at.is_(None))
    ).all()
    assert open_ == [] and work.compare(at=clock.now()) == 0
