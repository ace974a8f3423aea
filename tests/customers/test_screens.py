import io
import re

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from salesapp.customers import sheets
from salesapp.customers.models import Contact, Customer
from salesapp.db import db, touch_config
from salesapp.playbook.models import DictionaryEntry
from salesapp.trail.models import AuditEntry
from tests.customers.factories import contact_values, make_customer, registration

HTMX = {"HX-Request": "true"}


def customers() -> int:
    return db.session.scalar(select(func.count()).select_from(Customer))


def text(response) -> str:
    return response.get_data(as_text=True)


def token(response) -> str:
    return re.search(r'name="token"[^>]*value="([^"]+)"', text(response))[1]


# ------------------------------------------------------------------------------------ registration


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
            "credit_code": "91320500MA1XXXXX3O",
            "contacts-0-mobile": "1380000",
            "pain_points": "交期常拖一周",
        }
    )
    response = sign_in("lin").post("/customers", data=sent)
    page = text(response)
    assert response.status_code == 422 and customers() == 0
    for field in ("full_name", "credit_code", "contacts-0-mobile"):
        assert f'id="{field}-error"' in page
    assert "第18位应为数字 0" in page and "交期常拖一周" in page and 'value="1380000"' in page
    assert 'name="take_code" value="91320500MA1XXXXX30"' in page


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


# ---------------------------------------------------------------------------------- checks, typing


def test_while_typing_the_server_says_who_is_similar_what_the_code_says_and_which_size_fits(sign_in, cast):
    make_customer(cast.fang, full_name="苏州某某精密制造（吴中）有限公司", kind="intending")
    sent = registration(credit_code="91110000600037341l", region="", region_text="", size="small")
    page = text(sign_in("lin").post("/customers/checks", data=sent, headers=HTMX))
    assert (
        "苏州某某精密制造（吴中）有限公司" in page
        and "方*" in page
        and "意向" in page
        and 'name="not_same"' in page
    )
    assert "两位校验" in page and 'name="take_size" value="medium"' in page and 'data-offer="region"' in page
    assert "KH2026" not in page and "周敏" not in page
    assert customers() == 1


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


# ------------------------------------------------------------------------------------------ editing


def edit_of(client, customer) -> dict:
    page = text(client.get(f"/customers/{customer.id}/edit"))
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)[1]
    sent = {name: value for name, value in registration().items() if not name.startswith("contacts-")}
    return {**sent, "full_name": customer.full_name, "version": version}


def test_an_edit_is_saved_and_shown_in_the_history(sign_in, cast):
    customer = make_customer(cast.lin, address="旧路1号")
    client = sign_in("lin")
    assert (
        client.post(
            f"/customers/{customer.id}", data={**edit_of(client, customer), "address": "新路2号"}
        ).status_code
        == 303
    )
    page = text(client.get(f"/customers/{customer.id}/changes"))
    assert "旧路1号" in page and "新路2号" in page and "详细地址" in page


def test_a_stale_edit_shows_both_versions_and_loses_neither(sign_in, cast):
    customer = make_customer(cast.lin, address="原来的路", credit_code_kind="none")
    lin, xu = sign_in("lin"), sign_in("xu")
    mine = {**edit_of(lin, customer), "credit_code_kind": "none", "address": "林改的路"}
    theirs = {**edit_of(xu, customer), "address": "许改的路", "tier": "core"}
    assert xu.post(f"/customers/{customer.id}", data=theirs).status_code == 303
    response = lin.post(f"/customers/{customer.id}", data=mine)
    page = text(response)
    assert response.status_code == 409 and "林改的路" in page and "许改的路" in page
    assert re.findall(r'data-take="([^"]+)"', page) == ["address"]  # and nothing that reads alike
    assert db.session.get(Customer, customer.id).address == "许改的路"
    again = {**mine, "version": re.search(r'name="version"[^>]*value="(\d+)"', page)[1]}
    assert lin.post(f"/customers/{customer.id}", data=again).status_code == 303
    kept = db.session.get(Customer, customer.id)
    assert (kept.address, kept.tier) == ("林改的路", "core")


