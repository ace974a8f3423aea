"""A rep asks for another owner; whoever leads the team decides, on the phone, alone or several at once."""

import pytest

from salesapp.approvals import queries as approvals
from salesapp.approvals.models import Approval
from salesapp.customers.ownership.requests.queries import open_of
from salesapp.db import db
from tests.customers.factories import make_customer
from tests.pages import part

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
def customer(cast):
    made = make_customer(cast.lin)
    db.session.flush()
    return made


@pytest.fixture
def asked(customer, cast, sign_in):
    """An approval that lin asked for: the customer is to go to fang."""
    answer = ask(sign_in("lin"), customer, cast.fang)
    assert answer.status_code == 303
    request = open_of(customer.id)
    return approvals.latest("owner_request", request.id)


def ask(client, customer, to, reason="区域调整"):
    return client.post(f"/customers/{customer.id}/owner-requests", data={"to_id": to.id, "reason": reason})


def decide(client, approval, verdict="agree", comment="", seat=None):
    seat = seat or approval.open_seats[0]
    data = {"seat_id": seat.id, "verdict": verdict, "comment": comment}
    return client.post(f"/approvals/{approval.id}/decisions", data=data)


def test_a_rep_asks_and_the_supervisor_agrees(asked, customer, cast, sign_in):
    assert customer.owner_id == cast.lin.id
    page = sign_in("xu").get("/approvals").text
    assert customer.full_name in page and "责任人" in page
    assert decide(sign_in("xu"), asked).status_code == 303
    db.session.expire_all()
    assert customer.owner_id == cast.fang.id
    assert customer.owner_changes[-1].reason == "区域调整"
    assert customer.full_name not in sign_in("xu").get("/approvals").text.split('id="submitted"')[0]


@pytest.mark.parametrize(("verdict", "comment"), [("agree", ""), ("veto", "客户指定林*")])
def test_what_was_decided_goes_on_saying_what_was_asked(asked, cast, sign_in, verdict, comment):
    assert decide(sign_in("xu"), asked, verdict, comment).status_code == 303
    answer = sign_in("xu").get(f"/approvals/{asked.id}")
    assert "林* → 方*" in answer.text and "方* → 方*" not in answer.text
    facts = part(answer, "facts").text
    assert "提交时责任人 林*" in facts and "新责任人 方*" in facts and "现责任人" not in facts


def test_the_hint_below_the_opinion_names_the_answers_that_are_offered(asked, sign_in):
    text = part(sign_in("xu").get(f"/approvals/{asked.id}"), "decision").text
    assert "否决须写明" in text and "退回" not in text


def test_the_page_of_the_owner_says_for_whom_a_wish_waits(asked, customer, sign_in):
    lin, path = sign_in("lin"), f"/customers/{customer.id}/ownership"
    wish = part(lin.get(path), "owner-wish")
    assert wish.links == {"待许*审批": f"/approvals/{asked.id}"} and "林* → 方*" in wish.text
    assert "owner-requests/new" not in lin.get(path).text
    assert decide(sign_in("xu"), asked, "veto", "客户指定林*").status_code == 303
    assert "owner-wish" not in lin.get(path).text and "owner-requests/new" in lin.get(path).text


def test_a_veto_needs_words_and_leaves_the_owner(asked, customer, cast, sign_in):
    refused = decide(sign_in("xu"), asked, "veto", "。")
    assert refused.status_code == 422
    assert decide(sign_in("xu"), asked, "veto", "客户指定林*").status_code == 303
    db.session.expire_all()
    assert customer.owner_id == cast.lin.id and open_of(customer.id) is None


def test_pressed_twice_is_decided_once(asked, sign_in):
    client = sign_in("xu")
    seat = asked.open_seats[0]
    assert decide(client, asked, seat=seat).status_code == 303
    again = decide(client, asked, seat=seat)
    assert again.status_code in (409, 422) and "决定" in again.text
    assert len([s for s in approvals.find(asked.id).seats if s.decision]) == 1


@pytest.mark.parametrize("who", ["lin", "fang"])
def test_whoever_asked_or_would_own_it_does_not_decide(asked, cast, sign_in, who):
    answer = decide(sign_in(who), asked)
    assert answer.status_code in (403, 404, 422)
    assert approvals.find(asked.id).is_running


