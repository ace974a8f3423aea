"""Ticked sheets put in line, and what is refused."""

from __future__ import annotations

import re

import pytest
from werkzeug.datastructures import MultiDict

from salesapp import jobs as schedule
from salesapp.db import db
from salesapp.documents.batches import actions, rules
from salesapp.documents.batches.models import PrintBatch
from salesapp.documents.batches.rules import BatchRefused
from salesapp.schedule.queue.actions import open_queue
from salesapp.web import clock
from tests.opportunities.factories import make_opportunity


def post(client, ids, code="F06", **fields):
    return client.post(
        "/forms/batches", data={"form_code": code, "records": ids, "token": str(ids), **fields}
    )


class TestOrdering:
    def test_the_page_s_own_form_orders_what_it_shows(self, three, sign_in):
        """Everything as the browser posts it: each hidden field once, every ticked box."""
        client = sign_in("lin")
        page = client.get("/forms/batches/new?form=F07").get_data(as_text=True)
        form = page[page.index('id="batch-form"') :]
        inputs = re.findall(r"<input [^>]*>", form[: form.index("</form>")])
        sent = []
        for one in inputs:
            known = dict(re.findall(r'([\w-]+)="([^"]*)"', one))
            if known.get("type") != "checkbox" or "checked" in one:
                sent.append((known.get("name"), known.get("value", "")))
        sent = [(name, value) for name, value in sent if name]
        answer = client.post("/forms/batches?form=F07", data=MultiDict(sent))
        assert answer.status_code == 303
        batch = db.session.scalar(db.select(PrintBatch))
        assert batch.form_code == "F07" and not batch.masked
        assert {record_id for record_id, _number in batch.records} == {one.id for one in three}

    def test_the_ticked_ones_are_put_in_line_and_the_page_of_the_batch_opens(self, three, cast, sign_in):
        answer = post(sign_in("lin"), [three[2].id, three[0].id], masked="y")
        batch = db.session.scalar(db.select(PrintBatch))
        assert (answer.status_code, answer.location) == (303, f"/forms/batches/{batch.id}")
        assert batch.records == [[three[2].id, three[2].number], [three[0].id, three[0].number]]
        assert (batch.total, batch.done, batch.status, batch.masked) == (2, 0, "waiting", True)
        assert (batch.form_code, batch.by_id) == ("F06", cast.lin.id)

    def test_the_jobs_process_is_asked_to_begin_at_once(self, three, sign_in, app):
        queue = open_queue(app.config["SALESAPP"])
        queue.flush()
        post(sign_in("lin"), [three[0].id])
        schedule.bind(app, queue)
        task = queue.dequeue()
        assert (task.name, task.args) == ("errand", ("documents.print_batches",))
        assert queue.dequeue() is None

    def test_a_form_sent_twice_is_one_batch(self, three, sign_in):
        client = sign_in("lin")
        first, second = (post(client, [three[0].id]) for _time in range(2))
        assert first.location == second.location
        assert db.session.scalar(db.select(db.func.count()).select_from(PrintBatch)) == 1

    def test_nothing_ticked_is_refused(self, three, sign_in):
        answer = post(sign_in("lin"), [])
        assert answer.status_code == 422
        assert "请至少勾选一条记录" in answer.get_data(as_text=True)

    def test_too_many_are_refused(self, three, sign_in):
        answer = post(sign_in("lin"), list(range(1, rules.MOST_SHEETS + 2)))
        assert answer.status_code == 422
        assert "一次最多打印 200 张" in answer.get_data(as_text=True)

    def test_what_was_ticked_stays_ticked_after_a_refusal(self, three, cast, sign_in, monkeypatch):
        monkeypatch.setattr(rules, "MOST_WAITING", 0)
        text = post(sign_in("lin"), [three[1].id]).get_data(as_text=True)
        assert f'id="record-{three[1].id}" data-row-pick checked' in text
        assert f'id="record-{three[0].id}" data-row-pick><span>' in text

    def test_a_fourth_batch_waits_until_one_is_done(self, three, cast):
        for _number in range(3):
            actions.order("F06", [three[0].id], masked=False, by=cast.lin, at=clock.now())
        with pytest.raises(BatchRefused, match="3 prints|3 份"):
            actions.order("F06", [three[0].id], masked=False, by=cast.lin, at=clock.now())
        actions.order("F06", [three[0].id], masked=False, by=cast.xu, at=clock.now())

    def test_a_form_of_single_sheets_and_an_unknown_one_are_refused(self, three, sign_in):
        client = sign_in("lin")
        for code in ("F05", "F99", ""):
            assert post(client, [three[0].id], code=code).status_code == 422

    @pytest.mark.parametrize("ids", [["x"], [2**70], [0], [-1]])
    def test_ids_that_cannot_be_are_refused(self, ids, three, sign_in):
        assert post(sign_in("lin"), ids).status_code == 422

    def test_a_record_that_one_may_not_see_is_left_out_and_named(self, three, cast, sign_in, db_session):
        foreign = make_opportunity(cast.chen)
        db_session.commit()
        client = sign_in("lin")
        answer = post(client, [three[0].id, foreign.id])
        batch = db.session.scalar(db.select(PrintBatch))
        assert [record_id for record_id, _number in batch.records] == [three[0].id]
        text = client.get(answer.location).get_data(as_text=True)
        assert f"记录 {foreign.id}" in text and foreign.number not in text

    def test_nothing_but_what_one_may_not_see_is_refused(self, three, sign_in):
        answer = post(sign_in("chen"), [three[0].id])
        assert answer.status_code == 422
        assert "无权查看" in answer.get_data(as_text=True)

    @pytest.mark.parametrize("name", ["admin", "auditor"])
    def test_who_sees_no_business_prints_none(self, name, three, sign_in):
        assert post(sign_in(name), [three[0].id]).status_code == 403
