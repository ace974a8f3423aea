"""The sheet F06, grading, endings and lists on the screen: what is saved, what is refused, that nothing typed is lost."""

import io
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from salesapp.db import db
from salesapp.opportunities.models import Opportunity
from salesapp.web import clock
from tests.customers.factories import make_contact, make_customer
from tests.opportunities.factories import NOW, make_opportunity, sent

HX = {"HX-Request": "true"}
LABELS = (
    "商机名称", "客户", "关键联系人", "责任人", "协作人", "需求描述", "产品/服务类型", "预计成交金额",
    "预计成交日期", "当前阶段", "预算（1–5）", "决策链（1–5）", "紧急度（1–5）", "确认级别",
    "竞争对手与我方优势", "所需支持",
)  # fmt: skip
NO_AMOUNTS = (
    "0", "-1", "0.001", "38.6666666万", "1e5000", "1e-500", "NaN", "Infinity", "abc", "", "9" * 40, "1" * 10**6,
)  # fmt: skip
pytestmark = pytest.mark.usefixtures("frozen_clock")


def text(response):
    return response.get_data(as_text=True)


def ids(response):
    return [int(each) for each in re.findall(r'id="opportunity-(\d+)"', text(response))]


@pytest.fixture
def lin(sign_in):
    return sign_in("lin")


@pytest.fixture
def customer(cast):
    made = make_customer(cast.lin, full_name="苏州某某精密制造有限公司", short_name="某某精密")
    db.session.commit()
    return made


# ------------------------------------------------------------------------------------ a new one


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


def test_the_suggestion_follows_what_is_typed(lin):
    asked = {
        "amount": "386000",
        "expected_close_on": "2026-12-20",
        "budget_score": 4,
        "chain_score": 4,
        "urgency_score": 5,
    }
    assert "建议级别 S" in text(lin.get("/opportunities/suggestion", query_string=asked))
    for days, grade in ((30, "S"), (31, "A"), (90, "A"), (91, "B")):
        day = date(2026, 11, 23) + timedelta(days=days)
        page = text(
            lin.get("/opportunities/suggestion", query_string=asked | {"expected_close_on": day.isoformat()})
        )
        assert f"建议级别 {grade}" in page
    past = text(
        lin.get("/opportunities/suggestion", query_string=asked | {"expected_close_on": "2026-11-01"})
    )
    assert "已过" in past


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"amount": "x"},
        {"budget_score": "99", "amount": "1"},
        {"of": "9" * 40},
        {"amount": "1e9999", "of": "-1"},
    ],
)
def test_half_a_sheet_suggests_nothing_and_is_no_fault(lin, asked):
    answer = lin.get("/opportunities/suggestion", query_string=asked)
    assert answer.status_code == 200 and "建议级别 " not in text(answer)


def test_the_contacts_to_choose_from_are_those_of_the_customer(lin, customer, cast):
    make_contact(customer, name="钱工")
    db.session.commit()
    page = text(lin.get(f"/opportunities/contacts/pick?within={customer.id}"))
    assert page.count("<option") == 2 and "钱工" in page
    theirs = make_customer(cast.chen)
    assert "<option" not in text(lin.get(f"/opportunities/contacts/pick?within={theirs.id}"))
    assert "<option" not in text(lin.get("/opportunities/contacts/pick?within=x"))


# ------------------------------------------------------------------------------------ changing it


def edited(one, **changes):
    data = sent(one, name=one.name, version=one.version, change_reason="") | {
        "owner_id": one.owner_id,
        "win_rate": one.win_rate,
    }
    return {name: value for name, value in (data | changes).items() if value is not None}


def test_the_sheet_is_changed(lin, cast):
    one = make_opportunity(cast.lin)
    answer = lin.post(f"/opportunities/{one.id}", data=edited(one, name="新名称", support_needed="价格"))
    assert answer.status_code == 303
    db.session.refresh(one)
    assert (one.name, one.support_needed) == ("新名称", "价格")


