"""What the sheet says while somebody types."""

import re

from sqlalchemy import func, select

from salesapp.customers.models import Customer
from salesapp.db import db
from tests.customers.factories import contact_values, make_customer, registration
from tests.pages import part

HTMX = {"HX-Request": "true"}


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


def test_while_typing_the_server_says_who_is_similar_what_the_code_says_and_which_size_fits(sign_in, cast):
    make_customer(cast.fang, full_name="苏州某某精密制造（吴中）有限公司", kind="intending")
    sent = registration(credit_code="91110000600037341l", region="", region_text="", size="small")
    page = text(sign_in("lin").post("/customers/checks", data=sent, headers=HTMX))
    assert (
        "苏州某某精密制造（吴中）有限公司" not in page  # a part of a name gives no whole one away
        and "方*" in page
        and "意向" in page
        and 'name="not_same"' in page
    )
    assert "两位校验" in page and 'name="take_size" value="medium"' in page and 'data-offer="region"' in page
    assert "KH2026" not in page and "周敏" not in page
    assert customers() == 1


def test_a_mobile_of_another_firm_s_person_is_said_beside_the_mobile(sign_in, cast):
    other = make_customer(
        cast.lin, full_name="南通戊己庚泵业有限公司", contacts=[contact_values(mobile="+8613912345678")]
    )
    sent = registration(**{"contacts-0-mobile": "13912345678"})
    client = sign_in("lin")
    answer = client.post("/customers/checks", data=sent, headers=HTMX)
    assert part(answer, "mobile-taken").text.startswith(
        f"这个手机号已登记在： {other.full_name} · {other.number}"
    )
    assert part(answer, "mobile-taken").links == {"比对": f"/customers/{other.id}"}
    assert part(answer, "duplicates").text == ""
    page = client.post("/customers", data=sent)
    field = part(page, "contacts-0-mobile-field")
    assert other.full_name in field.text and "已有这家客户" not in text(page)
    second = registration(**{"contacts-1-name": "钱*", "contacts-1-mobile": "13912345678"})
    assert (
        "这个手机号已登记在："
        in part(client.post("/customers/checks", data=second, headers=HTMX), "duplicates").text
    )


def test_a_half_typed_form_is_no_fault_of_ours(sign_in, cast):
    client = sign_in("lin")
    assert client.post("/customers/checks", data={}, headers=HTMX).status_code == 200
    wild = dict.fromkeys((*NAMES, *EXTRA), "１２，３４😀")
    assert client.post("/customers/checks", data=wild, headers=HTMX).status_code == 200


def test_a_similar_name_is_warned_once_and_saved_when_called_another_firm(sign_in, cast):
    other = make_customer(cast.fang, full_name="苏州某某精密制造（吴中）有限公司")
    client = sign_in("lin")
    response = client.post("/customers", data=registration())
    assert response.status_code == 422 and 'name="not_same"' in text(response)
    assert client.post("/customers", data=registration(not_same=str(other.id))).status_code == 303


def test_the_same_company_of_a_colleague_is_refused_with_the_owner_only(sign_in, cast):
    make_customer(
        cast.fang,
        full_name="苏州某某精密制造有限公司",
        contacts=[contact_values(name="机密人", mobile="+8613912345678")],
    )
    response = sign_in("lin").post("/customers", data=registration())
    page = text(response)
    assert (
        response.status_code == 422
        and "方*" in page
        and "机密人" not in page
        and "139" not in page
        and 'name="not_same"' not in page
    )
