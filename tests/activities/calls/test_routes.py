"""The round of calls on the screen: a card, a tap, the next card (F03)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from salesapp.activities.calls import queries
from salesapp.activities.calls.actions import log_call
from salesapp.activities.calls.models import Call
from salesapp.activities.calls.prospects.queries import by_mail
from salesapp.activities.calls.search.queries import find
from salesapp.activities.tasks.models import Task
from salesapp.customers.ownership.actions import hand_over
from salesapp.db import db
from salesapp.playbook.scripts.models import ScriptTemplate
from salesapp.web import clock
from tests.activities.factories import make_record, sent
from tests.conftest import MONDAY
from tests.customers.factories import make_customer
from tests.pages import filled, part

HOUR = timedelta(hours=1)


def tap(client, **changes):
    """Send the form of the card that is shown, with the button that was tapped; all that a browser would send, once."""
    values = filled(client.get("/calls"), "call-form")
    assert {name: each for name, each in values.items() if len(each) != 1} == {}
    return client.post("/calls", data={name: each[0] for name, each in values.items()} | changes)


def calls() -> list[Call]:
    return list(db.session.scalars(select(Call).order_by(Call.id)))


def task_of(customer) -> Task:
    return db.session.scalars(
        select(Task).filter_by(customer_id=customer.id, kind="next_contact").order_by(Task.id.desc())
    ).first()


def test_what_is_typed_for_one_card_is_no_draft_of_the_next(rep, agreed):
    """A draft belongs to its form: under one name a time typed for one person would come back on another's card."""
    names = [part(rep.get("/calls"), "call-form").node.css_first("form").attributes["id"]]
    tap(rep, result="missed")
    names.append(part(rep.get("/calls"), "call-form").node.css_first("form").attributes["id"])
    assert len(set(names)) == 2


def test_the_card_has_all_that_one_needs_before_the_first_word(rep, first):
    page = rep.get("/calls")

    assert "某甲机械" in part(page, "callee").text and "交期总拖" in part(page, "callee").text
    assert "tel:+86" in page.text
    assert "缩短 15%" in part(page, "opening").text and "林*" in part(page, "opening").text
    assert "某泵业" in part(page, "value").text
    assert len(part(page, "questions").node.css("li")) == 3
    assert len(part(page, "objections").node.css("details")) == 4


def test_not_reached_is_one_tap_keeps_the_opening_and_comes_back_later(rep, first, agreed, cast):
    answer = tap(rep, result="missed")

    assert answer.status_code == 303 and answer.headers["Location"] == "/calls"
    (call,) = calls()
    assert (call.result, call.customer_id, call.by_id) == ("missed", call.customer_id, cast.lin.id)
    assert call.script_version.body.strip().startswith("{称谓}您好")
    assert call.contact_id is not None
    assert [one.customer_id for one in queries.round_of(cast.lin, MONDAY + HOUR / 2)] != []
    again = queries.round_of(cast.lin, MONDAY + HOUR)
    assert again[-1].customer_id == call.customer_id and again[-1].tries == 1


def test_an_agreed_contact_is_put_off_and_that_is_taken_back(rep, first, agreed):
    tap(rep, result="missed")  # the first contact was registered before this morning's was due
    due = task_of(agreed).due_at
    tap(rep, later="2026-11-23T15:00")
    assert clock.local(task_of(agreed).due_at).hour == 15

    answer = rep.post("/calls/undoings")
    assert answer.headers["Location"] == f"/calls?key=task-{task_of(agreed).id}"
    assert task_of(agreed).due_at == due
    assert [call.undone_at is None for call in calls()] == [True, False]


def test_a_first_contact_that_is_put_off_becomes_an_agreed_one(rep, first, cast):
    tap(rep, later_at="2026-11-24 10:00", result="later")
    assert task_of(first).title == "再次致电"
    assert queries.round_of(cast.lin, MONDAY) == []

    rep.post("/calls/undoings")
    assert task_of(first).outcome == "cancelled"
    assert [one.key for one in queries.round_of(cast.lin, MONDAY)] == [f"customer-{first.id}"]


def test_a_refusal_ends_the_agreed_contact_with_its_reason_and_is_taken_back(rep, first, agreed):
    tap(rep, result="missed")
    tap(rep, reason="has_supplier")
    assert task_of(agreed).outcome == "cancelled" and "已有供应商" in task_of(agreed).note

    rep.post("/calls/undoings")
    assert task_of(agreed).outcome is None


def test_who_refused_the_first_contact_is_not_called_again(rep, first, cast):
    tap(rep, reason="no_calls")

    assert queries.round_of(cast.lin, MONDAY + 24 * HOUR) == []


def test_reached_leads_to_the_record_that_knows_what_is_known_and_back_to_the_round(rep, first, cast):
    answer = tap(rep, result="reached")
    (call,) = calls()
    assert answer.headers["Location"] == f"/activities/new?customer={first.id}&call={call.id}&from=calls"
    form = filled(rep.get(answer.headers["Location"]), "contact-form")
    assert form["call_id"] == [str(call.id)] and form["channel"] == ["phone"]

    saved = rep.post("/activities", data=sent(first, call_id=call.id))
    assert saved.status_code == 303 and saved.headers["Location"] == "/calls"
    assert calls()[0].activity.customer_id == first.id
    refused = rep.post("/calls/undoings")
    assert refused.status_code == 422 and "已写成沟通记录" in refused.text


