"""The page behind the share of follow-ups in time."""

import re

import pytest

from salesapp.calendar.queries import work_calendar
from salesapp.db import db
from tests.opportunities.factories import make_opportunity
from tests.pages import part

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
def followed(cast, at):
    """An opportunity of lin that was followed up three weeks late."""
    one = make_opportunity(cast.lin, at=at(2026, 11, 1, 9, 0))
    one.record_follow_up(by=cast.lin, at=at(2026, 11, 19, 10, 0), calendar=work_calendar())
    db.session.commit()
    return one


def heads(table) -> list[str]:
    return [head.text(strip=True) for head in table.css("th")]


def test_it_names_who_followed_up(cast, followed, sign_in):
    table = part(sign_in("lin").get("/opportunities/follow-ups"), "follow-ups").node
    assert heads(table)[-1] == "跟进人"
    assert table.css_first('td[data-label="跟进人"]').text() == "林*"


def test_each_line_says_for_how_many_it_counts(cast, followed, sign_in):
    """One that came late stands for those that were missed before it, too: the lines add up to the figure."""
    page = sign_in("lin").get("/opportunities/follow-ups")
    cell = part(page, "follow-ups").node.css_first('td[data-label="应跟进"]')
    due = int(part(page, "follow-ups").node.css_first("tbody tr").attributes["data-due"])
    assert cell.text(strip=True) == f"{due} 次" and due > 1
    said = re.search(r"应跟进 (\d+) 次，按时 1 次。 其中漏跟进尚未补的 (\d+) 次", part(page, "main").text)
    assert int(said[1]) == due + int(said[2])


def test_the_figures_above_one_colleague_s_list_are_theirs(cast, followed, at, sign_in):
    make_opportunity(cast.fang, at=at(2026, 11, 9, 9, 0))
    client = sign_in("xu")
    main = part(client.get(f"/opportunities/breaches?owner={cast.lin.id}"), "main")
    url = next(url for words, url in main.links.items() if "按时跟进" in words)
    assert url == f"/opportunities/follow-ups?month=2026-11&owner={cast.lin.id}"
    on_time, due = next(
        re.search(r"(\d+)/(\d+)", words) for words in main.links if "按时跟进" in words
    ).groups()
    listed = part(client.get(url), "main").text
    assert f"应跟进 {due} 次，按时 {on_time} 次" in listed
    everybody = part(client.get("/opportunities/follow-ups"), "main").text
    assert f"应跟进 {due} 次" not in everybody


def test_it_says_that_the_week_counts(cast, followed, sign_in):
    page = part(sign_in("lin").get("/opportunities/follow-ups"), "main").text
    assert "自然周（周一至周日）内跟进即计为按时，晚于到期日也算" in page
