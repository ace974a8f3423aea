"""What a row stores of its match: intent, place in the list, reasons (R14)."""

import pytest

from salesapp.prospecting.matching.rules import Condition, Facts, Fit, Kind, Rank
from salesapp.prospecting.scoring.rules import Intent, Scale, columns, intent, place, places, scale_key

LATE = Scale(7, (Condition(Kind.PAIN, Rank.MUST, ("交期",)),), high=70, middle=40)


@pytest.mark.parametrize(
    ("score", "fit", "expected"),
    [
        (70, Fit.FITS, Intent.HIGH),
        (69, Fit.FITS, Intent.MIDDLE),
        (40, Fit.FITS, Intent.MIDDLE),
        (39, Fit.FITS, Intent.LOW),
        (100, Fit.OPEN, Intent.MIDDLE),
        (39, Fit.OPEN, Intent.LOW),
        (100, Fit.LACKING, Intent.LOW),
        (100, Fit.EXCLUDED, Intent.LOW),
    ],
)
def test_intent_follows_the_score_unless_a_must_is_open(score, fit, expected):
    assert intent(score, fit, high=70, middle=40) is expected


def test_high_intent_comes_first_then_the_score_and_who_is_not_followed_last():
    ordered = [
        place(100, Fit.FITS, "high"), place(70, Fit.FITS, "high"), place(100, Fit.OPEN, "middle"),
        place(40, Fit.FITS, "middle"), place(39, Fit.FITS, "low"), place(0, Fit.FITS, "low"),
        place(50, Fit.LACKING, "high"), place(0, Fit.EXCLUDED, "low"),
    ]  # fmt: skip
    assert ordered == sorted(ordered) and len(set(ordered)) == len(ordered)


def test_a_row_stores_its_score_with_the_reasons():
    assert columns(LATE, Facts(pain="交期不准")) == {
        "score": 100, "fit": "fits", "reasons": [["pain", "must", "yes", "交期"]], "intent": "high", "place": 1000,
    }  # fmt: skip
    assert columns(LATE, Facts(pain="太贵"))["fit"] == "lacking"


def test_what_somebody_said_of_the_intent_counts_before_the_score():
    assert columns(LATE, Facts(), said="high")["intent"] == "high"
    assert columns(LATE, Facts(), said="high")["place"] == 1100


def test_without_a_persona_there_is_no_score():
    nobody = Scale(None, (), high=70, middle=40)
    assert columns(nobody, Facts(pain="交期")) == {
        "score": None, "fit": "fits", "reasons": [], "intent": "middle", "place": 2100,
    }  # fmt: skip
    assert columns(nobody, Facts(), said="low")["place"] == 3100


def test_a_list_remembers_by_what_it_was_scored():
    assert LATE.key == scale_key(7, high=70, middle=40) == "7:70:40"
    assert scale_key(None, high=71, middle=40) == "0:71:40"


def test_an_intent_has_its_places_and_who_is_not_followed_stands_with_the_low():
    assert [places(wish) for wish in Intent] == [(1000, 1999), (2000, 2999), (3000, 9999)]
    assert (
        place(0, Fit.FITS, "high") <= places("high")[1] and place(0, Fit.EXCLUDED, "low") <= places("low")[1]
    )
