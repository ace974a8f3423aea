"""Sheets printed together: chosen from a filter, printed one after another by the jobs process, bound into one file."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from pypdf import PdfReader
from werkzeug.datastructures import MultiDict

from salesapp import jobs as schedule
from salesapp.db import db
from salesapp.documents import actions, batch_work, batches, queries, rules, selections
from salesapp.documents.jobs import print_batches, prune_batches
from salesapp.documents.models import PrintBatch, PrintedSheet
from salesapp.documents.press.pool import PrintFailed
from salesapp.documents.rules import BatchRefused
from salesapp.schedule.queue import open_queue
from salesapp.trail.models import AuditEntry
from salesapp.web import clock
from tests.contracts.factories import make_contract
from tests.customers.factories import make_customer
from tests.opportunities.factories import make_opportunity

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def our_press(monkeypatch, the_press):
    monkeypatch.setattr("salesapp.documents.actions.press", lambda: the_press)
    monkeypatch.setattr("salesapp.documents.routes.press", lambda: the_press)


@pytest.fixture
def three(cast, db_session, frozen_clock):
    """Three opportunities of lin's."""
    found = [make_opportunity(cast.lin) for _number in range(3)]
    db_session.commit()
    return found


@pytest.fixture
def ordered(three, cast, db_session):
    batch = batches.order("F06", [one.id for one in three], masked=False, by=cast.lin, at=clock.now())
    db_session.commit()
    return batch


def printed() -> list[tuple]:
    columns = (PrintedSheet.form_code, PrintedSheet.record_id, PrintedSheet.kind, PrintedSheet.nth)
    return [tuple(row) for row in db.session.execute(db.select(*columns).order_by(PrintedSheet.id))]


def work() -> None:
    """Let the jobs process have its minute."""
    print_batches(at=clock.now())
    db.session.expire_all()


def post(client, ids, code="F06", **fields):
    return client.post(
        "/forms/batches", data={"form_code": code, "records": ids, "token": str(ids), **fields}
    )


class TestChoosing:
    def test_the_forms_page_offers_what_people_print_together(self, sign_in):
        text = sign_in("lin").get("/forms").get_data(as_text=True)
        assert "/forms/batches/new?form=F06&amp;grade=S" in text
        assert "/forms/batches/new?form=F10&amp;view=check" in text
        assert "/forms/batches/new?form=F12&amp;view=handoff" in text

    def test_a_filter_shows_its_records_all_ticked(self, cast, sign_in, db_session):
        kept, other = make_opportunity(cast.lin), make_opportunity(cast.lin)
        kept.stage, other.stage = "negotiation", "proposal"
        db_session.commit()
        text = sign_in("lin").get("/forms/batches/new?form=F06&stage=negotiation").get_data(as_text=True)
        assert kept.number in text and other.number not in text
        assert f'value="{kept.id}" id="record-{kept.id}" data-row-pick checked' in text

    def test_only_what_one_may_see_is_offered(self, three, sign_in):
        assert three[0].number not in sign_in("chen").get("/forms/batches/new?form=F07").get_data(
            as_text=True
        )
        assert three[0].number in sign_in("xu").get("/forms/batches/new?form=F07").get_data(as_text=True)

    @pytest.mark.parametrize("code", ["F01", "F06", "F07", "F10", "F11"])
    def test_every_form_of_a_chain_finds_its_records(self, code, cast, sign_in, db_session):
        contract = make_contract(cast.lin)
        db_session.commit()
        numbers = {
            "F01": contract.customer.number, "F06": contract.opportunity.number, "F07": contract.opportunity.number,
        }  # fmt: skip
        text = sign_in("lin").get(f"/forms/batches/new?form={code}").get_data(as_text=True)
        assert numbers.get(code, contract.number) in text

    def test_a_contract_without_a_hand_off_has_no_sheet_of_it(self, cast, sign_in, db_session):
        contract = make_contract(cast.lin)
        db_session.commit()
        assert contract.number not in sign_in("lin").get("/forms/batches/new?form=F12").get_data(as_text=True)
        with pytest.raises(BatchRefused):
            batches.order("F12", [contract.id], masked=False, by=cast.lin, at=clock.now())

    @pytest.mark.parametrize(
        "address",
        [
            "?form=F99",
            "?form=F05",
            "?form=F06&_external=1&owner=x&grade=Q&after=zzz",
            "?form=F10&owner=99999999999",
        ],
    )
    def test_an_address_that_nobody_offered_still_answers(self, address, three, sign_in):
        assert sign_in("lin").get(f"/forms/batches/new{address}").status_code == 200

    def test_more_than_two_hundred_are_said_to_be_too_many(self, three, sign_in, monkeypatch):
        monkeypatch.setattr(rules, "MOST_SHEETS", 2)
        text = sign_in("lin").get("/forms/batches/new?form=F06").get_data(as_text=True)
        assert "一次最多打印 2 张" in text
        assert text.count("data-row-pick") == 2

    @pytest.mark.parametrize("address", ["/opportunities", "/opportunities/board", "/contracts"])
    def test_lists_offer_to_print_what_they_show(self, address, cast, sign_in, db_session):
        make_contract(cast.lin)
        db_session.commit()
        assert "/forms/batches/new?form=F" in sign_in("lin").get(address).get_data(as_text=True)


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
            batches.order("F06", [three[0].id], masked=False, by=cast.lin, at=clock.now())
        with pytest.raises(BatchRefused, match="3 prints|3 份"):
            batches.order("F06", [three[0].id], masked=False, by=cast.lin, at=clock.now())
        batches.order("F06", [three[0].id], masked=False, by=cast.xu, at=clock.now())

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


