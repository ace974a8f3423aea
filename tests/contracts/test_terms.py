"""The terms of a contract as people type them: what is refused, kept, compared."""

import io

import pytest
from sqlalchemy import func, select

from salesapp.contracts.models import Contract
from tests.contracts.factories import (
    make_contract,
    make_opportunity,
    submit,
)
from tests.contracts.sent import HX, only_contract, typed


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"amount": "abc"}, "请填写数字"),
        ({"amount": "1e400"}, "请填写数字"),
        ({"payment_nodes-0-percent": "1e999999"}, "请填写数字"),
        ({"payment_nodes-0-percent": "NaN"}, "请填写数字"),
        ({"amount": "0"}, "须大于零"),
        ({"amount": "386000.001"}, "最多到分"),
        ({"amount": "999999999999"}, "金额过大"),
        ({"payment_nodes-1-percent": "60"}, "还差 10%"),
        ({"payment_nodes-1-percent": ""}, "请填写"),
        ({"payment_nodes-1-amount": "1"}, "合同额的 70%"),
        ({"payment_nodes-0-condition": ""}, "请填写"),
        ({"payment_nodes-0-planned_on": "2026-02-30"}, "error"),
        ({"ends_on": "2026-12-14"}, "早于起始日"),
        ({"is_standard_text": None}, "逐条列出偏离"),
        ({"name": ""}, "error"),
        ({"name": "长" * 101}, "error"),
        ({"kind": "bribe"}, "error"),
        ({"tax_rate": "99"}, "error"),
        ({"copies": "0"}, "error"),
        ({"after_sales": "x" * 4001}, "error"),
    ],
)
def test_terms_that_cannot_be_are_refused_beside_their_field_and_nothing_is_lost(
    cast, db_session, sign_in, changes, words
):
    opportunity = make_opportunity(cast.lin)
    answer = sign_in("lin").post("/contracts", data=typed(opportunity, **changes))
    assert answer.status_code == 422
    assert words in answer.text and "error-summary" in answer.text
    assert "连续运行 10 个工作日" in answer.text
    assert db_session.scalar(select(func.count(Contract.id))) == 0


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE contract;--", "<script>alert(1)</script>", "😀𬭎㛃", "=1+1", "%s {{7*7}}"]
)
def test_whatever_is_typed_is_kept_as_it_is_and_shown_as_text(cast, db_session, sign_in, text):
    opportunity = make_opportunity(cast.lin)
    lin = sign_in("lin")
    sent = typed(opportunity, name=text, after_sales=text, delivery_content=text)
    assert lin.post("/contracts", data=sent).status_code == 303
    contract = only_contract(db_session)
    assert contract.name == text
    for path in ("", "/checklist", "/edit", "/approvals"):
        page = lin.get(f"/contracts/{contract.id}{path}")
        assert (
            page.status_code == 200
            and "<script>alert" not in page.text
            and "49" not in page.text.split("{{")[0][:0]
        )


def test_a_form_sent_twice_makes_one_contract(cast, db_session, sign_in):
    opportunity = make_opportunity(cast.lin)
    lin = sign_in("lin")
    first = lin.post("/contracts", data=typed(opportunity, token="once-only"))
    second = lin.post("/contracts", data=typed(opportunity, token="once-only"))
    assert second.location == first.location
    assert db_session.scalar(select(func.count(Contract.id))) == 1


def test_somebody_elses_opportunity_is_not_found(cast, sign_in):
    opportunity = make_opportunity(cast.lin)
    chen = sign_in("chen")
    assert chen.get(f"/contracts/new?opportunity={opportunity.id}").status_code == 404
    assert chen.post("/contracts", data=typed(opportunity)).status_code == 404
    assert chen.post("/contracts", data=typed(opportunity, opportunity_id="x")).status_code == 404


def test_without_a_script_one_more_node_is_offered(cast, db_session, sign_in):
    opportunity = make_opportunity(cast.lin)
    answer = sign_in("lin").post("/contracts", data=typed(opportunity, add_row="payment_nodes"))
    assert answer.status_code == 422 and "payment_nodes-2-percent" in answer.text
    assert "error-summary" not in answer.text
    assert db_session.scalar(select(func.count(Contract.id))) == 0


def test_the_capitals_and_the_sum_follow_while_somebody_types(cast, sign_in):
    nodes = {"payment_nodes-0-percent": "30", "payment_nodes-0-kind": "advance"}
    lin = sign_in("lin")
    page = lin.get("/contracts/figures", query_string={"amount": "107,000.53", **nodes}, headers=HX).text
    assert "人民币壹拾万柒仟元伍角叁分" in page
    assert "合计 30%，还差 70%" in page
    whole = {**nodes, "payment_nodes-1-percent": "70", "payment_nodes-1-kind": "acceptance"}
    assert (
        "32,100.16 + 74,900.37"
        in lin.get("/contracts/figures", query_string={"amount": "107000.53", **whole}).text
    )
    assert lin.get("/contracts/figures", query_string={"amount": "no"}).status_code == 200


def test_a_stale_edit_shows_both_versions_and_loses_neither(cast, db_session, sign_in):
    contract = make_contract(cast.lin)
    seen = str(contract.version)
    lin, xu = sign_in("lin"), sign_in("xu")
    theirs = typed(opportunity_id=None, after_sales="24 个月", version=seen)
    assert xu.post(f"/contracts/{contract.id}", data=theirs).status_code == 303
    mine = typed(opportunity_id=None, after_sales="36 个月", version=seen)
    answer = lin.post(f"/contracts/{contract.id}", data=mine)
    assert answer.status_code == 409
    assert "24 个月" in answer.text and "36 个月" in answer.text
    assert contract.after_sales == "24 个月"


def test_an_edit_in_approval_says_what_must_be_explained_again(cast, db_session, sign_in):
    contract = submit(make_contract(cast.lin))
    lin = sign_in("lin")
    assert "任何改动都会终止审批" in lin.get(f"/contracts/{contract.id}/edit").text
    lin.post(f"/contracts/{contract.id}", data=typed(after_sales="24 个月", version=contract.version))
    page = lin.get(f"/contracts/{contract.id}/checklist").text
    assert contract.status == "checking" and "12 售后保障" in page and "31 客户确认" in page


def test_a_file_that_is_no_document_is_refused_and_a_picture_is_kept(cast, sign_in):
    from PIL import Image

    contract = make_contract(cast.lin)
    lin, url = sign_in("lin"), f"/contracts/{contract.id}/attachments"
    fake = (io.BytesIO(b"MZ not a picture"), "合同.jpg")
    assert lin.post(url, data={"files": [fake]}, content_type="multipart/form-data").status_code == 422
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    picture.seek(0)
    assert (
        lin.post(
            url, data={"files": [(picture, "盖章页.png")]}, content_type="multipart/form-data"
        ).status_code
        == 303
    )
    assert "盖章页" in lin.get(f"/contracts/{contract.id}").text
