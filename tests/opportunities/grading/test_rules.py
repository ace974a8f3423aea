"""Grades: the borders of days and amounts, the weights, and who has the last word (R25–R28)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from salesapp.opportunities.grading.rules import (
    GradeRefused,
    Grading,
    amount_score,
    check_confirmed,
    grade_by_days,
    grade_by_intent,
    score_shown,
    suggest,
    total_score,
)

TODAY = date(2026, 11, 23)


def suggested(days=27, budget=4, chain=4, urgency=5, amount="386000.00", today=TODAY, grading=None):
    return suggest(
        budget=budget,
        chain=chain,
        urgency=urgency,
        amount=Decimal(amount),
        expected_on=today + timedelta(days=days),
        today=today,
        grading=grading or Grading(),
    )


@pytest.mark.parametrize(
    ("days", "grade"),
    [(0, "S"), (1, "S"), (30, "S"), (31, "A"), (89, "A"), (90, "A"), (91, "B"), (3650, "B"), (-1, "S")],
)
def test_day_30_is_still_s_and_day_90_is_still_a(days, grade):
    assert grade_by_days(days, Grading()) == grade
    assert suggested(days).grade == grade


def test_a_date_that_has_passed_is_said_to_be_overdue():
    assert suggested(-1).overdue
    assert not suggested(0).overdue


def test_the_limits_follow_the_settings():
    tight = Grading(s_max_days=10, a_max_days=20)
    assert [grade_by_days(days, tight) for days in (10, 11, 20, 21)] == ["S", "A", "A", "B"]


def test_the_29th_of_february_counts_as_a_day():
    leap = date(2028, 2, 29)
    assert suggested(30, today=date(2028, 1, 30)).grade == "S"
    assert date(2028, 1, 30) + timedelta(days=30) == leap
    assert suggested(31, today=date(2028, 1, 29)).grade == "A"


@pytest.mark.parametrize(
    ("amount", "score"),
    [
        ("0.01", 1), ("49999.99", 1), ("50000.00", 2), ("199999.99", 2), ("200000", 3), ("499999.99", 3),
        ("500000", 4), ("999999.99", 4), ("1000000", 5), ("99999999999.99", 5),
    ],
)  # fmt: skip
def test_an_amount_on_a_step_has_reached_it_and_one_fen_less_has_not(amount, score):
    assert amount_score(Decimal(amount), Grading().amount_steps) == score


def test_a_team_may_set_other_steps():
    steps = (Decimal("0.5"), Decimal(1))
    assert [amount_score(Decimal(amount), steps) for amount in (4999, 5000, 9999, 10000)] == [1, 2, 2, 3]
    assert amount_score(Decimal(1), ()) == 1


def test_the_score_has_two_places_half_up():
    thirds = Grading(weight_budget=1, weight_chain=1, weight_urgency=1, weight_amount=5)
    assert str(total_score(1, 1, 1, 2, thirds)) == "1.63"  # 1.625
    assert str(total_score(1, 1, 1, 2, Grading())) == "1.15"
    assert str(total_score(1, 1, 2, 1, Grading())) == "1.25"
    assert str(total_score(1, 2, 1, 1, Grading())) == "1.30"
    assert str(total_score(2, 1, 1, 1, Grading())) == "1.30"


def test_a_score_is_said_with_one_place_half_up():
    assert [str(score_shown(Decimal(total))) for total in ("4.55", "4.54", "4.65", "1.00")] == [
        "4.6",
        "4.5",
        "4.7",
        "1.0",
    ]
    assert str(suggested(budget=5, chain=4, urgency=5, amount=Decimal(500_000)).score) == "4.6"  # 4.55


def test_the_example_of_the_sheet_scores_four_point_one():
    found = suggested()
    assert (found.amount_score, found.total, found.grade) == (3, Decimal("4.10"), "S")


def test_the_weights_of_the_settings_decide_and_need_not_make_100():
    only_budget = Grading(weight_budget=40, weight_chain=0, weight_urgency=0, weight_amount=0)
    assert total_score(5, 1, 1, 1, only_budget) == Decimal("5.00")
    nothing = Grading(weight_budget=0, weight_chain=0, weight_urgency=0, weight_amount=0)
    assert total_score(5, 5, 5, 5, nothing) == 0


@pytest.mark.parametrize(
    ("total", "grade"),
    [("5.00", "S"), ("3.50", "S"), ("3.49", "A"), ("2.00", "A"), ("1.99", "B"), ("1.00", "B")],
)
def test_intent_is_high_from_70_points_and_medium_from_40(total, grade):
    assert grade_by_intent(Decimal(total), Grading()) == grade


def test_s_needs_the_time_and_the_intent_both():
    assert suggested(10, budget=3, chain=3, urgency=3).grade == "A"
    assert suggested(10, budget=1, chain=1, urgency=1, amount="1.00").grade == "B"
    assert suggested(91, budget=5, chain=5, urgency=5).grade == "B"


@pytest.mark.parametrize("score", [0, 6, -1])
@pytest.mark.parametrize("name", ["budget", "chain", "urgency"])
def test_a_score_outside_one_to_five_is_refused_beside_its_field(score, name):
    with pytest.raises(GradeRefused, match="1 to 5") as refused:
        suggested(**{name: score})
    assert refused.value.field == f"{name}_score"


def test_the_halves_of_a_suggestion_are_kept():
    found = suggested(31, budget=5, chain=5, urgency=5)
    assert (found.by_days, found.by_intent, found.grade, found.days_left) == ("A", "S", "A", 31)
    found = suggested(30, budget=1, chain=1, urgency=1)
    assert (found.by_days, found.by_intent, found.grade) == ("S", "B", "B")


def test_another_grade_than_the_suggestion_needs_a_reason():
    check_confirmed("S", "S", None)
    for reason in (None, ""):
        with pytest.raises(GradeRefused):
            check_confirmed("A", "S", reason)
    check_confirmed("S", "B", "The customer's building is delayed")
    with pytest.raises(GradeRefused, match="suggestion is S and you chose A") as refused:
        check_confirmed("S", "A", "  ")
    assert refused.value.field == "grade_reason"


def test_a_grade_that_does_not_exist_is_refused_even_with_a_reason():
    with pytest.raises(GradeRefused) as refused:
        check_confirmed("S", "C", "because")
    assert refused.value.field == "grade"
