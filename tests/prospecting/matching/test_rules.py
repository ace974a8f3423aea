"""How well a company fits a persona: every condition at its border (R11, R14)."""

from decimal import Decimal

import pytest

from salesapp.prospecting.matching.rules import (
    Condition,
    Facts,
    Fit,
    Kind,
    Met,
    Rank,
    Reason,
    kinds_met,
    match,
)

WAN = Decimal(10000)
#: SME manufacturers with 5000万–1亿元 a year around Suzhou whose deliveries are late (R12).
INDUSTRY = Condition(Kind.INDUSTRY, Rank.MUST, ("C34", "C35"))
SIZE = Condition(Kind.SIZE, Rank.MUST, low=5000 * WAN, high=10000 * WAN)
REGION = Condition(Kind.REGION, Rank.PLUS, ("320500", "310000"))
PAIN = Condition(Kind.PAIN, Rank.PLUS, ("交期", "漏料"))
SIGNED = Condition(Kind.WORDS, Rank.EXCLUDE, ("已签竞品",))
PERSONA = (INDUSTRY, SIZE, REGION, PAIN, SIGNED)
GOOD = Facts(industry="C34", region="320506", output=8000 * WAN, pain="交期不准")


def only(condition: Condition, **facts) -> Reason:
    return match((condition,), Facts(**facts)).reasons[0]


def test_a_company_that_meets_everything_scores_a_hundred_and_says_why():
    found = match(PERSONA, GOOD)
    assert (found.score, found.fit) == (100, Fit.FITS)
    assert [(reason.kind, reason.met, reason.found) for reason in found.reasons] == [
        ("industry", "yes", "C34"), ("size", "yes", "80000000.00"), ("region", "yes", "320500"), ("pain", "yes", "交期"),
        ("words", "unknown", ""),
    ]  # fmt: skip


def test_three_of_four_are_seventy_five_as_on_the_sheet():
    found = match(PERSONA, Facts("C35", "330100", 5000 * WAN, pain="插单后常漏料"))
    assert (found.score, found.fit) == (75, Fit.FITS)


@pytest.mark.parametrize(
    ("output", "met"),
    [
        (5000 * WAN - Decimal("0.01"), Met.NO),
        (5000 * WAN, Met.YES),
        (10000 * WAN, Met.YES),
        (10000 * WAN + Decimal("0.01"), Met.NO),
        (Decimal(0), Met.NO),
        (None, Met.UNKNOWN),
    ],
)
def test_both_ends_of_the_range_belong_to_it(output, met):
    assert only(SIZE, output=output).met == met


@pytest.mark.parametrize(
    ("low", "high", "output", "met"),
    [
        (None, 100 * WAN, Decimal(0), Met.YES),
        (None, 100 * WAN, 100 * WAN + 1, Met.NO),
        (100 * WAN, None, 10**6 * WAN, Met.YES),
        (100 * WAN, None, 100 * WAN - 1, Met.NO),
    ],
)
def test_a_range_may_be_open_at_one_end(low, high, output, met):
    assert only(Condition(Kind.SIZE, Rank.PLUS, low=low, high=high), output=output).met == met


def test_a_persona_without_conditions_fits_nobody():
    assert match((), GOOD).score == 0 and match((), GOOD).fit is Fit.FITS
    assert match((SIGNED,), GOOD).score == 0


def test_who_lacks_a_must_is_not_followed():
    found = match(PERSONA, Facts("I65", "320506", 8000 * WAN, pain="交期不准"))
    assert (found.score, found.fit) == (0, Fit.LACKING)
    assert found.reasons[0] == Reason("industry", "must", "no", "I65")


def test_who_is_excluded_is_not_followed_whatever_else_is_met():
    found = match(PERSONA, Facts("C34", "320506", 8000 * WAN, pain="交期不准", words="去年已签竞品"))
    assert (found.score, found.fit) == (0, Fit.EXCLUDED)
    lacking_too = match(PERSONA, Facts("I65", words="已签竞品"))
    assert lacking_too.fit is Fit.EXCLUDED