@pytest.mark.slow
class TestPrinting:
    def test_the_sheets_come_as_one_file_in_the_order_of_the_list(self, ordered, three, sign_in, text_of):
        work()
        assert (ordered.status, ordered.done, ordered.left_out) == ("done", 3, [])
        answer = sign_in("lin").get(f"/forms/batches/{ordered.id}/sheets.pdf")
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        reader = PdfReader(batch_work.file_of(ordered))
        assert len(reader.pages) == ordered.pages >= 3
        assert [mark.title for mark in reader.outline] == [one.number for one in three]
        text = text_of(answer.data)
        assert [text.index(one.number) for one in three] == sorted(text.index(one.number) for one in three)
        assert text.count("第1页共1页") == 3  # each sheet counts its own pages

    def test_the_file_keeps_the_tags_of_every_sheet(self, ordered):
        work()
        reader = PdfReader(batch_work.file_of(ordered))
        document = reader.root_object["/StructTreeRoot"]["/K"][0].get_object()
        assert [kid.get_object()["/S"] for kid in document["/K"]] == ["/Part"] * 3
        assert [page["/StructParents"] for page in reader.pages] == list(range(len(reader.pages)))
        numbers = reader.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
        first = numbers[numbers.index(1) + 1].get_object()[0].get_object()
        assert first["/Pg"].get_object() == reader.pages[1]

    def test_every_sheet_stands_in_the_register_and_in_the_trail(self, ordered, three, cast):
        work()
        assert printed() == [("F06", one.id, "filled", 1) for one in three]
        entries = db.session.scalars(db.select(AuditEntry).where(AuditEntry.event == "print")).all()
        assert {entry.actor_id for entry in entries} == {cast.lin.id}
        assert [json.loads(entry.changes)["number"] for entry in entries] == [one.number for one in three]

    def test_a_masked_batch_prints_masked_sheets(self, cast, frozen_clock, db_session, text_of):
        customer = make_customer(cast.lin)
        db_session.commit()
        batch = batches.order("F01", [customer.id], masked=True, by=cast.lin, at=clock.now())
        db_session.commit()
        work()
        assert printed() == [("F01", customer.id, "masked", 1)]
        assert customer.contacts[0].name not in text_of(batch_work.file_of(batch).read_bytes())

    def test_a_record_lost_to_a_colleague_meanwhile_is_left_out_and_named(self, ordered, three, cast):
        three[1].owner_id = cast.chen.id
        db.session.commit()
        work()
        assert (ordered.status, ordered.pages) == ("done", 2)
        assert ordered.left_out == [[three[1].number, "不存在或无权查看"]]

    def test_a_sheet_that_cannot_be_printed_is_left_out_and_named(self, ordered, three, monkeypatch):
        print_filled = actions.print_filled

        def failing(code, record_id, **options):
            if record_id == three[0].id:
                raise PrintFailed("行数过多")
            return print_filled(code, record_id, **options)

        monkeypatch.setattr(actions, "print_filled", failing)
        work()
        assert (ordered.status, ordered.left_out) == ("done", [[three[0].number, "行数过多"]])

    def test_where_nothing_could_be_printed_the_batch_says_so(self, ordered, monkeypatch):
        monkeypatch.setattr(actions, "print_filled", lambda *_args, **_options: None)
        work()
        assert (ordered.status, ordered.error) == ("failed", "没有一张表打印成功。")
        assert not batch_work.folder_of(ordered).exists()

    def test_an_unforeseen_fault_fails_the_batch_in_a_sentence(self, ordered, monkeypatch):
        def broken(*_parts, **_options):
            raise OSError("no space left on device")

        monkeypatch.setattr(batch_work, "bind", broken)
        work()
        assert (ordered.status, ordered.error) == ("failed", "批量打印失败，您的数据不受影响。")

    def test_nobody_prints_for_an_account_that_was_closed(self, ordered, cast):
        cast.lin.active = False
        db.session.commit()
        work()
        assert ordered.status == "failed" and printed() == []

    def test_it_speaks_the_language_of_whoever_ordered_it(self, ordered, cast, text_of):
        cast.lin.locale = "en"
        db.session.commit()
        work()
        assert "Page 1 of" in text_of(batch_work.file_of(ordered).read_bytes())