def test_a_company_belongs_neither_to_itself_nor_to_its_own(sign_in, cast):
    group = make_customer(cast.lin, full_name="苏州宏远集团有限公司")
    part = make_customer(cast.lin, full_name="无锡通达机电有限公司", parent_id=group.id)
    lin = sign_in("lin")
    for above in (group, part):
        answer = lin.post(f"/customers/{group.id}", data={**edit_of(lin, group), "parent_id": str(above.id)})
        assert answer.status_code == 422 and "不能是客户自己" in text(answer)
    odd = lin.post(
        f"/customers/{part.id}", data={**edit_of(lin, part), "parent_id": "9" * 20, "remarks": "写了很多"}
    )
    assert odd.status_code in (303, 422)


def test_only_a_supervisor_sets_the_tier(sign_in, cast):
    customer = make_customer(cast.lin)
    client = sign_in("lin")
    assert 'name="tier"' not in text(client.get(f"/customers/{customer.id}/edit"))
    client.post(f"/customers/{customer.id}", data={**edit_of(client, customer), "tier": "strategic"})
    assert db.session.get(Customer, customer.id).tier == "ordinary"


@pytest.mark.parametrize(
    "path", ["edit", "changes", "ownership", "attachments", "contacts/new", "contacts/pick"]
)
def test_what_one_may_not_see_is_not_there(sign_in, cast, path):
    customer = make_customer(cast.lin)
    for username in ("fang", "chen", "ma"):
        response = sign_in(username).get(f"/customers/{customer.id}/{path}")
        assert response.status_code == (404 if path != "contacts/pick" else 200)
        assert "周敏" not in text(response) and customer.full_name not in text(response)
    assert sign_in("admin").get(f"/customers/{customer.id}/{path}").status_code == 403


def test_who_only_reads_does_not_write(sign_in, cast):
    for username in ("zheng", "gao", "he", "lu"):
        client = sign_in(username)
        assert client.get("/customers").status_code == 200
        assert client.get("/customers/new").status_code == 403
        assert client.post("/customers", data=registration()).status_code == 403


# ------------------------------------------------------------------------------------------- people


def contact_form(**changes) -> dict:
    sent = {"name": "沈*", "title": "采购主管", "department": "采购部", "mobile": "13800000077", "decision_role": "influencer",
            "privacy_notice_way": "card", "privacy_notice_on": "2026-11-20", "accepts_greetings": "y"}  # fmt: skip
    return sent | changes


def test_a_contact_is_added_corrected_and_made_key(sign_in, cast):
    customer = make_customer(cast.lin)
    client = sign_in("lin")
    assert client.get(f"/customers/{customer.id}/contacts/new").status_code == 200
    assert client.post(f"/customers/{customer.id}/contacts", data=contact_form()).status_code == 303
    added = db.session.scalar(select(Contact).where(Contact.name == "沈*"))
    page = text(client.get(f"/customers/contacts/{added.id}/edit"))
    assert "138 0000 0077" in page
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)[1]
    response = client.post(
        f"/customers/contacts/{added.id}", data=contact_form(title="总监", version=version)
    )
    assert response.status_code == 303
    assert client.post(f"/customers/contacts/{added.id}/key").status_code == 303
    changed = db.session.get(Contact, added.id)
    assert changed.title == "总监" and changed.is_key


def test_opening_a_contact_to_edit_is_noted_as_a_look_at_the_number(sign_in, cast):
    customer = make_customer(cast.lin)
    sign_in("lin").get(f"/customers/contacts/{customer.contacts[0].id}/edit")
    assert db.session.scalar(select(func.count()).where(AuditEntry.event == "unmask")) == 1


