"""What the coming months may bring, and how charts are laid out (R24)."""

from datetime import date
from decimal import Decimal

from salesapp.home.figures.rules import Bar, FunnelRow, Month, column_bars, forecast, funnel_bars, months_from


def test_months_run_over_the_end_of_the_year():
    assert months_from(date(2026, 11, 23), 3) == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]
    assert months_from(date(2026, 12, 31), 2) == [date(2026, 12, 1), date(2027, 1, 1)]
    assert months_from(date(2028, 2, 29), 1) == [date(2028, 2, 1)]


def test_the_forecast_weighs_amounts_and_counts_overdue_dates_in_this_month():
    months = forecast(
        date(2026, 11, 23),
        [
            (date(2026, 10, 1), Decimal("1000.00"), 50),
            (date(2026, 11, 30), Decimal("333.33"), 10),
            (date(2027, 1, 2), Decimal("200.00"), 90),
            (date(2027, 9, 1), Decimal("9999.00"), 90),
        ],
        months=3,
    )
    assert [(month.amount, month.weighted) for month in months] == [
        (Decimal("1333.33"), Decimal("533.33")),
        (Decimal(0), Decimal("0.00")),
        (Decimal("200.00"), Decimal("180.00")),
    ]


def test_the_forecast_looks_six_months_ahead_to_the_fen():
    months = forecast(
        date(2026, 11, 23),
        [
            (date(2026, 11, 1), Decimal("0.15"), 10),
            (date(2027, 4, 30), Decimal("12.99"), 50),
            (date(2027, 5, 1), Decimal(1000), 100),
        ],
    )
    assert [month.first for month in months][::5] == [date(2026, 11, 1), date(2027, 4, 1)]
    assert len(months) == 6
    assert (months[0].amount, str(months[0].weighted)) == (Decimal("0.15"), "0.02")
    assert (months[5].amount, str(months[5].weighted)) == (Decimal("12.99"), "6.50")
    assert sum(month.amount for month in months) == Decimal("13.14")


def test_the_widest_stage_fills_the_funnel_and_an_empty_one_keeps_a_line():
    rows = [
        FunnelRow("a", "A", 3, Decimal(400), Decimal(40)),
        FunnelRow("b", "B", 1, Decimal(100), Decimal(30)),
        FunnelRow("c", "C", 0, Decimal(0), Decimal(0)),
    ]
    bars = funnel_bars(rows, ["", "", ""], width=360)
    assert [(bar.x, bar.width) for bar in bars] == [(0, 360), (135, 90), (179, 2.0)]


def test_a_funnel_is_centred_row_under_row_in_tenths():
    rows = [
        FunnelRow("a", "A", 1, Decimal(360), Decimal(0)),
        FunnelRow("b", "B", 1, Decimal("51.54"), Decimal(0)),
    ]
    assert funnel_bars(rows, ["all", "few"]) == [
        Bar("A", "all", 0, 0, 360, 26, "a"),
        Bar("B", "few", 154.2, 34, 51.5, 26, "b"),
    ]
    assert [(bar.y, bar.height) for bar in funnel_bars(rows, ["", ""], row_height=20)] == [(0, 12), (20, 12)]


def column(weighted):
    return Month(date(2026, 11, 1), Decimal(0), Decimal(weighted))


def test_the_best_month_leaves_room_for_its_words_above_and_an_empty_one_keeps_a_line():
    months = [column(700), column(100), column(0), *[column(350)] * 4]
    bars = column_bars(months, [*"abcdefg"], [*"1234567"])
    assert bars[:3] == [
        Bar("a", "1", 10.3, 24, 30.9, 116, "2026-11"),
        Bar("b", "2", 61.7, 123.4, 30.9, 16.6, "2026-11"),
        Bar("c", "3", 113.1, 139, 30.9, 1, "2026-11"),
    ]
    assert bars[6].x == 318.9


def test_a_single_month_stands_in_the_middle_of_its_chart():
    (bar,) = column_bars([column("0.01")], ["11"], ["0.01"], height=140.25)
    assert (bar.x, bar.width, bar.y, bar.height) == (72, 216, 24, 116.2)


def test_charts_of_nothing_are_drawn_without_dividing_by_it():
    assert funnel_bars([], []) == []
    assert column_bars([], [], []) == []
    (stage,) = funnel_bars([FunnelRow("a", "A", 0, Decimal(0), Decimal(0))], [""])
    assert (stage.x, stage.width) == (179, 2)
    (month,) = column_bars([column(0)], ["11"], ["0"])
    assert (month.y, month.height) == (139, 1)
