"""Files of a customer on the screen."""

import io
import re

import pytest
from PIL import Image
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage

from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.documents.attachments.actions import attach
from salesapp.documents.attachments.models import Attachment
from salesapp.web import clock
from tests.activities.factories import make_record
from tests.customers.factories import make_customer
from tests.pages import part


def customers() -> int:
    return db.session.scalar(select(func.count()).select_from(Customer))


def text(response) -> str:
    return response.get_data(as_text=True)


def test_files_are_kept_shown_and_taken_off(sign_in, cast):
    customer = make_customer(cast.lin)
    client = sign_in("lin")
    where = f"/customers/{customer.id}/attachments"
    pdf = (io.BytesIO(b"%PDF-1.4 a brochure"), "样本.pdf")
    assert (
        client.post(
            where, data={"files": pdf, "note": "样本"}, content_type="multipart/form-data"
        ).status_code
        == 303
    )
    page = text(client.get(where))
    assert "样本.pdf" in page
    link = re.search(r'href="(/[^"]*attachments/(\d+)[^"]*)"', page)
    assert sign_in("fang").get(link[1]).status_code == 404
    assert client.post(f"/customers/attachments/{link[2]}/removal").status_code == 303
    assert "样本.pdf" not in text(client.get(where))


@pytest.mark.parametrize(
    "upload", [None, (io.BytesIO(b"MZ\x90 no picture"), "x.png"), (io.BytesIO(b""), "empty.pdf")]
)
def test_what_is_no_file_to_keep_is_refused_in_words(sign_in, cast, upload):
    customer = make_customer(cast.lin)
    data = {"note": "x"} | ({"files": upload} if upload else {})
    response = sign_in("lin").post(
        f"/customers/{customer.id}/attachments", data=data, content_type="multipart/form-data"
    )
    assert response.status_code == 422


def test_a_refused_file_answers_htmx_with_the_form_alone(sign_in, cast):
    customer = make_customer(cast.lin)
    odd = (io.BytesIO(b"MZ not a paper"), "程序.exe")
    answer = sign_in("lin").post(
        f"/customers/{customer.id}/attachments", data={"files": odd, "note": "样本"},
        content_type="multipart/form-data", headers={"HX-Request": "true"},
    )  # fmt: skip
    assert answer.status_code == 422 and "<html" not in answer.text
    assert part(answer, "more-files").values("note") == ["样本"]
    assert "程序.exe" in part(answer, "files-error").text  # beside the field, not above the form


PDF = b"%PDF-1.4 a brochure"


def html_of(page: str, part_id: str) -> str:
    """The page from a part's heading on."""
    return page[page.index(f'id="{part_id}-title"') :]


def send(client, where, *files):
    data = {"files": [(io.BytesIO(content), name) for name, content in files]}
    return client.post(where, data=data, content_type="multipart/form-data")


def test_one_bad_file_among_several_keeps_the_good_ones_and_is_named(sign_in, cast):
    customer, client = make_customer(cast.lin), sign_in("lin")
    where = f"/customers/{customer.id}/attachments"
    answer = send(client, where, ("样本.pdf", PDF), ("坏.pdf", b"nothing"), ("报价.pdf", PDF + b"2"))
    assert answer.status_code == 303
    page = text(client.get(where))
    assert "“坏.pdf”内容与文件名不符" in page
    kept = html_of(page, "files").partition('id="notices"')[0]
    assert [f"<b>{name}</b>" in kept for name in ("样本.pdf", "报价.pdf", "坏.pdf")] == [True, True, False]


def test_where_every_file_is_bad_all_are_named_and_nothing_is_kept(sign_in, cast):
    customer, client = make_customer(cast.lin), sign_in("lin")
    where = f"/customers/{customer.id}/attachments"
    answer = send(client, where, ("甲.pdf", b"nothing"), ("乙.pdf", b""))
    assert answer.status_code == 422
    assert "“甲.pdf”" in text(answer) and "“乙.pdf”" in text(answer)
    assert "还没有附件" in text(client.get(where))


def test_a_contact_s_photo_stands_in_the_timeline_and_among_the_customer_s_files(sign_in, cast, frozen_clock):
    kept = io.BytesIO()
    Image.new("RGB", (1200, 900), "teal").save(kept, "JPEG")
    record = make_record(cast.lin, customer=make_customer(cast.lin))
    upload = FileStorage(io.BytesIO(kept.getvalue()), filename="门头.jpg")
    photo = attach(upload, record, by=cast.lin, at=clock.now())
    db.session.commit()
    client, customer = sign_in("lin"), record.customer_id
    small = f"/attachments/{photo.id}/thumbnail"
    assert small in text(client.get(f"/customers/{customer}"))
    files = html_of(text(client.get(f"/customers/{customer}/attachments")), "files")
    assert "门头.jpg" in files and f'href="/activities/{record.id}"' in files
    assert f"/customers/attachments/{photo.id}/removal" not in files  # it is taken off at its record
    seen = client.get(small)
    with Image.open(io.BytesIO(seen.data)) as picture:
        assert (seen.mimetype, picture.size) == ("image/jpeg", (240, 180))
    assert sign_in("chen").get(small).status_code == 404


def test_what_is_no_picture_has_no_small_one(sign_in, cast):
    customer, client = make_customer(cast.lin), sign_in("lin")
    send(client, f"/customers/{customer.id}/attachments", ("样本.pdf", PDF))
    kept = db.session.scalar(select(func.max(Attachment.id)))
    assert client.get(f"/attachments/{kept}/thumbnail").status_code == 404
