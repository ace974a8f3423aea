"""Who took part in a round reads it, also when its record is no longer theirs to see; nobody else does."""

from salesapp.approvals import queries
from salesapp.db import db
from tests.pages import part


def _hidden_from(desk, *people: str) -> None:
    desk.probe.unseen_by |= {getattr(desk.cast, who).id for who in people}


def test_the_row_of_a_submission_opens_though_the_record_is_another_s_now(desk):
    desk.submit("50000")
    desk.agreed("xu")
    _hidden_from(desk, "lin")
    rows = part(desk.sign_in("lin").get("/approvals"), "submitted").links
    answer = desk.sign_in("lin").get(rows["探针 · 探针"])
    assert answer.status_code == 200
    facts = part(answer, "facts").text
    assert "TZ-1" in facts and "苏州某某" in facts and "50,000.00" in facts and "林*" in facts
    assert '<a href="/">TZ-1' not in answer.text and "TZ-1 探针" in answer.text
    assert "同意" in part(answer, "flow").text


def test_who_decided_or_is_asked_reads_it_and_nobody_else(desk):
    desk.submit("200000")
    desk.agreed("xu")
    _hidden_from(desk, "xu", "zheng", "fang")
    assert desk.whole("xu").status_code == 200
    asked = desk.whole("zheng")
    assert 'id="decision"' in asked.text and '<a href="/">' not in asked.text
    assert desk.whole("fang").status_code == 404


def test_a_later_round_of_somebody_else_is_not_read_along(desk):
    first = desk.submit("50000").id
    desk.decide("xu", "return", "补充付款计划")
    desk.probe.owned_by(desk.cast.fang)
    desk.submit("60000", answer="已补充付款计划", by=desk.cast.fang)
    _hidden_from(desk, "lin")
    answer = desk.sign_in("lin").get(f"/approvals/{first}")
    assert "50,000.00" in answer.text and "补充付款计划" in answer.text
    assert "60,000.00" not in answer.text and "已补充付款计划" not in answer.text
    assert desk.sign_in("lin").get(f"/approvals/{desk.round.id}").status_code == 404


def test_who_may_not_open_the_record_takes_back_and_stays_with_the_approval(desk):
    approval = desk.submit("50000")
    _hidden_from(desk, "lin")
    answer = desk.act("lin", "withdrawals")
    assert answer.status_code == 303 and answer.headers["Location"].endswith(f"/approvals/{approval.id}")
    db.session.expire_all()
    latest = queries.latest("probe", desk.probe.record.id)
    assert latest is not None and latest.outcome == "withdrawn"
