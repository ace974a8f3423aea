"""How long decisions took, by step and person."""

from datetime import timedelta

import pytest

from salesapp.approvals.times import queries, rules
from tests.contracts.factories import NOW, decide, make_contract, submit
from tests.pages import part

NAMES = {1: "郑*", 2: "冯*", 3: "陆*"}


def test_each_step_has_its_line_and_each_person_below_it():
    taken = [
        ("finance", 1, 2.0, False),
        ("finance", 1, 10.0, True),
        ("finance", 2, 1.0, False),
        ("legal", 3, 30.0, False),
    ]
    lines = rules.lines(taken, NAMES)
    assert [(line.role, line.person, line.count) for line in lines] == [
        ("finance", "", 3), ("finance", "郑*", 2), ("finance", "冯*", 1), ("legal", "", 1), ("legal", "陆*", 1),
    ]  # fmt: skip
    assert (lines[0].median, lines[0].longest, lines[0].late) == (2, 10, 1)
    assert lines[3].late == 0


def test_a_clock_that_went_back_takes_no_time():
    (line, _own) = rules.lines([("legal", 3, -1.0, False)], NAMES)
    assert (line.median, line.longest) == (0, 0) and rules.lines([], NAMES) == []


def test_to_the_minute_is_in_time_and_a_minute_more_is_late(cast, db_session):
    for minutes, late in ((0, 0), (1, 1)):
        contract = submit(make_contract(cast.lin), at=NOW)
        seat = contract.approvals[-1].open_seats[0]
        decide(contract, cast.xu, at=seat.due_at + timedelta(minutes=minutes))
        db_session.commit()
        (first, *_more) = queries.taken(cast.tang, queries.Asked(NOW, "contract"))
        assert (first[1], first[3]) == (cast.xu.id, late)
        assert round(first[2] * 60) == round((seat.decision.at - seat.opened_at).total_seconds() / 60)


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
