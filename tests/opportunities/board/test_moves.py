"""Moves over the board: answers, refusals on the card, undoing, two at once."""

import re
import threading
from datetime import date

import pytest

from salesapp.db import db
from salesapp.opportunities import actions
from salesapp.web import clock
from tests.customers.factories import make_customer
from tests.opportunities.factories import NOW, make_opportunity, values_for

HX = {"HX-Request": "true"}
pytestmark = pytest.mark.usefixtures("frozen_clock")


def text(response):
    return response.get_data(as_text=True)


def move(client, one, stage, **data):
    data = {"stage": stage, "version": one.version, "on": "board"} | data
    return client.post(f"/opportunities/{one.id}/stage-changes", data=data, headers=HX)


def test_a_move_answers_with_both_columns_and_a_way_back(cast, sign_in):
    one = make_opportunity(cast.lin)
    answer = move(sign_in("lin"), one, "proposal")
    page = text(answer)
    assert answer.status_code == 200
    assert set(re.findall(r'hx-target="#column-(\w+)"', page)) == {"first_contact", "proposal"}
    assert f'id="card-{one.id}"' in page.split('hx-target="#column-proposal"')[1]
    assert "/reversal" in page


def test_without_a_script_the_same_form_leads_back_to_the_board(cast, sign_in):
    one = make_opportunity(cast.lin)
    answer = sign_in("lin").post(
        f"/opportunities/{one.id}/stage-changes",
        data={"stage": "proposal", "on": "board", "late": "1", "version": one.version},
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, "/opportunities/board?late=1")
    db.session.refresh(one)
    assert one.stage == "proposal"


def test_a_moved_card_is_shown_though_it_stands_far_down(cast, sign_in):
    customer = make_customer(cast.lin)
    for _ in range(22):
        make_opportunity(cast.lin, customer=customer, stage="proposal")
    one = make_opportunity(cast.lin, customer=customer, grade="B", expected_close_on=date(2027, 6, 1))
    assert f'id="card-{one.id}"' in text(move(sign_in("lin"), one, "proposal"))


@pytest.mark.parametrize(
    ("stage", "sentence"),
    [("contract_approval", "请先起草合同"), ("first_contact", "请写明原因"), ("moon", "")],
)
def test_a_refused_move_says_why_on_the_card(cast, sign_in, stage, sentence):
    one = make_opportunity(cast.lin, stage="proposal")
    answer = move(sign_in("lin"), one, stage)
    assert answer.status_code == 422
    page = text(answer)
    assert page.strip().startswith("<li") and f'id="card-{one.id}"' in page and 'role="alert"' in page
    assert sentence in page
    assert ('name="reason"' in page) == (stage == "first_contact")
    db.session.refresh(one)
    assert (one.stage, len(one.stage_changes)) == ("proposal", 1)


def test_a_refused_move_without_a_script_is_a_page_with_what_was_chosen(cast, sign_in):
    one = make_opportunity(cast.lin, stage="proposal")
    data = {"stage": "first_contact", "version": one.version}
    answer = sign_in("lin").post(f"/opportunities/{one.id}/stage-changes", data=data)
    assert answer.status_code == 422
    assert "请写明原因" in text(answer) and "<html" in text(answer)


def test_of_two_people_who_move_one_card_the_second_learns_of_the_first(cast, sign_in):
    one = make_opportunity(cast.lin)
    seen = one.version
    assert move(sign_in("xu"), one, "proposal").status_code == 200
    answer = move(sign_in("lin"), one, "need_confirmed", version=seen)
    assert answer.status_code == 409
    assert "方案报价" in text(answer) and "许*" in text(answer)
    db.session.refresh(one)
    assert (one.stage, len(one.stage_changes)) == ("proposal", 2)


def test_every_card_s_buttons_belong_to_the_one_form_of_the_board(cast, sign_in):
    one = make_opportunity(cast.lin)
    client = sign_in("lin")
    page = text(client.get("/opportunities/board"))
    assert page.count('id="moves"') == 1
    button = re.search(r'<button[^>]*form="moves"[^>]*formaction="([^"]+)"[^>]*value="proposal"', page)
    assert client.post(button[1], data={"stage": "proposal", "on": "board"}, headers=HX).status_code == 200
    again = client.post(button[1], data={"stage": "need_confirmed", "on": "board"}, headers=HX)
    assert (again.status_code, again.headers["HX-Retarget"]) == (409, f"#card-{one.id}")
    assert 'id="moves"' not in text(sign_in("zheng").get("/opportunities/board"))


def test_the_same_form_sent_twice_moves_once(cast, sign_in):
    one = make_opportunity(cast.lin)
    client, data = sign_in("lin"), {"stage": "proposal", "token": "the-same-token", "version": one.version}
    for _ in range(2):
        assert client.post(f"/opportunities/{one.id}/stage-changes", data=data).status_code == 303
    db.session.refresh(one)
    assert len(one.stage_changes) == 2


def test_undo_takes_the_move_back_with_the_days_it_had(cast, sign_in, at):
    one = make_opportunity(cast.lin, at=at(2026, 11, 3, 9, 0))
    client = sign_in("lin")
    undo = re.search(r'action="([^"]+/reversal)"', text(move(client, one, "proposal")))[1]
    assert client.post(undo).status_code == 303
    db.session.refresh(one)
    assert (one.stage, one.stage_since) == ("first_contact", at(2026, 11, 3, 9, 0))
    assert client.post(undo).status_code == 422
    assert client.post(
        f"/opportunities/{make_opportunity(cast.lin).id}/stage-changes/1/reversal"
    ).status_code in (404, 422)


def test_a_closed_one_is_not_moved_by_an_old_page(cast, sign_in):
    one = make_opportunity(cast.lin, stage="negotiation")
    one.win(by=cast.lin, at=NOW)
    db.session.commit()
    data = {"stage": "proposal", "version": one.version}
    answer = sign_in("lin").post(f"/opportunities/{one.id}/stage-changes", data=data)
    assert answer.status_code == 422 and "请先重新打开" in text(answer)


@pytest.mark.slow
def test_two_moves_in_the_same_moment_leave_one_move_and_one_409(fresh_app):
    from salesapp.accounts.models import User

    with clock.frozen(NOW):
        people = {user.username: user for user in db.session.scalars(db.select(User)).unique()}
        customer = make_customer(people["lin"])
        one = actions.open_opportunity(values_for(customer), by=people["lin"], at=NOW)
        db.session.commit()
        path, version = f"/opportunities/{one.id}/stage-changes", one.version
        start, statuses = threading.Barrier(2), []
        names = {name: people[name].get_id() for name in ("lin", "xu")}
        db.session.remove()

        def press(name, stage):
            client = fresh_app.test_client()
            with client.session_transaction() as session:
                session.update(_user_id=names[name], _fresh=True, seen=int(NOW.timestamp()))
            token = client.csrf_token()
            start.wait()
            headers = {"X-CSRFToken": token}
            statuses.append(
                client.post(path, data={"stage": stage, "version": version}, headers=headers).status_code
            )

        threads = [
            threading.Thread(target=press, args=args)
            for args in (("lin", "proposal"), ("xu", "need_confirmed"))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    assert sorted(statuses) == [303, 409]
    assert db.session.scalar(db.select(db.func.count()).select_from(db.metadata.tables["stage_change"])) == 2
