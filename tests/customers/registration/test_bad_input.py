"""The registration sheet meets what nobody should type."""

import re

import pytest
from sqlalchemy import func, select

from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import db
from tests.customers.factories import registration


def customers() -> int:
    return db.session.scalar(select(func.count()).select_from(Customer))


def text(response) -> str:
    return response.get_data(as_text=True)


def token(response) -> str:
    return re.search(r'name="token"[^>]*value="([^"]+)"', text(response))[1]


NAMES = [name for name in registration() if name not in ("credit_code_kind", "industry_text", "region_text")]

EXTRA = ["short_name", "address", "postcode", "phone", "website", "founded_on", "registered_capital",
"decision_chain", "pain_points",
         "current_products", "budget_timing", "invoice_title", "invoice_tax_no", "invoice_address_phone",
         "invoice_bank", "remarks", "parent_id",
         "contacts-0-wechat", "contacts-0-email", "contacts-0-landline", "contacts-0-salutation", "contacts-0-preference",
         "contacts-0-preferred_time", "not_same", "tier", "owner_id", "version", "token", "take_code", "take_size"]  # fmt: skip

BAD = [
    "😀" * 5, "<script>alert(1)</script>", "'; DROP TABLE customer; --", "1" * 1_000_000, "\x00\ud800", "NaN", "1e999999",
    "9999-99-99", "-1", "0001-01-01T00:00",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("value", BAD)
def test_bad_input_in_any_field_is_refused_in_words_or_kept_as_text(sign_in, cast, value):
    client = sign_in("lin")
    for name in (*NAMES, *EXTRA):
        before = customers()
        response = client.post(
            "/customers", data={**registration(), name: value.encode("utf-8", "surrogatepass")}
        )
        assert response.status_code in (303, 422), (name, response.status_code)
        assert b"<script>alert(1)</script>" not in response.data
        assert customers() == before + (response.status_code == 303), name
        for table in ("owner_change", "contact", "customer"):
            db.session.execute(db.text(f"DELETE FROM {table}"))
        db.session.commit()


@pytest.mark.parametrize("value", [bad for bad in BAD if len(bad) < 1000])
def test_a_sheet_full_of_bad_input_is_refused_and_given_back(sign_in, cast, value):
    sent = dict.fromkeys((*NAMES, *EXTRA[:-4]), value.encode("utf-8", "surrogatepass"))
    response = sign_in("lin").post("/customers", data=sent)
    assert response.status_code == 422 and customers() == 0
    assert b"<script>alert(1)</script>" not in response.data


def test_a_million_characters_are_refused_and_given_back(sign_in, cast):
    response = sign_in("lin").post("/customers", data=registration(full_name="甲" * 1_000_000))
    assert response.status_code == 422 and 'id="full_name-error"' in text(response) and customers() == 0


@pytest.mark.parametrize("name", ["王𬭎", "刘䶮", "李㛃", "𠅤", "阿依古丽•买买提", "O’Neill", "J. Lee"])
def test_rare_and_foreign_names_are_kept(sign_in, cast, name):
    assert (
        sign_in("lin").post("/customers", data=registration(**{"contacts-0-name": name})).status_code == 303
    )
    assert db.session.scalar(select(Contact.name)) == name.replace("•", "·")
