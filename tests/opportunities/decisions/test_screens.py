"""The decision on a file over HTTP: the supervisor, for grade S the director too; returned, refused, asked again."""

from datetime import date
from decimal import Decimal

import pytest

from salesapp.approvals import queries as approvals
from salesapp.approvals.models import Approval
from salesapp.db import db
from salesapp.documents.paper import loaders
from salesapp.opportunities import actions
from salesapp.opportunities.board.rules import Stage
from salesapp.opportunities.decisions.queries import latest
from salesapp.opportunities.grading.actions import SCORES, grade_again
from salesapp.opportunities.ownership import actions as ownership
from salesapp.opportunities.rules import FILE
from salesapp.web import clock
from tests.opportunities.decisions.factories import without_director
from tests.opportunities.factories import NOW, make_opportunity
from tests.opportunities.test_screens import edited
from tests.pages import part
from tests.work.factories import todo

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
def one(cast):
    return make_opportunity(cast.lin)


def answer(client, opportunity, verdict="agree", comment="", seat=None):
    round_ = latest(opportunity)
    seat_id = seat or (round_.open_seats[0].id if round_.open_seats else 0)
    data = {"seat_id": seat_id, "verdict": verdict, "comment": comment}
    return client.post(f"/approvals/{round_.id}/decisions", data=data)


def files_waiting(user):
    """Return the pages of the files that a person's day asks them to decide on."""
    asked = [line.url for line in todo(user, NOW) if line.title.startswith("给出立项意见")]
    pages = {f"/approvals/{round_.id}": round_.subject_id for round_ in db.session.query(Approval)}
    return [f"/opportunities/{pages[url]}" for url in asked]


def test_the_word_of_a_deputy_names_for_whom(cast, sign_in):
    today = f"{clock.today()}"
    data = {"principal": cast.xu.id, "deputy": cast.ma.id, "starts_on": today, "ends_on": today}
    assert sign_in("admin").post("/approvals/deputies", data=data).status_code == 303
    without_director(cast)
    one = make_opportunity(cast.lin)
    assert answer(sign_in("ma"), one).status_code == 303
    said = part(sign_in("lin").get(f"/opportunities/{one.id}"), "file").text
    assert "立项意见 同意 马* 代 许*" in said
    signed = loaders.load("F06", one.id, cast.lin).signatures["supervisor"]
    assert (signed.name, signed.stamp) == ("马* 代 许*", "同意")


def test_the_word_of_whoever_decides_for_themselves_names_nobody_else(cast, sign_in):
    without_director(cast)
    one = make_opportunity(cast.lin)
    assert answer(sign_in("xu"), one).status_code == 303
    said = part(sign_in("lin").get(f"/opportunities/{one.id}"), "file").text
    assert "立项意见 同意 许*" in said and "代" not in said


def test_supervisor_then_director_decide_on_a_file_of_grade_s(one, cast, sign_in):
    path = f"/opportunities/{one.id}"
    assert files_waiting(cast.xu) == [path] and files_waiting(cast.tang) == []
    assert "给出立项意见" in sign_in("xu").get(path).text
    assert answer(sign_in("xu"), one).status_code == 303
    db.session.refresh(one)
    assert one.decision is None and files_waiting(cast.tang) == [path] and files_waiting(cast.xu) == []
    boxes = loaders.load("F06", one.id, cast.lin).values
    assert boxes["decision"] == "agree" and "director_decision" not in boxes
    assert answer(sign_in("tang"), one).status_code == 303
    db.session.refresh(one)
    assert (one.decision, one.decision_by) == ("agree", cast.tang)
    assert loaders.load("F06", one.id, cast.lin).values["director_decision"] == "agree"
    signatures = loaders.load("F06", one.id, cast.lin).signatures
    assert {role: (one.name, one.stamp) for role, one in signatures.items()} == {
        "rep": ("林*", ""), "supervisor": ("许*", "同意"), "director": ("唐*", "同意"),
    }  # fmt: skip


def test_the_supervisor_decides_alone_where_the_setting_says_so(cast, sign_in):
    without_director(cast)
    one = make_opportunity(cast.lin)
    assert answer(sign_in("xu"), one).status_code == 303
    db.session.refresh(one)
    assert (one.decision, one.decision_by, one.decision_at) == ("agree", cast.xu, NOW)
    page = sign_in("lin").get(f"/opportunities/{one.id}").text
    assert "同意" in page and "许*" in page and "提交立项" not in page


def test_nobody_decides_on_their_own_and_a_stranger_sees_nothing(one, cast, sign_in):
    assert answer(sign_in("lin"), one).status_code == 422
    for who in ("chen", "ma"):
        assert answer(sign_in(who), one).status_code == 404
    assert answer(sign_in("xu"), one, "perhaps").status_code == 422
    assert answer(sign_in("xu"), one, "veto", " 。").status_code == 422
    assert latest(one).is_running