@pytest.mark.slow
class TestWorkers:
    def test_a_killed_worker_s_batch_goes_on_behind_its_last_sheet(self, ordered, three, monkeypatch):
        """The first worker dies between two sheets; the next one, after the lease, prints only the rest."""
        print_filled, asked = actions.print_filled, []

        def dying(code, record_id, **options):
            asked.append(record_id)
            if len(asked) == 2:
                raise KeyboardInterrupt
            return print_filled(code, record_id, **options)

        monkeypatch.setattr(actions, "print_filled", dying)
        with pytest.raises(KeyboardInterrupt):
            work()
        db.session.rollback()
        db.session.expire_all()
        assert (ordered.status, ordered.done) == ("running", 1)
        work()
        assert ordered.done == 1, "the lease of the dead worker still holds"
        with clock.frozen(clock.now() + batches.LEASE):
            work()
        assert (ordered.status, ordered.pages) == ("done", 3)
        assert asked == [three[0].id, three[1].id, three[1].id, three[2].id]
        assert printed() == [("F06", one.id, "filled", 1) for one in three]

    def test_parts_that_were_lost_with_the_worker_are_printed_again(self, ordered, three):
        ticket = batches.claim(at=clock.now())
        assert batches.carry_on(ticket, 2, [(three[1].number, "行数过多")], at=clock.now())
        db.session.commit()
        with clock.frozen(clock.now() + batches.LEASE):
            work()
        assert (ordered.status, ordered.pages, ordered.left_out) == (
            "done",
            2,
            [[three[1].number, "行数过多"]],
        )

    def test_a_worker_that_lost_its_lease_stops_and_leaves_the_parts_alone(self, ordered, three):
        first = batches.claim(at=clock.now())
        db.session.commit()
        with clock.frozen(clock.now() + batches.LEASE):
            second = batches.claim(at=clock.now())
            db.session.commit()
        assert (first.attempt, second.attempt) == (1, 2)
        assert not batches.carry_on(first, 1, [], at=clock.now())
        assert not batches.fail(first, "late", at=clock.now())
        batch_work.print_one(second)
        db.session.expire_all()
        assert ordered.status == "done"
        batch_work.print_one(first)
        assert batch_work.file_of(ordered).exists()
        assert ordered.status == "done"

    def test_what_breaks_off_again_and_again_is_given_up(self, ordered):
        at = clock.now()
        for _try in range(batches.MOST_ATTEMPTS):
            assert batches.claim(at=at)
            db.session.commit()
            at += batches.LEASE
        with clock.frozen(at):
            work()
        assert (ordered.status, printed()) == ("failed", [])
        assert "多次中断" in ordered.error

    def test_one_batch_is_printed_at_a_time(self, ordered, three, cast, db_session):
        later = batches.order("F06", [three[0].id], masked=False, by=cast.xu, at=clock.now())
        db_session.commit()
        assert batches.claim(at=clock.now()).id == ordered.id
        assert batches.claim(at=clock.now()) is None
        assert queries.batches_ahead(later) == 1

    def test_the_minute_prints_everything_that_waits(self, ordered, three, cast, db_session):
        later = batches.order("F06", [three[0].id], masked=False, by=cast.xu, at=clock.now())
        db_session.commit()
        assert print_batches(at=clock.now()) == 2
        db.session.expire_all()
        assert (ordered.status, later.status) == ("done", "done")

    def test_cancelled_while_printing_it_stops_behind_the_present_sheet(self, ordered, sign_in, monkeypatch):
        client, print_filled = sign_in("lin"), actions.print_filled

        def called_off(*args, **options):
            batches.cancel(db.session.get(PrintBatch, ordered.id), at=clock.now())
            return print_filled(*args, **options)

        monkeypatch.setattr(actions, "print_filled", called_off)
        work()
        assert ordered.status == "cancelled" and len(printed()) == 1
        assert not batch_work.folder_of(ordered).exists()
        assert client.get(f"/forms/batches/{ordered.id}/sheets.pdf").status_code == 404

    def test_after_a_week_file_and_batch_are_forgotten(self, ordered):
        work()
        folder = batch_work.folder_of(ordered)
        assert prune_batches(at=clock.now() + timedelta(days=7)) == 0
        assert folder.exists()
        assert prune_batches(at=clock.now() + timedelta(days=7, minutes=1)) == 1
        assert not folder.exists()
        assert db.session.scalar(db.select(PrintBatch.id)) is None


