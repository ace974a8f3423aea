"""The registration sheet on the screen."""

import re

import pytest
from sqlalchemy import func, select

from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import db
from tests.customers.factories import make_customer, registration


def customers() -> int:
    return db.session.scalar(select(func.count()).select_from(Customer))


def text(response) -> str:
    return response.get_data(as_text=True)


def token(response) -> str:
    return re.search(r'name="token"[^>]*value="([^"]+)"', text(response))[1]


def test_the_sheet_has_every_label_of_the_paper_in_its_order(sign_in):
    page = text(sign_in("lin").get("/customers/new"))
    labels = ["客户公司名称", "统一社会信用代码", "客户简称", "客户类型", "所属行业", "企业规模", "所在地区",
    "详细地址", "公司电话", "上级集团", "联系人姓名", "职务", "手机",
              "座机", "决策角色", "个人信息告知方式", "首次接触时间", "来源渠道", "决策链", "开票信息", "备注"]  # fmt: skip
    places = [page.find(label) for label in labels if label != "开票信息"]
    assert -1 not in places
    assert places[labels.index("联系人姓名")] < places[labels.index("首次接触时间")]


def test_a_registration_leads_to_the_customer_and_is_there_once(sign_in, cast):
    client = sign_in("lin")
    sent = registration(token=token(client.get("/customers/new")))
    first, second = client.post("/customers", data=sent), client.post("/customers", data=sent)
    customer = db.session.scalar(select(Customer))
    assert first.status_code == 303 and first.headers["Location"] == f"/customers/{customer.id}"
    assert second.status_code == 303 and second.headers["Location"] == first.headers["Location"]
    assert customers() == 1 and customer.number == "KH2026-0001"
    assert (str(customer.revenue), customer.credit_code_kind) == ("80000000.00", "none")
    assert customer.contacts[0].mobile == "+8613800000021" and customer.contacts[0].is_key


def test_a_registration_asks_nothing_once_it_is_kept_and_little_before(
    sign_in, cast, db_session, count_queries
):
    client = sign_in("lin")
    other = {"full_name": "昆山另一家机械有限公司", "short_name": "", "contacts-0-mobile": "13900000031"}
    assert client.post("/customers", data=registration(**other)).status_code == 303  # settings are kept now
    sent = registration(token=token(client.get("/customers/new")))
    with count_queries() as counted:
        assert client.post("/customers", data=sent).status_code == 303
    assert counted.statements[-1].startswith("INSERT INTO audit_entry"), counted.statements[-1]
    kept = ("FROM setting", "FROM dictionary_entry")  # in the process
    asked = [one for one in counted.statements if not any(table in one for table in kept)]
    # a server lets others change who registers meanwhile: they are held
    held = db_session.get_bind().dialect.name != "sqlite"
    assert len(asked) <= 12 + held, asked


def test_a_registration_looks_for_shared_numbers_and_mail_domains_at_once(sign_in, cast, count_queries):
    client = sign_in("lin")
    reached = {
        "phone": "0512-66668888",
        "contacts-0-landline": "0512-66669999",
        "contacts-0-email": "zhou@jia.example.cn",
    }
    with count_queries() as counted:
        assert client.post("/customers", data=registration(**reached)).status_code == 303
    assert sum("mail_domain IN" in one and "phone_key IN" in one for one in counted.statements) == 1
    again = {"full_name": "昆山另一家机械有限公司", "short_name": "", "contacts-0-mobile": "13900000031"}
    for name, value in reached.items():
        answer = client.post("/customers", data=registration(**again, **{name: value}))
        assert answer.status_code == 422 and "苏州" in text(answer), name


def test_saving_can_lead_on_to_an_opportunity_or_to_the_next_customer(sign_in, cast):
    client = sign_in("lin")
    assert client.post("/customers", data=registration(then="new")).headers["Location"] == "/customers/new"
    sent = registration(
        then="opportunity", **{"full_name": "无锡甲乙丙丁有限公司", "contacts-0-mobile": "13800000022"}
    )
    assert client.post("/customers", data=sent).headers["Location"].startswith("/opportunities/new?customer=")


