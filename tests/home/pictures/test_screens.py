"""Each bar counts exactly the records that it opens, of what one sees (R24)."""

import re
from datetime import date
from html import unescape

import pytest

from salesapp.calendar.queries import work_calendar
from salesapp.db import db
from salesapp.home.pictures import page
from salesapp.home.pictures.behind import queries as behind
from salesapp.home.pictures.rules import By
from salesapp.opportunities import actions
from salesapp.opportunities.reviews import actions as reviews
from salesapp.web.spans import Span
from tests.opportunities.factories import NOW, make_opportunity

DAYS = Span(date(2026, 10, 1), date(2026, 11, 23))
TOLD = {"words": "报价来晚了", "turning": "演示推迟", "done_right": "技术认可", "to_improve": "报价提速"}


@pytest.fixture
def year(cast, at, frozen_clock):
    """Six opportunities of 林*: open in three stages, won, lost with its review, parked; one of 方*, lost."""
    made = at(2026, 11, 2, 9, 0)
    for stage in ("first_contact", "need_confirmed", "negotiation"):
        make_opportunity(cast.lin, at=made, stage=stage)
    for owner, status, cause in (
        (cast.lin, "won", "product"), (cast.lin, "lost", "price"), (cast.lin, "parked", "budget"), (cast.fang, "lost", "timing"),
    ):  # fmt: skip
        one = make_opportunity(owner, at=made, stage="negotiation")
        again = None if status == "won" else date(2027, 5, 10)
        values = {
            "status": status, "close_reason": cause, "close_note": "说明", "recontact_on": again, "without_contract": True,
        }  # fmt: skip
        actions.close(one, values, by=owner, at=NOW)
        if cause == "price":
            told = TOLD | {"cause": "response", "rival": "某品牌", "rival_price": one.amount * 9 / 10}
            reviews.review(one, told, by=owner, at=NOW)
    db.session.commit()


def charts(user):
    return {chart.by: chart for chart in page.charts(user, DAYS, NOW)}


def words(chart) -> list[list[str]]:
    return [[cell.words for cell in row] for row in chart.rows]


def test_what_is_counted(year, cast):
    found = charts(cast.lin)
    assert [row[1] for row in words(found[By.FUNNEL])] == ["6", "5", "4", "4", "0", "1"]
    assert words(found[By.GRADE]) == [["S", "1", "1", "50.0%"]]
    assert words(found[By.CAUSE])[0][1:] in (["0", "1", "0"], ["1", "0", "0"], ["0", "0", "1"])
    assert sorted(row[0] for row in words(found[By.CAUSE])) == sorted(["产品", "我方响应", "预算"])
    assert words(found[By.RIVAL]) == [["某品牌", "0", "1", "-10.0%"]]
    assert [sum(int(n) for n in row[1:]) for row in words(found[By.AGE])] == [1, 1, 0, 1, 0]
    assert len(words(found[By.FORECAST])) == 12
    assert [row[1] for row in words(charts(cast.tang)[By.FUNNEL])][0] == "7"


def test_every_number_opens_exactly_its_records(year, sign_in, cast):
    client = sign_in("lin")
    shown = client.get(f"/performance/opportunities?first={DAYS.first}&last={DAYS.last}").text
    links = {unescape(url) for url in re.findall(r'href="(/performance/opportunities/records[^"]+)"', shown)}
    assert len(links) > 30
    for by, chart in charts(cast.lin).items():
        if by in (By.FORECAST, By.KEPT, By.PERSON):
            continue
        for row in chart.rows:
            for cell in row:
                if cell.url and cell.words.isdigit():
                    listed = client.get(cell.url).text
                    assert len(re.findall(r'<a href="/opportunities/\d+">', listed)) == int(cell.words), (
                        by,
                        cell,
                    )


def test_a_key_that_nobody_offered_opens_nothing(year, cast):
    for by, key in (
        (By.FUNNEL, "gone"),
        (By.AGE, "negotiation:9"),
        (By.AGE, "x:0"),
        (By.FORECAST, "2026-02-31"),
        (By.RIVAL, "%"),
    ):
        assert behind.records(cast.tang, by, key, "", DAYS, NOW, None).rows == []


def test_the_records_go_on_by_pages(year, cast, monkeypatch):
    monkeypatch.setattr(behind, "PAGE", 4)
    first = behind.records(cast.lin, By.FUNNEL, "first_contact", "", DAYS, NOW, None)
    second = behind.records(cast.lin, By.FUNNEL, "first_contact", "", DAYS, NOW, first.next)
    assert len({card.id for card in (*first.rows, *second.rows)}) == 6


def test_the_forecast_opens_what_is_overdue_in_the_present_month(cast, at, frozen_clock):
    make_opportunity(cast.lin, at=at(2026, 10, 1, 9, 0), expected_close_on=date(2026, 10, 20))
    make_opportunity(cast.lin, expected_close_on=date(2026, 12, 1))
    (now, later) = words(charts(cast.lin)[By.FORECAST])[:2]
    assert (now[0], now[1], later[1]) == ("2026-11", "38.6", "38.6")
    for month in ("2026-11", "2026-12"):
        assert len(behind.records(cast.lin, By.FORECAST, month, "", DAYS, NOW, None).rows) == 1


def test_the_rhythm_is_counted_by_month(cast, at, frozen_clock):
    one = make_opportunity(cast.lin, at=at(2026, 11, 16, 9, 0))
    one.record_follow_up(by=cast.lin, at=at(2026, 11, 18, 9, 0), calendar=work_calendar())
    db.session.commit()
    ((month, on_time, due, share),) = words(charts(cast.lin)[By.KEPT])
    assert (month, on_time, due, share) == ("2026-11", "1", "1", "100.0%")
    (row,) = charts(cast.lin)[By.PERSON].rows
    assert [cell.words for cell in row] == ["林*", "100.0% · 1/1"]
    assert row[1].url == f"/opportunities/follow-ups?month=2026-11&owner={cast.lin.id}"


def test_periods_are_read_and_cut_off(frozen_clock, app, db_session):
    assert page.asked(None, None) == Span(date(2025, 11, 1), date(2026, 11, 23))
    assert (
        page.asked(date(1990, 1, 1), None).last - page.asked(date(1990, 1, 1), None).first
    ).days == page.MOST_DAYS - 1
    assert page.asked(date(2026, 11, 20), date(2026, 11, 1)) == Span(date(2026, 11, 1), date(2026, 11, 20))


def test_doors(cast, sign_in):
    assert sign_in("zheng").get("/performance/opportunities").status_code == 403
    assert sign_in("lin").get("/performance/opportunities/records?by=nothing").status_code == 302
    assert "商机图表" in sign_in("lin").get("/performance").text


@pytest.mark.slow
def test_the_same_on_paper(year, sign_in):
    answer = sign_in("lin").get(f"/performance/opportunities/sheet.pdf?first={DAYS.first}&last={DAYS.last}")
    assert answer.data.startswith(b"%PDF")