def test_a_supervisor_of_another_team_does_not_even_see_it(asked, sign_in):
    assert sign_in("ma").get(f"/approvals/{asked.id}").status_code == 404
    assert decide(sign_in("ma"), asked).status_code == 404


def test_the_owner_changed_otherwise_ends_the_wish(asked, customer, cast, sign_in):
    data = {"owner_id": cast.fang.id, "reason": "已口头说定"}
    assert sign_in("xu").post(f"/customers/{customer.id}/owner-changes", data=data).status_code == 303
    assert approvals.find(asked.id).outcome == "lapsed"


@pytest.mark.parametrize(
    ("who", "to", "reason", "status"),
    [
        ("lin", "chen", "转给他", 422),
        ("lin", "fang", "  ", 422),
        ("xu", "fang", "转给她", 403),
        ("zheng", "fang", "x", 403),
    ],
)
def test_what_cannot_be_asked_for(customer, cast, sign_in, who, to, reason, status):
    assert ask(sign_in(who), customer, getattr(cast, to), reason).status_code == status
    assert db.session.query(Approval).count() == 0


def test_a_second_wish_waits_for_the_first(asked, customer, cast, sign_in):
    assert ask(sign_in("lin"), customer, cast.xu).status_code == 422


def test_several_are_agreed_to_at_once_and_what_cannot_be_is_named(cast, sign_in):
    made = [make_customer(cast.lin) for _ in range(3)]
    db.session.flush()
    for one in made:
        assert ask(sign_in("lin"), one, cast.fang).status_code == 303
    runs = [approvals.latest("owner_request", open_of(one.id).id) for one in made]
    decide(sign_in("xu"), runs[2], "veto", "不合适")
    seats = [s.id for run in runs for s in approvals.find(run.id).seats]
    client = sign_in("xu")
    assert client.post("/approvals/agreements", data={"seats": seats}).status_code == 303
    db.session.expire_all()
    assert [one.owner_id for one in made] == [cast.fang.id, cast.fang.id, cast.lin.id]
    said = client.get("/approvals").text
    assert made[2].number in said


def test_a_wish_is_taken_back_and_reminded_of_once(asked, cast, sign_in):
    client = sign_in("lin")
    assert client.post(f"/approvals/{asked.id}/reminders").status_code == 303
    assert client.post(f"/approvals/{asked.id}/reminders").status_code == 422
    assert client.post(f"/approvals/{asked.id}/withdrawals").status_code == 303
    assert approvals.find(asked.id).outcome == "withdrawn"


def test_a_colleague_is_asked_too_and_instead(asked, cast, sign_in):
    client = sign_in("xu")
    seat = asked.open_seats[0]
    form = client.get(f"/approvals/{asked.id}/signers/new?seat_id={seat.id}")
    assert (
        form.status_code == 200
        and cast.tang.name in form.text
        and cast.lin.name not in form.text.split("<select")[1]
    )
    data = {"seat_id": seat.id, "to": cast.tang.id, "when": "before", "because": "大客户"}
    assert client.post(f"/approvals/{asked.id}/signers", data=data).status_code == 303
    run = approvals.find(asked.id)
    assert decide(sign_in("tang"), run).status_code == 303
    run = approvals.find(asked.id)
    data = {"seat_id": run.open_seats[0].id, "to": cast.tang.id, "because": "请您定"}
    assert client.post(f"/approvals/{asked.id}/handings", data=data).status_code == 303


def test_deputies_are_named_and_ended_on_the_screen(asked, cast, sign_in):
    client = sign_in("admin")
    data = {
        "principal": cast.xu.id,
        "deputy": cast.tang.id,
        "starts_on": "2026-11-23",
        "ends_on": "2026-11-30",
    }
    assert client.post("/approvals/deputies", data=data).status_code == 303
    assert cast.tang.name in client.get("/approvals/deputies").text
    assert asked.number in sign_in("tang").get("/approvals").text
    assert decide(sign_in("tang"), asked).status_code == 303
    seat = approvals.find(asked.id).seats[0]
    assert (seat.decision.by_id, seat.decision.for_id) == (cast.tang.id, cast.xu.id)
