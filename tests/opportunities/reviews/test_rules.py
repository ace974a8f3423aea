"""Reviews of endings, at their borders (F24)."""

from decimal import Decimal

import pytest

from salesapp.opportunities.reviews.rules import (
    LARGEST,
    TOLD,
    ReviewRefused,
    against,
    check_ended,
    check_free,
    check_opinion,
    check_review,
)

CAUSES = ("price", "response")
SAID = dict.fromkeys(TOLD, "报价来晚了")


def refused(cause="price", second=None, rival="某品牌", price=None, told=SAID) -> set[str]:
    with pytest.raises(ReviewRefused) as refusal:
        check_review(cause, second, rival, price, told, causes=CAUSES)
    return {each.field for each in (refusal.value, *refusal.value.also)}


def test_a_whole_review_is_taken():
    check_review("price", "response", "某品牌", LARGEST, SAID, causes=CAUSES)
    check_review("price", None, None, None, SAID, causes=CAUSES)
    check_review("price", None, "某品牌", Decimal("0.01"), SAID, causes=CAUSES)


def test_causes_are_of_the_list_and_two_different_ones():
    assert refused(cause=None) == refused(cause="gone") == {"cause"}
    assert refused(second="gone") == refused(second="price") == {"second_cause"}


@pytest.mark.parametrize("price", [Decimal(0), Decimal(-1), Decimal("0.001"), LARGEST + 1])
def test_a_price_that_is_none_is_refused(price):
    assert refused(price=price) == {"rival_price"}


def test_a_price_is_somebody_s():
    assert refused(rival=" ", price=Decimal(5)) == {"rival"}


def test_everything_that_is_missing_is_said_at_once():
    assert refused(cause=None, told=dict.fromkeys(TOLD, "。")) == {"cause", *TOLD}


def test_only_what_has_ended_is_reviewed_and_what_is_answered_stays():
    check_ended(False)
    check_free(False)
    for check in (check_ended, check_free):
        with pytest.raises(ReviewRefused):
            check(True)


def test_an_opinion_is_given_once_in_words_by_whoever_may():
    assert check_opinion(" 同意 ", may=True, given=False) == "同意"
    for words, may, given in (("。", True, False), ("同意", False, False), ("同意", True, True)):
        with pytest.raises(ReviewRefused):
            check_opinion(words, may=may, given=given)


def test_how_far_their_price_lay_from_ours():
    assert against(Decimal(180000), Decimal(158400)) == Decimal("-12.0")
    assert against(Decimal(100), Decimal(105)) == Decimal("5.0")
    assert against(Decimal(100), None) is None
    assert against(Decimal(0), Decimal(5)) is None
