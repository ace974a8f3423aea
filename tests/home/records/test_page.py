"""How a story is folded and what a customer's open business comes to (R45)."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from types import SimpleNamespace

from salesapp.home.records.page import Business, Run, folded
from salesapp.opportunities.cadence.queries import Pace
from salesapp.web.story import CHANGE, Entry

AT = datetime(2026, 11, 20, 10, tzinfo=timezone(timedelta(hours=8)))


def entry(look, title="", aside=""):
    return Entry(at=AT, group="change", look=look, title=title, aside=aside)


def card(**changes):
    values = {"is_open": True, "grade": "B", "amount": Decimal(100_000), "pace": Pace(None, "", "", 0, 0, "")}
    return SimpleNamespace(**values | changes)


def business(*cards):
    return Business.of([SimpleNamespace(block=SimpleNamespace(name="opportunities"), values=cards)])


def test_changes_that_follow_one_another_fold_into_one_line():
    talk, first, second, third = (
        entry("call"),
        entry(CHANGE, "甲"),
        entry(CHANGE, "甲"),
        entry(CHANGE, aside="乙 1 → 2"),
    )
    lines = folded([talk, first, second, third, entry("sign", "登记")])
    assert lines[0] is talk
    assert lines[1] == Run((first, second, third))
    assert lines[1].words == "甲, 乙 1 → 2"
    assert lines[2].title == "登记"


def test_a_single_change_stands_by_itself():
    one = entry(CHANGE, "甲")
    assert folded([one, entry("call"), one]) == [one, entry("call"), one]


def test_open_business_is_the_best_grade_the_sum_and_what_is_due_first():
    late = Pace(date(2026, 11, 20), "late", "逾期 3 天", 0, 2, "本周")
    soon = Pace(date(2026, 11, 19), "", "11月19日", 0, 1, "本周")
    found = business(
        card(grade="B", amount=Decimal(80_000), pace=soon), card(grade="S", amount=Decimal(386_000), pace=late),
        card(grade="S", amount=Decimal(999_000), is_open=False),
    )  # fmt: skip
    assert (found.count, found.grade, found.amount, found.pace) == (2, "S", Decimal(466_000), late)


def test_without_open_business_there_is_none():
    assert business(card(is_open=False)) is None
    assert Business.of([]) is None