def test_what_is_typed_stays_and_every_error_stands_beside_its_field(sign_in, cast):
    sent = registration(
        **{
            "full_name": "苏",
            "credit_code": "91110000600O37341L",
            "contacts-0-mobile": "1380000",
            "pain_points": "交期常拖一周",
        }
    )
    response = sign_in("lin").post("/customers", data=sent)
    page = text(response)
    assert response.status_code == 422 and customers() == 0
    for field in ("full_name", "credit_code", "contacts-0-mobile"):
        assert f'id="{field}-error"' in page
    assert "第12位应为数字 0" in page and "交期常拖一周" in page and 'value="1380000"' in page
    assert 'name="take_code" value="91110000600037341L"' in page


def test_without_a_script_an_offer_is_taken_by_sending_the_form(sign_in, cast):
    client = sign_in("lin")
    response = client.post(
        "/customers", data=registration(credit_code="9111000060003734IL", take_code="91110000600037341L")
    )
    assert response.status_code == 422 and 'value="91110000600037341L"' in text(response) and customers() == 0
    page = text(client.post("/customers", data=registration(size="", take_size="large")))
    assert re.search(r'value="large"[^>]*checked', page)
    assert 'name="contacts-1-name"' in text(client.post("/customers", data=registration(add_row="contacts")))


def test_without_a_script_typed_words_choose_region_industry_and_group(sign_in, cast):
    parent = make_customer(cast.lin, full_name="苏州某某集团有限公司")
    sent = registration(
        region="",
        region_text="吴中区",
        industry="",
        industry_text="通用设备制造业",
        parent_id="",
        parent_id_text=parent.full_name,
        not_same=str(parent.id),
    )
    assert sign_in("lin").post("/customers", data=sent).status_code == 303
    customer = db.session.scalar(select(Customer).where(Customer.id != parent.id))
    assert (customer.region, customer.industry, customer.parent_id) == ("320506", "C34", parent.id)


@pytest.mark.parametrize(
    ("field", "words"),
    [("region", "鼓楼"), ("industry", "制造"), ("region", "不存在"), ("parent_id", "没有这家")],
)
def test_words_that_fit_none_or_several_are_asked_again(sign_in, cast, field, words):
    response = sign_in("lin").post("/customers", data=registration(**{field: "", f"{field}_text": words}))
    assert response.status_code == 422 and f'id="{field}-error"' in text(response) and words in text(response)


def test_a_local_landline_borrows_the_area_code_of_the_region(sign_in, cast):
    sent = registration(phone="62881234-801", **{"contacts-0-mobile": "", "contacts-0-landline": "62881235"})
    assert sign_in("lin").post("/customers", data=sent).status_code == 303
    customer = db.session.scalar(select(Customer))
    assert (customer.phone, customer.contacts[0].landline) == ("0512-62881234转801", "0512-62881235")


def test_blank_rows_of_contacts_are_left_out_and_errors_find_their_row(sign_in, cast):
    blank = {
        f"contacts-1-{name}": ""
        for name in ("name", "title", "mobile", "landline", "decision_role", "privacy_notice_way")
    }
    third = {"contacts-2-name": "钱*", "contacts-2-title": "副总", "contacts-2-decision_role": "decider",
    "contacts-2-privacy_notice_way": "card",
             "contacts-2-privacy_notice_on": "2026-11-03", "contacts-2-mobile": ""}  # fmt: skip
    client = sign_in("lin")
    response = client.post("/customers", data=registration(**blank, **third))
    assert response.status_code == 422 and 'id="contacts-2-mobile-error"' in text(response)
    third["contacts-2-mobile"] = "13800000099"
    assert client.post("/customers", data=registration(**blank, **third)).status_code == 303
    assert db.session.scalar(select(func.count()).select_from(Contact)) == 2


def test_a_registration_without_anybody_is_refused(sign_in, cast):
    sent = {name: value for name, value in registration().items() if not name.startswith("contacts-")}
    response = sign_in("lin").post("/customers", data=sent)
    assert response.status_code == 422 and "至少" in text(response) and customers() == 0