def test_a_changed_amount_asks_why_beside_the_reason(lin, cast):
    one = make_opportunity(cast.lin)
    answer = lin.post(f"/opportunities/{one.id}", data=edited(one, amount="500000"))
    assert (
        answer.status_code == 422 and 'id="change_reason-error"' in text(answer) and "500000" in text(answer)
    )
    answer = lin.post(
        f"/opportunities/{one.id}", data=edited(one, amount="500000", change_reason="加一条线", token="t2")
    )
    assert answer.status_code == 303
    assert "500000" in text(lin.get(f"/opportunities/{one.id}/grades/new")).replace(",", "")


@pytest.mark.parametrize(
    ("rate", "reason", "status"),
    [("20", "推荐", 303), ("21", "推荐", 422), ("20", "", 422), ("x", "", 422), ("101", "", 422)],
)
def test_the_win_rate_is_bent_within_ten_points(lin, cast, rate, reason, status):
    one = make_opportunity(cast.lin)
    answer = lin.post(f"/opportunities/{one.id}", data=edited(one, win_rate=rate, win_rate_reason=reason))
    assert answer.status_code == status


def test_of_two_who_edit_the_second_sees_both_versions_and_loses_none(lin, cast, sign_in):
    one = make_opportunity(cast.lin)
    mine, theirs = edited(one, name="我的名称"), edited(one, name="他的名称", owner_id=cast.lin.id)
    assert sign_in("xu").post(f"/opportunities/{one.id}", data=theirs).status_code == 303
    answer = lin.post(f"/opportunities/{one.id}", data=mine)
    page = text(answer)
    assert answer.status_code == 409
    assert "我的名称" in page and "他的名称" in page
    db.session.refresh(one)
    assert one.name == "他的名称"
    again = mine | {"version": re.search(r'name="version"[^>]*value="(\d+)"', page)[1], "token": "again"}
    assert lin.post(f"/opportunities/{one.id}", data=again).status_code == 303


def test_a_supervisor_hands_it_over_with_a_reason(sign_in, cast):
    one = make_opportunity(cast.lin)
    xu = sign_in("xu")
    answer = xu.post(f"/opportunities/{one.id}", data=edited(one, owner_id=cast.fang.id))
    assert answer.status_code == 422 and 'id="change_reason-error"' in text(answer)
    answer = xu.post(
        f"/opportunities/{one.id}", data=edited(one, owner_id=cast.fang.id, change_reason="换区", token="2")
    )
    assert answer.status_code == 303
    assert sign_in("lin").get(f"/opportunities/{one.id}").status_code == 404


def test_a_new_suggestion_after_a_change_is_said(lin, cast):
    one = make_opportunity(cast.lin)
    data = edited(one, expected_close_on="2027-01-20", change_reason="延期")
    page = text(lin.post(f"/opportunities/{one.id}", data=data, follow_redirects=True))
    assert "建议级别变为 A" in page


# ------------------------------------------------------------------------------------ grading, deciding, ending


def graded(one, **changes):
    data = {"version": one.version, "expected_close_on": one.expected_close_on.isoformat(), "budget_score": 4, "chain_score": 4,
            "urgency_score": 5, "grade": "S", "grade_reason": ""}  # fmt: skip
    return data | changes


def test_it_is_graded_again_on_its_own_sheet(lin, cast):
    one = make_opportunity(cast.lin)
    path = f"/opportunities/{one.id}/grades"
    answer = lin.post(path, data=graded(one, grade="B"))
    assert answer.status_code == 422 and 'id="grade_reason-error"' in text(answer)
    assert lin.post(path, data=graded(one, grade="B", grade_reason="客户停工", token="2")).status_code == 303
    db.session.refresh(one)
    assert (one.grade, one.suggested_grade, one.grade_reason) == ("B", "S", "客户停工")
    page = text(lin.get(f"{path}/new"))
    assert "S → B" in page and "客户停工" in page
    assert lin.post(path, data=graded(one, version=1)).status_code == 409


