"""How long decisions took, by step and person."""

from datetime import UTC, datetime, timedelta

import pytest

from salesapp.approvals.times import rules
from salesapp.approvals.times.rules import Taken
from tests.contracts.factories import NOW, decide, make_contract, submit
from tests.pages import part

ASKED = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def taken(role, person, hours, due=None) -> Taken:
    given = ASKED + timedelta(hours=hours)
    return Taken(role, person, ASKED, given, ASKED + timedelta(hours=due) if due is not None else None)


def test_each_step_has_its_line_and_each_person_below_it():
    lines = rules.lines([
        taken("finance", "郑*", 2, 8), taken("finance", "郑*", 10, 8), taken("finance", "冯*", 1), taken("legal", "陆*", 30, 30),
    ])  # fmt: skip
    assert [(line.role, line.person, line.count) for line in lines] == [
        ("finance", "", 3), ("finance", "郑*", 2), ("finance", "冯*", 1), ("legal", "", 1), ("legal", "陆*", 1),
    ]  # fmt: skip
    assert (lines[0].median, lines[0].longest, lines[0].late) == (2, 10, 1)
    assert lines[3].late == 0  # to the minute is in time


def test_a_clock_that_went_back_takes_no_time():
    assert taken("legal", "陆*", -1).hours == 0 and rules.lines([]) == []


def test_those_who_lead_see_it(cast, db_session, sign_in):
    contract = submit(make_contract(cast.lin), at=NOW - timedelta(hours=5))
    decide(contract, cast.xu, at=NOW)
    page = sign_in("tang").get("/approvals/times").text
    assert cast.xu.name in page and "5.0" in page
    assert cast.xu.name in sign_in("xu").get("/approvals/times?days=30&kind=contract").text
    assert "没有审批" in sign_in("tang").get("/approvals/times?kind=opportunity_file").text


def test_a_figure_opens_the_decisions_behind_it(cast, db_session, sign_in):
    contract = submit(make_contract(cast.lin), at=NOW - timedelta(hours=5))
    decide(contract, cast.xu, at=NOW)
    tang = sign_in("tang")
    step, own = [
        link.attributes["href"] for link in part(tang.get("/approvals/times"), "times").node.css("a")
    ]
    assert f"person={cast.xu.id}" in own and "person" not in step
    behind = part(tang.get(own), "decisions")
    assert contract.number in behind.text and "许*" in behind.text
    assert f"/approvals/{contract.approvals[-1].id}" in behind.links.values()
    other = tang.get(own.replace(f"person={cast.xu.id}", f"person={cast.tang.id}"))
    assert "没有审批" in other.text
    assert "没有审批" in sign_in("ma").get(own).text  # another team's
    assert sign_in("zheng").get(own).status_code == 403


def test_whole_rounds_are_counted_from_their_submission(cast, db_session, sign_in):
    contract = submit(make_contract(cast.lin), at=NOW - timedelta(hours=8))
    assert "本轮审批结束" not in sign_in("tang").get("/approvals/times").text  # it still runs
    decide(contract, cast.xu, at=NOW - timedelta(hours=3))
    decide(contract, cast.zheng, at=NOW)
    assert part(sign_in("tang").get("/approvals/times"), "rounds").text.endswith(
        "已结束轮次 1 中位数 8.0 最长 8.0"
    )
    assert "本轮审批结束" not in sign_in("ma").get("/approvals/times").text  # another team's


@pytest.mark.parametrize(("who", "status"), [("lin", 403), ("zheng", 403), ("ma", 200)])
def test_who_sees_it(cast, db_session, sign_in, who, status):
    assert sign_in(who).get("/approvals/times").status_code == status