def test_a_number_is_shown_on_asking_and_that_is_noted(sign_in, cast):
    customer = make_customer(cast.lin, contacts=[contact_values(mobile="+8613800000021")])
    client, contact = sign_in("lin"), customer.contacts[0]
    fragment = text(client.post(f"/customers/contacts/{contact.id}/reveals", headers=HTMX))
    assert "138 0000 0021" in fragment and "tel:+8613800000021" in fragment and "<html" not in fragment
    page = text(client.post(f"/customers/contacts/{contact.id}/reveals"))
    assert "138 0000 0021" in page and "<html" in page
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.event == "unmask")).first()
    assert (entry.object_id, entry.actor_id) == (contact.id, cast.lin.id)
    assert sign_in("fang").post(f"/customers/contacts/{contact.id}/reveals").status_code == 404


def test_somebody_leaves_and_somebody_new_follows_on_one_sheet(sign_in, cast):
    customer = make_customer(cast.lin, contacts=[contact_values(name="吴*")])
    client, old = sign_in("lin"), customer.contacts[0]
    assert client.get(f"/customers/contacts/{old.id}/departure").status_code == 200
    new = {f"new-{name}": value for name, value in contact_form().items()}
    sent = {
        "status": "left",
        "status_on": "2026-11-20",
        "status_reason": "换了公司",
        "successor": "new",
        **new,
    }
    assert client.post(f"/customers/contacts/{old.id}/departure", data=sent).status_code == 303
    gone = db.session.get(Contact, old.id)
    assert (gone.status, gone.name, gone.successor.name, gone.successor.is_key) == (
        "left",
        "吴*",
        "沈*",
        True,
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"status": "dead"}, "status"), ({"status_on": "2030-01-01"}, "status_on"), ({"status_on": ""},
    "status_on"), ({"successor": "999"}, "successor"),
     ({"successor": "new"}, "new-name")],
)  # fmt: skip
def test_a_departure_that_cannot_be_is_asked_again(sign_in, cast, changes, said):
    contact = make_customer(cast.lin).contacts[0]
    sent = {"status": "left", "status_on": "2026-11-20", "successor": "none"} | changes
    response = sign_in("lin").post(f"/customers/contacts/{contact.id}/departure", data=sent)
    assert response.status_code == 422 and f'id="{said}-error"' in text(response)
    assert db.session.get(Contact, contact.id).status == "active"


def test_a_successor_is_not_needed(sign_in, cast):
    contact = make_customer(cast.lin).contacts[0]
    sent = {"status": "moved", "status_on": "2026-11-20", "successor": "none"}
    assert sign_in("lin").post(f"/customers/contacts/{contact.id}/departure", data=sent).status_code == 303


# ---------------------------------------------------------------------------------------- ownership


def test_sharing_and_handing_over_on_one_page(sign_in, cast):
    customer = make_customer(cast.lin)
    lin, xu = sign_in("lin"), sign_in("xu")
    assert (
        lin.post(
            f"/customers/{customer.id}/collaborators", data={"user_id": cast.he.id, "note": "演示"}
        ).status_code
        == 303
    )
    assert "何*" in text(lin.get(f"/customers/{customer.id}/ownership"))
    assert sign_in("he").get(f"/customers/{customer.id}/ownership").status_code == 200
    assert lin.post(f"/customers/{customer.id}/collaborators/{cast.he.id}/removal").status_code == 303
    assert sign_in("he").get(f"/customers/{customer.id}/ownership").status_code == 404
    assert (
        lin.post(
            f"/customers/{customer.id}/owner-changes", data={"owner_id": cast.fang.id, "reason": "调岗"}
        ).status_code
        == 403
    )
    refused = xu.post(
        f"/customers/{customer.id}/owner-changes", data={"owner_id": cast.fang.id, "reason": ""}
    )
    assert refused.status_code == 422 and 'id="reason-error"' in text(refused)
    assert (
        xu.post(
            f"/customers/{customer.id}/owner-changes", data={"owner_id": cast.fang.id, "reason": "调岗"}
        ).status_code
        == 303
    )
    assert lin.get(f"/customers/{customer.id}/ownership").status_code == 404
    assert "调岗" in text(sign_in("fang").get(f"/customers/{customer.id}/ownership"))


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


# ------------------------------------------------------------------------------------------ the list