def test_the_supervisor_decides_on_the_file(sign_in, cast):
    one = make_opportunity(cast.lin)
    path = f"/opportunities/{one.id}/decisions"
    assert sign_in("lin").post(path, data={"decision": "agree"}).status_code == 403
    xu = sign_in("xu")
    assert "立项意见" in text(xu.get(f"/opportunities/{one.id}"))
    assert xu.post(path, data={"decision": "perhaps"}).status_code == 422
    assert xu.post(path, data={"decision": "agree"}).status_code == 303
    db.session.refresh(one)
    assert one.decision == "agree"


def closure(one, **changes):
    return {"version": one.version, "status": "lost", "close_reason": "price", "close_note": "“报价来晚了”",
            "recontact_on": "2027-05-10"} | changes  # fmt: skip


def test_it_ends_and_begins_again_on_the_screen(lin, cast):
    one = make_opportunity(cast.lin, stage="proposal")
    path = f"/opportunities/{one.id}"
    assert "输单" in text(lin.get(f"{path}/closures/new?status=lost"))
    answer = lin.post(f"{path}/closures", data=closure(one, recontact_on=""))
    assert (
        answer.status_code == 422
        and 'id="recontact_on-error"' in text(answer)
        and "报价来晚了" in text(answer)
    )
    assert lin.post(f"{path}/closures", data=closure(one, token="2")).status_code == 303
    page = text(lin.get(path))
    assert "输单" in page and "价格" in page and "报价来晚了" in page and "2027-05-10" in page
    assert f'id="card-{one.id}"' not in text(lin.get("/opportunities/board"))
    assert ids(lin.get("/opportunities?status=lost")) == [one.id]
    assert lin.post(f"{path}/reopenings", data={"reason": ""}).status_code == 422
    assert lin.post(f"{path}/reopenings", data={"reason": "新预算", "token": "3"}).status_code == 303
    assert f'id="card-{one.id}"' in text(lin.get("/opportunities/board"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"status": ""}, "status"), ({"status": "moon"}, "status"), ({"status": "won"}, "status"),
        ({"close_reason": ""}, "close_reason"), ({"close_reason": "weather"}, "close_reason"),
        ({"close_note": ""}, "close_note"), ({"recontact_on": "2026-11-23"}, "recontact_on"),
        ({"recontact_on": "x"}, "recontact_on"),
    ],
)  # fmt: skip
def test_an_ending_that_lacks_something_is_refused_beside_it(lin, cast, changes, field):
    one = make_opportunity(cast.lin, stage="proposal")
    answer = lin.post(f"/opportunities/{one.id}/closures", data=closure(one, **changes))
    assert answer.status_code == 422 and f'href="#{field}"' in text(answer)
    db.session.refresh(one)
    assert one.status == "open"


# ------------------------------------------------------------------------------------ lists


def test_the_list_is_searched_by_name_number_customer_and_pinyin(lin, cast, customer):
    one = make_opportunity(cast.lin, customer=customer, name="仓库看板")
    other = make_opportunity(cast.lin, name="移动报工")
    assert ids(lin.get("/opportunities")) == [one.id, other.id]
    for words in ("仓库", one.number, one.number.lower(), "某某精密", "sz", "仓库 看板", "suzhou"):
        assert ids(lin.get("/opportunities", query_string={"q": words})) == [one.id], words
    for words in ("不存在", "%", "_", "'", "\\"):
        assert ids(lin.get("/opportunities", query_string={"q": words})) == [], words