def test_what_is_not_known_of_a_must_keeps_it_open():
    found = match(PERSONA, Facts("C34", "320506", None, pain="交期不准"))
    assert (found.score, found.fit) == (75, Fit.OPEN)
    assert match(PERSONA, Facts()).score == 0 and match(PERSONA, Facts()).fit is Fit.OPEN


def test_what_is_not_known_of_a_plus_only_costs_its_points():
    assert match(PERSONA, Facts("C34", None, 8000 * WAN, pain="交期")).fit is Fit.FITS


@pytest.mark.parametrize(
    ("many", "met", "score"), [(3, 1, 33), (3, 2, 67), (8, 1, 13), (8, 5, 63), (1, 0, 0), (1, 1, 100)]
)
def test_scores_are_rounded_half_up(many, met, score):
    wanted = [Condition(Kind.WORDS, Rank.PLUS, ("有" if n < met else "无",)) for n in range(many)]
    assert match(wanted, Facts(words="有")).score == score


@pytest.mark.parametrize(
    ("values", "industry", "met"),
    [
        (("C",), "C34", Met.YES),
        (("C34",), "C35", Met.NO),
        (("C34",), None, Met.UNKNOWN),
        (("A", "C34"), "C34", Met.YES),
    ],
)
def test_a_section_holds_its_divisions(values, industry, met):
    assert only(Condition(Kind.INDUSTRY, Rank.PLUS, values), industry=industry).met == met


@pytest.mark.parametrize(
    ("values", "region", "met"),
    [
        (("320000",), "320506", Met.YES),
        (("320500",), "320506", Met.YES),
        (("320506",), "320506", Met.YES),
        (("320506",), "320507", Met.NO),
        (("320500",), "320000", Met.UNKNOWN),  # somewhere in Jiangsu
        (("320506",), "320500", Met.UNKNOWN),
        (("320500",), "330000", Met.NO),
        (("310000",), "310115", Met.YES),
        (("320500",), None, Met.UNKNOWN),
    ],
)
def test_a_region_holds_what_lies_in_it(values, region, met):
    assert only(Condition(Kind.REGION, Rank.PLUS, values), region=region).met == met


@pytest.mark.parametrize(("kind", "field"), [(Kind.CHAIN, "chain"), (Kind.PAIN, "pain")])
def test_what_is_said_counts_by_one_of_its_words(kind, field):
    condition = Condition(kind, Rank.PLUS, ("副总", "MES"))
    assert only(condition, **{field: "采购选型，副总拍板"}) == Reason(kind, "plus", "yes", "副总")
    assert only(condition, **{field: "要接 mes"}).met == Met.YES
    assert only(condition, **{field: "老板说了算"}).met == Met.NO
    assert only(condition, **{field: "  "}).met == only(condition).met == Met.UNKNOWN


def test_free_words_are_looked_for_everywhere_and_never_missing():
    condition = Condition(Kind.WORDS, Rank.MUST, ("自营工厂",))
    for where in ("words", "chain", "pain"):
        assert only(condition, **{where: "有自营工厂"}).met == Met.YES
    assert only(condition, words="贸易").met == Met.UNKNOWN


def test_the_ticks_of_the_sheet_say_of_each_kind_whether_all_of_it_speaks_for_them():
    found = match((*PERSONA, Condition(Kind.PAIN, Rank.PLUS, ("换型",))), GOOD)
    assert kinds_met(found.reasons) == {
        "industry": True,
        "size": True,
        "region": True,
        "pain": False,
        "words": False,
    }
    rival = Condition(Kind.INDUSTRY, Rank.EXCLUDE, ("I65",))
    assert kinds_met(match((rival,), GOOD).reasons) == {"industry": True}
    assert kinds_met(match((rival,), Facts("I65")).reasons) == {"industry": False}