def test_the_list_is_searched_filtered_and_exported(sign_in, cast):
    make_customer(cast.lin, full_name="苏州某某精密制造有限公司", kind="won")
    make_customer(cast.lin, full_name="=1+1丙丁戊己有限公司")
    client = sign_in("lin")
    page = text(client.get("/customers?q=szmm&kind=won"))
    assert (
        "苏州某某精密制造有限公司" in page
        and "=1+1" not in page
        and "/customers/export.xlsx?q=szmm&amp;kind=won" in page
    )
    assert "没有符合" in text(client.get("/customers?q=zzzz"))
    book = client.get("/customers/export.xlsx")
    sheet = load_workbook(io.BytesIO(book.data)).active
    cells = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
    assert cells["=1+1丙丁戊己有限公司"] == "s" and sheet.max_row == 3
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.event == "export")).one()
    assert '"rows": 2' in entry.changes and entry.actor_id == cast.lin.id


def test_what_the_list_shows_can_be_printed_together(sign_in, cast):
    make_customer(cast.lin, full_name="苏州某某精密制造有限公司", kind="won")
    make_customer(cast.lin, full_name="无锡通达机电有限公司")
    client = sign_in("lin")
    page = text(client.get("/customers?q=szmm&kind=won"))
    assert 'href="/forms/batches/new?form=F01&amp;q=szmm&amp;kind=won"' in page
    offered = text(client.get("/forms/batches/new?form=F01&q=szmm&kind=won"))
    assert "苏州某某精密制造有限公司" in offered and "无锡通达机电有限公司" not in offered


def test_an_empty_list_says_what_to_do(sign_in):
    page = text(sign_in("lin").get("/customers"))
    assert "/customers/new" in page and "还没有客户" in page
    assert "/forms/batches" not in page


@pytest.mark.parametrize(
    "query",
    [
        "after=x",
        "owner=x",
        "sort=evil",
        "region=<b>",
        "q=" + "精" * 500,
        "scope=all&tier=x&activity=y",
    ],
)
def test_an_address_that_somebody_made_up_is_answered(sign_in, cast, query):
    make_customer(cast.lin)
    assert sign_in("lin").get(f"/customers?{query}").status_code == 200


def test_the_list_takes_few_queries_however_long(sign_in, cast, count_queries):
    for _ in range(12):
        make_customer(cast.lin)
    client = sign_in("lin")
    client.get("/customers")
    with count_queries() as counted:
        assert client.get("/customers").status_code == 200
    assert counted.total <= 8, counted.statements


def test_type_aheads_offer_lines_of_options(sign_in, cast):
    customer = make_customer(cast.lin, full_name="苏州某某<b>精密".replace("<b>", "") + "制造有限公司")
    client = sign_in("lin")
    assert f'value="{customer.id}"' in text(client.get("/customers/pick?q=mmjm"))
    assert "江苏省 苏州市 吴中区" in text(client.get("/customers/regions/pick?q=wuzhong"))
    assert "通用设备制造业" in text(client.get("/customers/industries/pick?q=tysb"))
    assert "周敏" in text(client.get(f"/customers/{customer.id}/contacts/pick"))
    assert text(sign_in("fang").get("/customers/pick?q=mmjm")).strip() == ""


def test_a_source_that_the_team_added_is_offered_shown_and_printed_and_one_switched_off_is_not(
    sign_in, cast, frozen_clock
):
    db.session.add_all(
        [
            DictionaryEntry(
                dictionary="source_channel", code="douyin", label="短视频", position=99, active=True
            ),
            DictionaryEntry(
                dictionary="source_channel", code="tender", label="招投标", position=5, active=False
            ),
        ]
    )
    touch_config()
    customer = make_customer(owner=cast.lin, source_channel="douyin")
    db.session.commit()
    client = sign_in("lin")
    offered = client.get("/customers/new").text
    assert '<option value="douyin">短视频</option>' in offered and 'value="tender"' not in offered
    assert "短视频" in client.get(f"/customers/{customer.id}").text
    assert sheets.registration(customer.id, cast.lin).values["source_channel"] == "短视频"