@pytest.mark.parametrize("sort", ["due", "updated", "amount", "close", "number"])
def test_the_pages_of_a_sorted_list_hold_everything_once(lin, cast, customer, sort):
    made = set()
    for n in range(53):
        with clock.frozen(NOW + timedelta(seconds=n // 3)):
            made.add(make_opportunity(cast.lin, customer=customer, amount=Decimal(1000 + n // 4)).id)
    first = lin.get(f"/opportunities?sort={sort}")
    following = re.search(r'rel="next" href="([^"]+)"', text(first))[1].replace("&amp;", "&")
    second = lin.get(following)
    assert len(ids(first)) == 50 and set(ids(first)) | set(ids(second)) == made
    assert not set(ids(first)) & set(ids(second))


@pytest.mark.parametrize(
    "after",
    ["x", "WyJ4IiwgMV0", "WyJOYU4iLCAxXQ", "WyIxZTk5OTk5OSIsIDFd", "WyIwMDAxLTAxLTAxIiwgMV0", "bnVsbA"],
)
@pytest.mark.parametrize("sort", ["due", "updated", "amount", "number", "moon"])
def test_a_made_up_place_in_the_list_is_no_fault(lin, cast, sort, after):
    make_opportunity(cast.lin)
    assert lin.get(f"/opportunities?sort={sort}&after={after}").status_code == 200


def test_filters_of_the_list(lin, cast, at):
    late = make_opportunity(
        cast.lin, at=at(2026, 11, 3, 9, 0), stage="proposal", expected_close_on=date(2026, 11, 30)
    )
    calm = make_opportunity(cast.lin, grade="B", expected_close_on=date(2027, 6, 1))
    for asked, found in (
        ("late=1", late),
        ("grade=B", calm),
        ("stage=proposal", late),
        ("month=1", late),
        ("stuck=1", late),
    ):
        assert ids(lin.get(f"/opportunities?{asked}")) == [found.id], asked
    assert ids(lin.get("/opportunities?status=won")) == []
    assert ids(lin.get("/opportunities?owner=99999999999999999999")) == [late.id, calm.id]


def test_the_filtered_list_is_exported_and_who_took_it_is_noted(lin, cast):
    make_opportunity(cast.lin, name="=cmd|' /C calc'!A0", amount=Decimal("386000.01"))
    make_opportunity(cast.lin, grade="B", expected_close_on=date(2027, 6, 1))
    answer = lin.get("/opportunities/export.xlsx?grade=S")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 2 and rows[0][0] == "商机编号"
    assert rows[1][1] == "=cmd|' /C calc'!A0" and sheet["B2"].data_type == "s"
    assert round(Decimal(str(rows[1][8])), 2) == Decimal("386000.01")
    entry = db.session.execute(
        db.text("SELECT event, changes FROM audit_entry ORDER BY seq DESC LIMIT 1")
    ).one()
    assert entry[0] == "export" and '"rows": 1' in entry[1]


def test_what_was_not_followed_up_is_listed_the_longest_first(sign_in, cast, at):
    worse = make_opportunity(cast.fang, at=at(2026, 11, 3, 9, 0))
    bad = make_opportunity(cast.lin, at=at(2026, 11, 10, 9, 0))
    fine = make_opportunity(cast.lin)
    page = text(sign_in("xu").get("/opportunities/breaches"))
    assert [int(each) for each in re.findall(r'id="breach-(\d+)"', page)] == [worse.id, bad.id]
    assert f'id="breach-{fine.id}"' not in page
    page = text(sign_in("xu").get(f"/opportunities/breaches?owner={cast.lin.id}"))
    assert [int(each) for each in re.findall(r'id="breach-(\d+)"', page)] == [bad.id]
    page = text(sign_in("ma").get("/opportunities/breaches"))
    assert "都跟进了" in page


def test_open_ones_are_offered_to_pick_from(lin, cast, customer):
    one = make_opportunity(cast.lin, customer=customer, name="仓库看板")
    make_opportunity(cast.lin)
    assert f'value="{one.id}"' in text(lin.get("/opportunities/pick", query_string={"q": "仓库"}))
    assert text(lin.get(f"/opportunities/pick?within={customer.id}")).count("<option") == 1


def test_the_list_costs_few_queries(lin, cast, customer, count_queries):
    for _ in range(5):
        make_opportunity(cast.lin, customer=customer)
    lin.get("/opportunities")
    with count_queries() as counted:
        assert lin.get("/opportunities").status_code == 200
    assert counted.total <= 12, counted.statements
