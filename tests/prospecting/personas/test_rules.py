"""What a persona must hold, and how what is typed becomes its values (R11)."""

from datetime import date
from decimal import Decimal

import pytest

from salesapp.prospecting.matching.rules import Condition, Kind, Rank
from salesapp.prospecting.personas.rules import (
    MOST_CONDITIONS,
    MOST_VALUES,
    PersonaRefused,
    check_condition,
    check_conditions,
    check_in_use,
    check_reason,
    check_time,
    read_values,
)

GOOD = Condition(Kind.INDUSTRY, Rank.MUST, ("C34",))


def size(low, high) -> Condition:
    return Condition(Kind.SIZE, Rank.MUST, (), low, high)


@pytest.mark.parametrize(
    ("condition", "field"),
    [
        (size(None, None), "low"),
        (size(Decimal(2), Decimal(1)), "high"),
        (Condition(Kind.INDUSTRY, Rank.MUST), "entered"),
        (Condition(Kind.INDUSTRY, Rank.MUST, ("挖矿",)), "entered"),
        (Condition(Kind.REGION, Rank.PLUS, ("999999",)), "entered"),
        (Condition(Kind.PAIN, Rank.PLUS, tuple(map(str, range(MOST_VALUES + 1)))), "entered"),
    ],
)
def test_a_condition_that_asks_for_nothing_is_refused_beside_its_row(condition, field):
    with pytest.raises(PersonaRefused) as refused:
        check_conditions((GOOD, condition))
    assert refused.value.field == f"conditions-1-{field}"


@pytest.mark.parametrize(
    "condition",
    [
        size(Decimal(1), Decimal(1)),
        size(None, Decimal(0)),
        size(Decimal(0), None),
        Condition(Kind.INDUSTRY, Rank.MUST, ("C",)),
        Condition(Kind.REGION, Rank.PLUS, ("320000",)),
        Condition(Kind.WORDS, Rank.EXCLUDE, ("已签竞品",)),
        Condition(Kind.PAIN, Rank.PLUS, tuple(map(str, range(MOST_VALUES)))),
    ],
)
def test_everything_else_is_a_condition(condition):
    check_condition(condition)


def test_a_persona_has_some_conditions_and_not_too_many():
    check_conditions((GOOD,) * MOST_CONDITIONS)
    with pytest.raises(PersonaRefused) as refused:
        check_conditions(())
    assert refused.value.field == "conditions-0-entered"
    with pytest.raises(PersonaRefused):
        check_conditions((GOOD,) * (MOST_CONDITIONS + 1))


def test_a_version_does_not_end_before_it_begins():
    day = date(2026, 11, 23)
    check_time(day, None)
    check_time(day, day)
    with pytest.raises(PersonaRefused) as refused:
        check_time(day, date(2026, 11, 22))
    assert refused.value.field == "valid_until"


@pytest.mark.parametrize("why", [None, "", " 。"])
def test_a_version_says_why(why):
    with pytest.raises(PersonaRefused) as refused:
        check_reason(why)
    assert refused.value.field == "why"


def test_the_reason_is_kept_without_blanks():
    assert check_reason(" 客户变了 ") == "客户变了"


def test_a_retired_persona_is_not_worked_with():
    check_in_use("active")
    with pytest.raises(PersonaRefused):
        check_in_use("retired")


@pytest.mark.parametrize(
    ("kind", "typed", "values"),
    [
        (Kind.INDUSTRY, "C34、c35", ("C34", "C35")),
        (Kind.INDUSTRY, "C34 通用设备制造业，通用设备制造业", ("C34",)),
        (Kind.INDUSTRY, "制造业", ("C",)),
        (Kind.INDUSTRY, "没有这个行业", ("没有这个行业",)),
        (Kind.REGION, "江苏省，苏州；320506", ("320000", "320500", "320506")),
        (Kind.REGION, "上海市, 江苏省 苏州市", ("310000", "320500")),
        (Kind.REGION, "火星", ("火星",)),
        (Kind.PAIN, "交期不准、缺料\n交期不准, ,", ("交期不准", "缺料")),
        (Kind.WORDS, None, ()),
        (Kind.WORDS, "长" * 60, ("长" * 40,)),
    ],
)
def test_what_is_typed_is_read_as_codes_or_words(kind, typed, values):
    assert read_values(kind, typed) == values
