"""The thank-you letter leaves from here, over a real SMTP connection, and its task follows (R21, R22)."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from salesapp.activities.handouts.models import Handout
from salesapp.activities.letters import queries as letters
from salesapp.activities.letters.actions import post_letter, send_letter
from salesapp.activities.letters.rules import ThankYouRefused
from salesapp.db import db
from salesapp.documents.attachments.models import Attachment
from salesapp.mail.letters import jobs
from salesapp.mail.letters.models import Delivery, Letter
from salesapp.mail.letters.rules import LetterRefused, State
from salesapp.playbook.library.actions import save_item
from salesapp.web import clock
from salesapp.work.models import WorkItem
from tests.activities.factories import NOW, make_record, promise
from tests.customers.factories import make_customer
from tests.mail.offices import office, rough
from tests.pages import part

HOUR = timedelta(hours=1)


@pytest.fixture
def record(cast, db_session):
    customer = make_customer(cast.lin)
    customer.contacts[0].email = "zhou@danqiao.cn"
    found = make_record(
        cast.lin, customer=customer, is_first=True, promises=[promise("案例"), promise("框架")]
    )
    db.session.commit()
    return found


@pytest.fixture
def task(record):
    return letters.of_record(record.id)


def values(record, **changes):
    enclosed = [each.id for each in record.promises]
    given = {"to": {"zhou@danqiao.cn": "周敏"}, "subject": "感谢", "body": "谢谢。", "enclosed": enclosed, "files": [],
             "uploads": [], "missing_reason": None}  # fmt: skip
    return given | changes


def post(task, record, cast, at=NOW, **changes):
    letter = post_letter(task, record, values(record, **changes), host="crm.local", by=cast.lin, at=at)
    db.session.commit()
    return letter


def send(at):
    with clock.frozen(at):
        return jobs.send_letters(at=at)


def line_of(task):
    return db.session.scalar(
        select(WorkItem).where(
            WorkItem.subject_id == task.id, WorkItem.kind == "thank_you", WorkItem.done_at.is_(None)
        )
    )


def test_the_task_ends_when_the_server_took_it_and_the_promises_are_kept_then(
    app, monkeypatch, record, task, cast
):
    with office(app, monkeypatch):
        post(task, record, cast)
        assert task.outcome is None and record.promises[0].done_at is None
        assert send(NOW + 2 * HOUR) == 1
    assert (task.outcome, task.done_at, task.done_by_id) == ("done", NOW + 2 * HOUR, cast.lin.id)
    assert task.in_time and {each.done_at for each in record.promises} == {NOW + 2 * HOUR}
    assert line_of(task) is None


def test_a_letter_that_was_taken_after_its_time_is_late_by_the_servers_answer(
    app, monkeypatch, record, task, cast
):
    with office(app, monkeypatch):
        post(task, record, cast, at=NOW + 24 * HOUR - timedelta(minutes=10))
        send(NOW + 24 * HOUR + timedelta(minutes=10))
    assert task.done and not task.in_time


def test_promises_that_are_not_ticked_ask_for_a_reason(record, task, cast):
    with pytest.raises(ThankYouRefused, match="框架"):
        post(task, record, cast, enclosed=[record.promises[0].id])
    letter = post(task, record, cast, enclosed=[record.promises[0].id], missing_reason="周五补发")
    assert letter.memo == {"promises": [record.promises[0].id], "reason": "周五补发", "library": []}


def test_a_placeholder_that_nobody_filled_is_named_and_nothing_leaves(record, task, cast):
    with pytest.raises(LetterRefused, match="{称谓}"):
        post(task, record, cast, body="{称谓}：谢谢。")
    assert post(task, record, cast, body="{我自己的括号} 谢谢。").deliveries[0].state == State.WAITING


def test_how_it_stands_is_said_on_the_day(app, monkeypatch, record, task, cast, sign_in):
    with office(app, monkeypatch) as inbox:
        inbox.answers["zhou@danqiao.cn"] = "451 later"
        post(task, record, cast)
        assert line_of(task).facts["letter"] == "waiting"
        send(NOW)
    assert line_of(task).facts["letter"] == "retry"
    with clock.frozen(NOW):
        assert "重试中 09:05" in sign_in("lin").get("/").get_data(as_text=True)


def test_where_nobody_knows_a_person_says_that_it_arrived(app, monkeypatch, record, task, cast, sign_in):
    with rough(app, monkeypatch, "dot"):
        letter = post(task, record, cast)
        send(NOW + HOUR)
    assert task.outcome is None and line_of(task).facts["letter"] == "uncertain"
    client, copy = sign_in("lin"), letter.deliveries[0].id
    shown = part(client.get(f"/activities/thank-yous/{task.id}"), "posted").text
    assert "不确定" in shown and "已确认送达" in shown and "再发一次" in shown
    url = f"/activities/thank-yous/{task.id}/deliveries/{copy}/confirmation"
    assert sign_in("fang").post(url).status_code == 404
    assert sign_in("lin").post(url).status_code == 303
    assert (task.outcome, task.done_at) == ("done", NOW + HOUR)


def test_or_sends_it_again_which_a_second_press_does_not_do_twice(
    app, monkeypatch, record, task, cast, sign_in
):
    with rough(app, monkeypatch, "dot"):
        letter = post(task, record, cast)
        send(NOW)
    url = f"/activities/thank-yous/{task.id}/deliveries/{letter.deliveries[0].id}/repetition"
    client = sign_in("lin")
    assert client.post(url).status_code == 303
    assert client.post(url).status_code == 422
    with office(app, monkeypatch) as inbox:
        send(clock.now())
        send(clock.now() + HOUR)
    assert len(inbox.messages) == 1 and task.done


def test_only_whoever_wrote_a_letter_is_shown_that_they_may_send_it_again(
    app, monkeypatch, record, task, cast, sign_in
):
    with rough(app, monkeypatch, "dot"):
        post(task, record, cast)
        send(NOW)
    address = f"/activities/thank-yous/{task.id}"
    assert "/repetition" in sign_in("lin").get(address).text
    page = sign_in("xu").get(address)
    assert "/confirmation" in page.text and "/repetition" not in page.text
    assert f"这封信是{cast.lin.name}写的" in part(page, "posted").text


def test_noting_that_it_was_sent_elsewhere_takes_back_what_waits(app, monkeypatch, record, task, cast):
    letter = post(task, record, cast)
    sending = {"enclosed": [each.id for each in record.promises], "sent_at": NOW, "missing_reason": None}
    send_letter(task, record, sending, by=cast.lin, at=NOW)
    db.session.commit()
    assert letter.deliveries[0].state == State.WITHDRAWN and task.done
    with office(app, monkeypatch) as inbox:
        assert send(NOW + HOUR) == 0 and not inbox.messages


def test_what_may_have_arrived_is_not_sent_again_after_it_was_sent_elsewhere(
    app, monkeypatch, record, task, cast, sign_in
):
    with rough(app, monkeypatch, "dot"):
        letter = post(task, record, cast)
        send(NOW)
    copy = letter.deliveries[0]
    sending = {"enclosed": [each.id for each in record.promises], "sent_at": NOW, "missing_reason": None}
    send_letter(task, record, sending, by=cast.lin, at=NOW)
    db.session.commit()
    assert copy.state == State.WITHDRAWN
    url = f"/activities/thank-yous/{task.id}/deliveries/{copy.id}/repetition"
    assert sign_in("lin").post(url).status_code == 422
    copy.state = State.UNCERTAIN  # a copy that was in a server's hands in that moment
    db.session.commit()
    assert sign_in("lin").post(url).status_code == 422
    with office(app, monkeypatch) as inbox:
        assert send(clock.now() + HOUR) == 0 and not inbox.messages


def test_nobody_repeats_under_the_name_of_whoever_wrote_the_letter(
    app, monkeypatch, record, task, cast, sign_in
):
    with rough(app, monkeypatch, "dot"):
        letter = post(task, record, cast)
        send(NOW)
    letter.sender = cast.xu
    db.session.commit()
    url = f"/activities/thank-yous/{task.id}/deliveries/{letter.deliveries[0].id}/repetition"
    answer = sign_in("lin").post(url)
    assert answer.status_code == 422 and "只能由本人再发一次" in answer.text
    assert letter.deliveries[0].state == State.UNCERTAIN
    assert sign_in("xu").post(url).status_code == 303


def sent(record, **changes):
    fields = {
        "recipients": record.customer.contacts[0].id, "address": "", "subject": "感谢", "body": "谢谢您的时间。",
        "enclosed": [each.id for each in record.promises], "missing_reason": "", "read": "y",
    }  # fmt: skip
    return fields | changes


def test_the_rep_presses_send_and_files_go_along(app, monkeypatch, record, task, cast, sign_in):
    client, url = sign_in("lin"), f"/activities/thank-yous/{task.id}"
    assert "先设置我的邮箱" in part(client.get(url), "letter").text
    with office(app, monkeypatch) as inbox:
        assert "crm@company.cn" in part(client.get(url), "letter").text
        upload = (io.BytesIO(b"%PDF-1.7 case"), "苏州同行案例.pdf")
        answer = client.post(
            f"{url}/delivery", data=sent(record, uploads=[upload]), content_type="multipart/form-data"
        )
        assert answer.status_code == 303
        assert client.post(f"{url}/delivery", data=sent(record)).status_code == 422  # pressed twice
        assert "待发" in part(client.get(url), "posted").text
        assert jobs.send_letters(at=clock.now()) == 1
    [message] = inbox.messages
    [file] = message.iter_attachments()
    assert file.get_filename() == "苏州同行案例.pdf" and file.get_content() == b"%PDF-1.7 case"
    assert db.session.scalar(select(Attachment)).owner_id == record.id
    assert "已送达服务器" in part(client.get(url), "posted").text
    assert client.get(f"{url}/progress", headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"recipients": "", "address": ""}, "recipients"), ({"address": "zhou"}, "address"), ({"subject": ""}, "subject"),
     ({"body": " ", "told": ""}, "body"),
     ({"enclosed": ""}, "missing_reason"), ({"read": ""}, "read"), ({"address": "feng@danqiao.example"}, "recipients")],
)  # fmt: skip
def test_what_is_missing_stands_beside_its_field(record, task, cast, sign_in, changes, field):
    data = {name: value for name, value in sent(record, **changes).items() if value != ""}
    answer = sign_in("lin").post(f"/activities/thank-yous/{task.id}/delivery", data=data)
    assert answer.status_code == 422 and part(answer, f"{field}-error").text
    assert db.session.scalar(select(Letter)) is None


def test_it_is_taken_back_while_it_waits(record, task, cast, sign_in):
    client, url = sign_in("lin"), f"/activities/thank-yous/{task.id}"
    client.post(f"{url}/delivery", data=sent(record))
    assert client.post(f"{url}/withdrawal").status_code == 303
    assert db.session.scalar(select(Delivery.state)) == State.WITHDRAWN
    assert client.post(f"{url}/delivery", data=sent(record)).status_code == 303


def test_a_piece_of_the_library_goes_along_and_it_is_noted_who_got_it(
    app, monkeypatch, record, task, cast, sign_in
):
    piece = {
        "kind": "case",
        "name": "案例",
        "figure": "15%",
        "summary": "说明",
        "industries": [],
        "pains": "",
        "active": True,
    }
    file = FileStorage(io.BytesIO(b"%PDF-1.4 case"), "案例.pdf")
    item = save_item(None, piece | {"file": file}, by=cast.xu, at=NOW)
    db.session.commit()
    [file] = letters.material_for(record)
    client, url = sign_in("lin"), f"/activities/thank-yous/{task.id}"
    assert file.name in part(client.get(url), "files-field").text
    with office(app, monkeypatch) as inbox:
        assert client.post(f"{url}/delivery", data=sent(record, files=file.id)).status_code == 303
        assert jobs.send_letters(at=clock.now()) == 1
    assert [each.get_filename() for each in inbox.messages[0].iter_attachments()] == [file.name]
    [handout] = db.session.scalars(select(Handout))
    assert (handout.item_id, handout.customer_id, handout.way) == (item.id, record.customer_id, "mail")
