"""A batch printed to its end: one file in the order of the list, and what is left out of it."""

from __future__ import annotations

import json

import pytest
from pypdf import PdfReader

from salesapp.db import db
from salesapp.documents.batches import actions
from salesapp.documents.press import binding
from salesapp.documents.press.pool import PrintFailed
from salesapp.documents.register import actions as register
from salesapp.trail.models import AuditEntry
from salesapp.web import clock
from tests.customers.factories import make_customer
from tests.documents.batches.conftest import printed, work


@pytest.mark.slow
class TestPrinting:
    def test_the_sheets_come_as_one_file_in_the_order_of_the_list(self, ordered, three, sign_in, text_of):
        work()
        assert (ordered.status, ordered.done, ordered.left_out) == ("done", 3, [])
        answer = sign_in("lin").get(f"/forms/batches/{ordered.id}/sheets.pdf")
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        reader = PdfReader(ordered.file)
        assert len(reader.pages) == ordered.pages >= 3
        assert [mark.title for mark in reader.outline] == [one.number for one in three]
        text = text_of(answer.data)
        assert [text.index(one.number) for one in three] == sorted(text.index(one.number) for one in three)
        assert text.count("第1页共1页") == 3  # each sheet counts its own pages

    def test_the_file_keeps_the_tags_of_every_sheet(self, ordered):
        work()
        reader = PdfReader(ordered.file)
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
        batch = actions.order("F01", [customer.id], masked=True, by=cast.lin, at=clock.now())
        db_session.commit()
        work()
        assert printed() == [("F01", customer.id, "masked", 1)]
        assert customer.contacts[0].name not in text_of(batch.file.read_bytes())

    def test_a_record_lost_to_a_colleague_meanwhile_is_left_out_and_named(self, ordered, three, cast):
        three[1].owner_id = three[1].customer.owner_id = cast.chen.id
        db.session.commit()
        work()
        assert (ordered.status, ordered.pages) == ("done", 2)
        assert ordered.left_out == [[three[1].number, "不存在或无权查看"]]

    def test_a_sheet_that_cannot_be_printed_is_left_out_and_named(self, ordered, three, monkeypatch):
        printing = register.printing_filled

        def failing(code, record_id, **options):
            if record_id == three[0].id:
                raise PrintFailed("行数过多")
            return (yield from printing(code, record_id, **options))

        monkeypatch.setattr(register, "printing_filled", failing)
        work()
        assert (ordered.status, ordered.left_out) == ("done", [[three[0].number, "行数过多"]])

    def test_where_nothing_could_be_printed_the_batch_says_so(self, ordered, monkeypatch):
        def unseen(*_args, **_options):
            return None
            yield

        monkeypatch.setattr(register, "printing_filled", unseen)
        work()
        assert (ordered.status, ordered.error) == ("failed", "没有一张表打印成功。")
        assert not ordered.folder.exists()

    def test_an_unforeseen_fault_fails_the_batch_in_a_sentence(self, ordered, monkeypatch):
        def broken(*_parts, **_options):
            raise OSError("no space left on device")

        monkeypatch.setattr(binding, "bind", broken)
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
        assert "Page 1 of" in text_of(ordered.file.read_bytes())