class TestWatching:
    def test_the_page_shows_how_far_it_is_and_asks_again(self, ordered, sign_in):
        ticket = batches.claim(at=clock.now())
        batches.carry_on(ticket, 2, [], at=clock.now())
        db.session.commit()
        text = sign_in("lin").get(f"/forms/batches/{ordered.id}").get_data(as_text=True)
        assert 'max="3" value="2"' in text
        assert f'hx-get="/forms/batches/{ordered.id}/progress"' in text
        assert f'href="/forms/batches/{ordered.id}"' in text  # to look again without a script

    def test_the_part_is_answered_to_htmx_and_the_page_to_everybody_else(self, ordered, sign_in):
        client, address = sign_in("lin"), f"/forms/batches/{ordered.id}/progress"
        assert client.get(address, headers={"HX-Request": "true"}).get_data(as_text=True).lstrip().startswith(
            f'<section class="sheet batch" id="batch-{ordered.id}"'
        )  # fmt: skip
        assert client.get(address).location == f"/forms/batches/{ordered.id}"

    def test_what_is_over_is_not_asked_for_again(self, ordered, sign_in):
        client = sign_in("lin")
        assert client.post(f"/forms/batches/{ordered.id}/cancellations").status_code == 303
        text = client.get(f"/forms/batches/{ordered.id}").get_data(as_text=True)
        assert "已取消" in text and "hx-get=" not in text.partition('id="batch-')[2]

    def test_a_waiting_batch_that_is_cancelled_is_never_printed(self, ordered, sign_in):
        sign_in("lin").post(f"/forms/batches/{ordered.id}/cancellations")
        work()
        assert ordered.status == "cancelled" and printed() == []

    def test_what_is_over_cannot_be_cancelled(self, ordered, sign_in):
        client = sign_in("lin")
        client.post(f"/forms/batches/{ordered.id}/cancellations", data={"token": "one"})
        answer = client.post(f"/forms/batches/{ordered.id}/cancellations", data={"token": "two"})
        assert answer.status_code == 422
        assert "已经结束，无需取消" in answer.get_data(as_text=True)

    @pytest.mark.parametrize("name", ["xu", "tang"])
    def test_nobody_else_sees_it(self, name, ordered, sign_in):
        client, address = sign_in(name), f"/forms/batches/{ordered.id}"
        for path in ("", "/progress", "/sheets.pdf"):
            assert client.get(address + path).status_code == 404
        assert client.post(f"{address}/cancellations").status_code == 404
        assert ordered.status == "waiting"

    def test_the_file_is_not_there_before_it_is_done(self, ordered, sign_in):
        assert sign_in("lin").get(f"/forms/batches/{ordered.id}/sheets.pdf").status_code == 404

    def test_a_file_that_did_not_survive_a_restore_is_said_to_be_gone(self, ordered, sign_in):
        ordered.status, ordered.pages, ordered.size = "done", 3, 100
        db.session.commit()
        text = sign_in("lin").get(f"/forms/batches/{ordered.id}").get_data(as_text=True)
        assert "文件已不在" in text and "sheets.pdf" not in text

    def test_one_s_own_are_listed_under_forms(self, ordered, sign_in):
        address = f'href="/forms/batches/{ordered.id}"'
        assert address in sign_in("lin").get("/forms").get_data(as_text=True)
        assert address not in sign_in("xu").get("/forms").get_data(as_text=True)


def test_every_selection_names_forms_that_can_be_printed(app):
    assert selections.codes() == ["F01", "F06", "F07", "F10", "F11", "F12"]
    for code, _words, _args in selections.presets():
        assert code in selections.codes()
