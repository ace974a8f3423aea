"""The page of a batch: how far it is, its file, its end."""

from __future__ import annotations

import pytest

from salesapp.db import db
from salesapp.documents.batches import actions
from salesapp.web import clock
from tests.documents.batches.conftest import printed, work


class TestWatching:
    def test_the_page_shows_how_far_it_is_and_asks_again(self, ordered, sign_in):
        ticket = actions.claim(at=clock.now())
        actions.carry_on(ticket, 2, [], at=clock.now())
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

    def test_a_record_that_went_to_a_colleague_takes_the_printed_file_along(
        self, ordered, three, sign_in, cast
    ):
        ordered.status, ordered.pages, ordered.size = "done", 3, 100
        ordered.file.parent.mkdir(parents=True, exist_ok=True)
        ordered.file.write_bytes(b"%PDF-")
        db.session.commit()
        lin, address = sign_in("lin"), f"/forms/batches/{ordered.id}"
        assert lin.get(f"{address}/sheets.pdf").status_code == 200
        three[0].owner_id = three[0].customer.owner_id = cast.chen.id
        db.session.commit()
        assert lin.get(f"{address}/sheets.pdf").status_code == 404
        page = lin.get(address).get_data(as_text=True)
        assert "不再归您查看" in page and "sheets.pdf" not in page

    def test_one_s_own_are_listed_under_forms(self, ordered, sign_in):
        address = f'href="/forms/batches/{ordered.id}"'
        assert address in sign_in("lin").get("/forms").get_data(as_text=True)
        assert address not in sign_in("xu").get("/forms").get_data(as_text=True)
