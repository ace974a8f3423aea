"""The sheet F06 that opens an opportunity."""

from decimal import Decimal

import pytest

from salesapp.db import db
from salesapp.opportunities.models import Opportunity
from tests.customers.factories import make_contact, make_customer
from tests.opportunities.factories import sent

LABELS = (
    "商机名称", "客户", "关键联系人", "责任人", "协作人", "需求描述", "产品/服务类型", "预计成交金额",
    "预计成交日期", "当前阶段", "预算（1–5）", "决策链（1–5）", "紧急度（1–5）", "确认级别",
    "竞争对手与我方优势", "所需支持",
)  # fmt: skip
pytestmark = pytest.mark.usefixtures("frozen_clock")


def text(response):
    return response.get_data(as_text=True)


@pytest.fixture
def lin(sign_in):
    return sign_in("lin")


@pytest.fixture
def customer(cast):
    made = make_customer(cast.lin, full_name="苏州某某精密制造有限公司", short_name="某某精密")
    db.session.commit()
    return made


def test_the_new_sheet_knows_the_customer_of_the_address_and_its_key_contact(lin, customer):
    page = text(lin.get(f"/opportunities/new?customer={customer.id}"))
    assert customer.full_name in page and customer.contacts[0].name in page
    for label in LABELS:
        assert label in page


def test_somebody_else_s_customer_in_the_address_is_not_filled_in(lin, cast):
    theirs = make_customer(cast.chen)
    for address in (theirs.id, 999999, "x", "9" * 30):
        answer = lin.get(f"/opportunities/new?customer={address}")
        assert answer.status_code == 200 and theirs.full_name not in text(answer)


def test_a_sent_sheet_opens_the_opportunity(lin, customer, cast):
    answer = lin.post("/opportunities", data=sent(customer, collaborators=[str(cast.he.id)]))
    one = db.session.scalar(db.select(Opportunity))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/opportunities/{one.id}")
    assert (one.amount, one.grade, one.owner_id) == (Decimal("386000.00"), "S", cast.lin.id)
    assert [each.user_id for each in one.collaborations] == [cast.he.id]
    page = text(lin.get(answer.headers["Location"]))
    assert one.number in page and "386,000.00" in page and "每周 2 次" in page


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("386,000.00", "386000.00"),
        ("３８６０００", "386000.00"),
        ("38.6万", "386000.00"),
        ("¥0.01", "0.01"),
        ("1 000元", "1000.00"),
    ],
)
def test_an_amount_is_read_as_people_write_it(lin, customer, typed, amount):
    lin.post("/opportunities", data=sent(customer, amount=typed, grade_reason="x"))
    assert db.session.scalar(db.select(Opportunity.amount)) == Decimal(amount)


@pytest.mark.parametrize(
    "typed",
    [
        "0",
        "-1",
        "0.001",
        "38.6666666万",
        "1e5000",
        "1e-500",
        "NaN",
        "Infinity",
        "abc",
        "",
        "9" * 40,
        "1" * 10**6,
    ],
)
def test_an_amount_that_is_none_is_refused_beside_its_field(lin, customer, typed):
    answer = lin.post("/opportunities", data=sent(customer, amount=typed))
    assert answer.status_code == 422
    assert 'id="amount-error"' in text(answer)
    assert db.session.scalar(db.select(db.func.count(Opportunity.id))) == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""), ("name", "长" * 101), ("need", " "), ("need", "需" * 2001), ("expected_close_on", "2026-11-22"),
        ("expected_close_on", "2026-02-29"), ("expected_close_on", "soon"), ("expected_close_on", "2099-01-01"),
        ("product_type", "moon"), ("stage", "contract_approval"), ("stage", "moon"), ("budget_score", "6"), ("budget_score", ""),
        ("urgency_score", "x"), ("grade", ""), ("grade", "C"), ("owner_id", "1000000"), ("collaborators", "1000000"),
        ("customer_id", ""), ("key_contact_id", ""), ("grade_reason", "字" * 201),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_kept(lin, customer, field, value):
    data = sent(customer, **{field: value})
    if field in ("customer_id", "key_contact_id"):
        data[f"{field}_text"] = ""
    answer = lin.post("/opportunities", data=data)
    page = text(answer)
    assert answer.status_code == 422
    assert f'href="#{field}"' in page or f'id="{field}-error"' in page
    assert "某品牌；本地服务" in page and "386,000.00" in page
    assert db.session.scalar(db.select(db.func.count(Opportunity.id))) == 0


def test_the_29th_of_february_is_a_date_in_a_leap_year(lin, customer):
    answer = lin.post("/opportunities", data=sent(customer, expected_close_on="2028-02-29", grade="B"))
    assert answer.status_code == 303


def test_another_grade_than_the_suggestion_asks_why_and_shows_the_suggestion(lin, customer):
    answer = lin.post("/opportunities", data=sent(customer, grade="A"))
    assert answer.status_code == 422
    assert "建议级别是 S，您确认为 A，请写明理由" in text(answer) and 'id="grade_reason-error"' in text(
        answer
    )
    assert "综合分 4.1" in text(answer)
    assert (
        lin.post("/opportunities", data=sent(customer, grade="A", grade_reason="工期不定")).status_code == 303
    )


def test_without_a_script_names_find_customer_and_contact(lin, customer):
    data = sent(customer, customer_id="", key_contact_id="")
    assert lin.post("/opportunities", data=data).status_code == 303
    data = sent(customer, customer_id="", key_contact_id="", key_contact_id_text="某人", token="another")
    answer = lin.post("/opportunities", data=data)
    assert answer.status_code == 422 and 'id="key_contact_id-error"' in text(answer)


def test_somebody_else_s_customer_is_refused(lin, cast):
    theirs = make_customer(cast.chen)
    db.session.commit()
    answer = lin.post("/opportunities", data=sent(theirs))
    assert answer.status_code == 422 and theirs.full_name not in text(answer).replace(
        sent(theirs)["customer_id_text"], "", 1
    )


def test_the_same_sheet_sent_twice_opens_one(lin, customer):
    data = sent(customer, token="once")
    first, second = (lin.post("/opportunities", data=data) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert db.session.scalar(db.select(db.func.count(Opportunity.id))) == 1


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "'; DROP TABLE opportunity; --", "😀👍🏽", "𠮷野家", "=1+1"]
)
def test_words_stay_words(lin, customer, words):
    assert (
        lin.post("/opportunities", data=sent(customer, name=words, need=words, competitors=words)).status_code
        == 303
    )
    one = db.session.scalar(db.select(Opportunity))
    assert (one.name, one.need) == (words, words)
    for path in (
        f"/opportunities/{one.id}",
        "/opportunities",
        "/opportunities/board",
        f"/opportunities/{one.id}/edit",
    ):
        page = text(lin.get(path))
        assert "<script>alert" not in page


def test_the_contacts_to_choose_from_are_those_of_the_customer(lin, customer, cast):
    make_contact(customer, name="钱工")
    db.session.commit()
    page = text(lin.get(f"/opportunities/contacts/pick?within={customer.id}"))
    assert page.count("<option") == 2 and "钱工" in page
    theirs = make_customer(cast.chen)
    assert "<option" not in text(lin.get(f"/opportunities/contacts/pick?within={theirs.id}"))
    assert "<option" not in text(lin.get("/opportunities/contacts/pick?within=x"))
