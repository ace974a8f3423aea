"""When somebody may stand in for somebody else (W10–W14)."""

from datetime import date, timedelta

import pytest

from salesapp.approvals.deputies.rules import DeputyRefused, Standing, check

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
XU, LIN, FANG, QIN = range(1, 5)


def standing(principal=XU, deputy=LIN, first=0, last=4):
    return Standing(principal, deputy, TODAY + first * DAY, TODAY + last * DAY)


def refusal(new, *others):
    with pytest.raises(DeputyRefused) as refused:
        check(new, others, today=TODAY)
    return str(refused.value), refused.value.field


@pytest.mark.parametrize(
    ("first", "last", "share"), [(-9, -1, False), (-9, 0, True), (1, 3, True), (4, 9, True), (5, 9, False)]
)
def test_two_overlap_where_they_share_a_day(first, last, share):
    other = standing(first=first, last=last)
    assert standing().overlaps(other) is other.overlaps(standing()) is share


def test_somebody_stands_in_for_one_day_up_to_a_leap_year():
    for first, last in ((0, 0), (-1, 0), (5, 5), (0, 366)):
        check(standing(first=first, last=last), [], today=TODAY)
    assert refusal(standing(last=367)) == ("At most one year.", "ends_on")


def test_days_run_forward_and_are_not_over():
    assert refusal(standing(first=5, last=4)) == ("The last day lies before the first.", "ends_on")
    assert refusal(standing(first=-3, last=-1)) == ("These days are over.", "ends_on")
    assert refusal(standing(deputy=XU)) == ("Nobody stands in for themselves.", "deputy")


@pytest.mark.parametrize(
    ("other", "sentence", "field"),
    [
        ((XU, FANG), "Somebody stands in on these days already.", "starts_on"),
        ((LIN, FANG), "is away then and has a deputy", "deputy"),
        ((FANG, XU), "You stand in for a colleague", "deputy"),
    ],
)
def test_on_the_same_days_there_is_one_deputy_and_none_of_a_deputy(other, sentence, field):
    apart = [standing(*other, first=5, last=9), standing(*other, first=-9, last=-1)]
    check(standing(), apart, today=TODAY)
    words, told = refusal(standing(), *apart, standing(*other, first=4, last=9))
    assert sentence in words and told == field


def test_one_may_stand_in_for_several():
    check(standing(), [standing(FANG, LIN), standing(FANG, QIN)], today=TODAY)