def test_a_call_is_tied_to_nobody_elses_record(rep, first, agreed, cast):
    tap(rep, result="missed")
    (call,) = calls()
    other = agreed if call.customer_id == first.id else first
    rep.post("/activities", data=sent(other, call_id=call.id))
    assert rep.post("/activities", data=sent(other, call_id="²")).status_code == 303

    assert calls()[0].activity_id is None


@pytest.mark.parametrize("changes", [
    {"result": "later"}, {"result": "song"}, {"later": "2026-11-23T08:00"}, {"reason": "song"}, {"result": "refused"},
    {"key": "task-1", "result": "missed"}, {"key": "customer-999", "result": "missed"}, {"key": "x", "result": "missed"},
])  # fmt: skip
def test_what_cannot_be_is_refused_in_words_and_nothing_is_kept(rep, first, changes):
    assert tap(rep, **changes).status_code == 422
    assert calls() == []


def test_nobody_calls_a_colleagues_customer_and_visits_are_no_calls(rep, first, cast, sign_in):
    customer = make_customer(cast.lin)
    make_record(cast.lin, customer=customer, at=MONDAY - 48 * HOUR, next_at=MONDAY, next_purpose="上门演示")
    db.session.commit()

    assert [one.customer_id for one in queries.round_of(cast.lin, MONDAY)] == [first.id]
    assert queries.round_of(cast.fang, MONDAY) == []
    assert "现在没有要打的电话了" in sign_in("fang").get("/calls").text


def test_supervisors_see_what_each_version_of_an_opening_brought(rep, first, agreed, cast, sign_in):
    tap(rep, result="missed")
    tap(rep, result="reached")
    reached = calls()[-1]
    rep.post("/activities", data=sent(reached.customer, call_id=reached.id))
    page = sign_in("xu").get("/calls/openings?month=2026-11")

    (row,) = queries.brought(cast.xu, MONDAY - HOUR, MONDAY + HOUR)
    assert (row.calls, row.reached, row.agreed, row.refused, row.no) == (2, 1, 1, 0, 1)
    assert "首次电话开场 第 1 版" in part(page, "openings").text
    listed = sign_in("xu").get(f"/calls/made?month=2026-11&opening={row.version_id}&show=agreed")
    assert part(listed, "calls").text.count("林*") == 1
    assert queries.brought(cast.ma, MONDAY - HOUR, MONDAY + HOUR) == []
    assert sign_in("fang").get("/calls/openings").status_code == 403
    assert "还没有电话" in sign_in("fang").get("/calls/made?month=2026-11").text


def test_a_call_that_is_taken_back_moves_nothing_that_was_agreed_anew_since(rep, first, agreed, cast):
    tap(rep, result="missed")
    tap(rep, later="2026-11-23T15:00")
    task = task_of(agreed)
    task.due_at = MONDAY + 50 * HOUR
    db.session.commit()
    answer = rep.post("/calls/undoings")
    assert answer.status_code == 422 and "后来有改动" in answer.text
    assert task_of(agreed).due_at == MONDAY + 50 * HOUR and calls()[-1].undone_at is None


def test_a_call_to_a_customer_who_was_given_away_is_found_by_nothing_that_is_known_there(rep, first, cast):
    tap(rep, result="missed")
    last = first.contacts[0].mobile[-4:]
    assert [hit.title for hit in find("某甲", cast.lin, 5)] == ["苏州某甲机械有限公司"]
    assert len(find(last, cast.lin, 5)) == 1
    hand_over(first, cast.chen, by=cast.tang, at=MONDAY, reason="转华南")
    db.session.commit()
    assert [find(term, cast.lin, 5) for term in ("某甲", last)] == [[], []]


def channel_of(client, location) -> list[str]:
    return filled(client.get(location), "contact-form")["channel"]


def test_the_record_after_a_mail_is_that_of_a_mail_and_after_a_call_that_of_a_call(rep, first):
    """Where no number is known the card writes a mail, and what came of it is no call."""
    assert channel_of(rep, tap(rep, result="reached").headers["Location"]) == ["phone"]
    for contact in first.contacts:
        contact.mobile = contact.landline = None
        contact.email = "zhou@danqiao.cn"
    db.session.commit()
    mailed = rep.post(
        "/calls",
        data={"key": f"customer-{first.id}", "result": "reached", "contact": first.contacts[0].id},
    )
    assert channel_of(rep, mailed.headers["Location"]) == ["mail"]


def test_the_wording_that_was_used_says_which_it_was(rep, first):
    mail = db.session.scalars(select(ScriptTemplate).filter_by(kind="mail")).first()
    data = {"key": f"customer-{first.id}", "result": "reached", "script": mail.id}
    assert channel_of(rep, rep.post("/calls", data=data).headers["Location"]) == ["mail"]


def test_a_colleagues_call_presets_nothing(first, cast, sign_in):
    with clock.frozen(MONDAY):
        mail = db.session.scalars(select(ScriptTemplate).filter_by(kind="mail")).first()
        call = log_call(f"customer-{first.id}", "reached", by=cast.lin, at=MONDAY, script_id=mail.id)
        db.session.commit()
        assert (
            by_mail(call.id, cast.lin)
            and not by_mail(call.id, cast.fang)
            and not by_mail(call.id + 1, cast.lin)
        )