def test_a_file_to_be_completed_is_asked_for_again_with_an_answer(one, cast, sign_in):
    assert answer(sign_in("xu"), one, "return", "请补充竞品情况").status_code == 303
    lin = sign_in("lin")
    page = lin.get(f"/opportunities/{one.id}").text
    assert "补充" in page and "提交立项" in page
    assert "立项意见 补充 许* 11月23日 请补充竞品情况" in part(page, "file").text
    path = f"/opportunities/{one.id}/submissions"
    asked = lin.get(f"{path}/new")
    assert part(asked, "last-word").text.startswith("许* · 补充 11月23日 请补充竞品情况")
    assert part(asked, "answer-field").node.css(".must")
    refused = lin.post(path, data={"answer": " "})
    assert refused.status_code == 422 and "请补充竞品情况" in part(refused, "last-word").text
    assert sign_in("fang").post(path, data={"answer": "已补充"}).status_code == 404
    assert lin.post(path, data={"answer": "客户没有邀请其他厂商"}).status_code == 303
    db.session.refresh(one)
    assert one.decision is None and files_waiting(cast.xu) == [f"/opportunities/{one.id}"]
    assert [round_.outcome for round_ in approvals.rounds_of(FILE, one.id)] == ["running", "returned"]
    assert "客户没有邀请其他厂商" in sign_in("xu").get(f"/approvals/{latest(one).id}").text


def test_what_was_mended_needs_no_answer_and_what_nobody_stopped_has_no_place_for_one(one, cast, sign_in):
    path, lin = f"/opportunities/{one.id}/submissions", sign_in("lin")
    assert answer(sign_in("xu"), one, "return", "请补充竞品情况").status_code == 303
    form = edited(one, competitors="无其他厂商", key_contact_id=one.key_contact_id, token="1")
    assert lin.post(f"/opportunities/{one.id}", data=form).status_code == 303
    asked = lin.get(f"{path}/new")
    assert "请补充竞品情况" in part(asked, "last-word").text
    assert not part(asked, "answer-field").node.css(".must")
    assert lin.post(path, data={"answer": ""}).status_code == 303
    page = lin.get(f"{path}/new").text
    assert "last-word" not in page and "对上次意见的答复" not in page


def test_a_change_of_what_is_decided_asks_anew_and_another_does_not(one, cast, sign_in):
    seat, lin = latest(one).open_seats[0].id, sign_in("lin")
    same = edited(one, competitors="", support_needed="", key_contact_id=one.key_contact_id, token="1")
    assert lin.post(f"/opportunities/{one.id}", data=same).status_code == 303
    assert latest(one).round == 1
    changed = same | {"version": one.version, "amount": "390,000", "change_reason": "加一条线", "token": "2"}
    assert lin.post(f"/opportunities/{one.id}", data=changed).status_code == 303
    assert latest(one).round == 2 and latest(one).amount == Decimal(390_000)
    assert answer(sign_in("xu"), one, seat=seat).status_code == 404
    assert answer(sign_in("xu"), one).status_code == 303


def test_a_lower_grade_needs_no_director(one, cast):
    values = {name: getattr(one, name) for name in SCORES}
    grade_again(one, values | {"grade": "A", "grade_reason": "客户推迟"}, by=cast.lin, at=NOW)
    db.session.commit()
    assert [seat.role for seat in latest(one).seats] == ["supervisor"]


def test_another_owner_asks_in_their_own_name(one, cast):
    ownership.hand_over(one, cast.xu, by=cast.xu, at=NOW, reason="大客户")
    db.session.commit()
    assert latest(one).submitted_by == cast.xu
    assert [seat.role for seat in latest(one).open_seats] == ["director"]


def test_the_end_of_an_opportunity_ends_the_question_and_reopening_asks_again(cast):
    one = make_opportunity(cast.lin, stage=Stage.PROPOSAL)
    lost = {
        "status": "lost",
        "close_reason": "price",
        "close_note": "价格",
        "recontact_on": date(2027, 5, 10),
    }
    actions.close(one, lost, by=cast.lin, at=NOW)
    db.session.commit()
    assert latest(one).outcome == "ended" and "输单" in latest(one).ended_because
    assert files_waiting(cast.xu) == []
    actions.reopen(one, "预算批了", by=cast.lin, at=NOW)
    db.session.commit()
    assert latest(one).round == 2 and files_waiting(cast.xu)


def test_a_file_opens_where_nobody_can_decide_and_says_who_is_missing(cast, sign_in):
    for who in (cast.xu, cast.tang):
        who.active = False
    one = make_opportunity(cast.lin)
    assert latest(one) is None
    lin = sign_in("lin")
    assert "提交立项" in lin.get(f"/opportunities/{one.id}").text
    refused = lin.post(f"/opportunities/{one.id}/submissions", data={})
    assert refused.status_code == 422 and "总监" in refused.text
    cast.xu.active = cast.tang.active = True
    assert lin.post(f"/opportunities/{one.id}/submissions", data={}).status_code == 303


def test_a_deputy_signs_for_the_supervisor_and_the_sheet_says_so(cast, sign_in):
    without_director(cast)
    one = make_opportunity(cast.lin)
    days = {"starts_on": f"{clock.today()}", "ends_on": f"{clock.today()}"}
    data = {"principal": cast.xu.id, "deputy": cast.tang.id, **days}
    assert sign_in("admin").post("/approvals/deputies", data=data).status_code == 303
    assert answer(sign_in("tang"), one).status_code == 303
    assert loaders.load("F06", one.id, cast.lin).signatures["supervisor"].name == "唐* 代 许*"


def test_a_file_is_agreed_to_with_others_on_the_phone(one, sign_in):
    client = sign_in("xu")
    page = client.get("/approvals").text
    assert "商机立项" in page and one.name in page and "S级" in page
    seats = [latest(one).open_seats[0].id]
    assert client.post("/approvals/agreements", data={"seats": seats}).status_code == 303
    assert [seat.role for seat in latest(one).open_seats] == ["director"]
