"""Of which periods sums are kept, how a span is put together from them, and what is shown of them (R24)."""

from datetime import date, timedelta
from decimal import Decimal as D

from salesapp.home.pictures.rules import WON, By, Cause, Rate, Rival
from salesapp.home.pictures.shares.rules import What
from salesapp.home.pictures.sums import rules
from salesapp.home.pictures.sums.rules import ALL, Sums
from salesapp.opportunities.sums.rules import taken_away, together

DAY = timedelta(days=1)
NOVEMBER, JANUARY = date(2026, 11, 1), date(2027, 1, 1)


def sums(**more) -> Sums:
    return Sums(**{"counted": {}, "followed": {}, "deals": {}, "ages": {}} | more)


def test_a_span_is_put_together_from_years_months_and_days_each_day_once():
    assert rules.periods(date(2023, 12, 30), date(2026, 2, 2)) == [
        "2023-12-30", "2023-12-31", "2024", "2025", "2026-01", "2026-02-01", "2026-02-02",
    ]  # fmt: skip
    assert rules.periods(date(2026, 1, 1), date(2026, 12, 31)) == ["2026"]
    assert len(rules.periods(date(2026, 1, 1), date(2026, 12, 31), years=False)) == 12
    assert rules.periods(date(2024, 2, 1), date(2024, 2, 29)) == ["2024-02"]
    assert rules.periods(date(2025, 1, 1), date(2025, 11, 30))[-1] == "2025-11"
    assert rules.periods(date(2026, 1, 2), date(2026, 1, 1)) == []


def test_every_span_has_the_days_that_it_says():
    start = date(2024, 1, 30)
    for first in range(0, 60, 7):
        for length in range(0, 800, 41):
            one, last = start + first * DAY, start + (first + length) * DAY
            found = rules.periods(one, last)
            days = [one + nth * DAY for nth in range(length + 1)]
            assert all(sum(f"{day}".startswith(period) for period in found) == 1 for day in days)
            assert not any(
                f"{one - DAY}".startswith(period) or f"{last + DAY}".startswith(period) for period in found
            )


def kept(what: What) -> list[tuple[int, str]]:
    return [key[:2] for key, _n in rules.kept_of((7, ALL), [((what, date(2026, 11, 3), "x"), (1, 2))])]


def test_a_share_is_kept_of_its_owner_and_of_everybody():
    assert kept(What.GRADE) == [
        (7, "2026-11-03"), (ALL, "2026-11-03"), (7, "2026-11"), (ALL, "2026-11"), (7, "2026"), (ALL, "2026"),
    ]  # fmt: skip
    assert kept(What.FOLLOWED) == [(7, "2026-11-03"), (7, "2026-11")]
    assert kept(What.SINCE) == [(7, "2026-11-03"), (ALL, "2026-11-03")]


def test_changes_come_together_and_what_comes_to_nothing_is_left_out():
    before, now = [("a", (1, 5)), ("b", (1, 2))], [("a", (1, 5)), ("b", (1, 3)), ("b", (1, 0))]
    assert together([*now, *taken_away(before)]) == {"b": (1, 1)}


def test_the_funnel_counts_whoever_went_past_and_stays_on_average():
    days = 24 * 3600 * 1000
    first, second, *_between, won = rules.funnel(
        sums(
            counted={
                (What.REACHED, "0"): (2, 0),
                (What.REACHED, "4"): (1, 0),
                (What.REACHED, WON): (2, 0),
                (What.STAYED, "first_contact"): (4, 9 * days),
            }
        )
    )
    assert (first.count, second.count, first.days, won.count) == (3, 1, D("2.3"), 2)


def test_rates_causes_and_rivals():
    found = sums(
        counted={
            (What.GRADE, "won S"): (4, 0), (What.GRADE, "won A"): (1, 0), (What.GRADE, "lost A"): (2, 0),
            (What.CAUSE, "lost price"): (2, 0), (What.CAUSE, "won price"): (1, 0), (What.CAUSE, "parked two words"): (1, 0),
            (What.RIVAL, "won 甲"): (1, 600), (What.RIVAL, "lost 甲"): (1, 300), (What.RIVAL, "parked 甲"): (1, 100),
            (What.PRICED, "甲"): (3, 900), (What.RIVAL, "lost 乙"): (2, 0),
        }
    )  # fmt: skip
    assert rules.win_rates(found, By.GRADE) == [Rate("S", 4, 0), Rate("A", 1, 2)]
    assert rules.win_rates(found, By.SOURCE) == []
    assert rules.causes(found) == [Cause("price", 1, 2, 0), Cause("two words", 0, 0, 1)]
    assert rules.rivals(found) == [Rival("乙", 0, 2, None), Rival("甲", 1, 1, D("-10.0"))]


def test_months_and_the_rhythm():
    found = sums(
        deals={(NOVEMBER, 50): 200_01, (JANUARY, 10): 5_00},
        followed={(7, NOVEMBER): (1, 3), (3, JANUARY): (1, 1)},
    )
    first, _december, third, *_rest = rules.months(found, date(2026, 11, 23))
    assert (first.amount, first.weighted, third.weighted) == (D("200.01"), D("100.00"), D("0.50"))
    assert rules.rhythm(found, {3: "方*", 7: "林*"}) == [
        (3, "方*", JANUARY, 1, 1),
        (7, "林*", NOVEMBER, 1, 3),
    ]


def test_what_is_not_younger_is_old():
    today = date(2026, 11, 30)
    since = [(today - days * DAY, "proposal", 1) for days in (-1, 0, 7, 8, 14, 15, 30)]
    assert rules.ages({"proposal": 9, "negotiation": 2}, since, today) == {
        "proposal": [3, 2, 2, 2],
        "negotiation": [0, 0, 0, 2],
    }
