"""Files of a customer on the screen."""

import io
import re

import pytest
from sqlalchemy import func, select

from salesapp.customers.models import Customer
from salesapp.db import db
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
