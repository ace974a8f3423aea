"""The clauses gone through with the customer on the screen: answered, closed with a signature, printed (R39)."""

from io import BytesIO

import pytest
from PIL import Image

from salesapp.contracts.checklist.rules import CLAUSES
from salesapp.documents.attachments import queries as attachments
from salesapp.web.addresses import of_record
from tests.contracts.factories import make_contract, submit


def png() -> BytesIO:
    held = BytesIO()
    Image.new("RGB", (90, 30), "white").save(held, "PNG")
    held.seek(0)
    return held


def begun(lin, contract) -> str:
    answer = lin.post(f"/contracts/{contract.id}/explanations", data={"who": "周敏", "way": "meeting"})
    assert answer.status_code == 303
    return answer.location


def test_a_round_asks_with_whom_and_how(cast, db_session, sign_in):
    contract = make_contract(cast.lin)
    lin, url = sign_in("lin"), f"/contracts/{contract.id}/explanations"
    page = lin.get(f"{url}/new").text
    assert "周敏" in page and "checked" not in page.split('id="begin-form"')[1].split("</form>")[0]
    answer = lin.post(url, data={"way": "meeting"})
    assert answer.status_code == 422 and "与客户哪位解释" in answer.text
    assert lin.post(url, data={"other": "钱总"}).status_code == 422
    assert lin.post(url, data={"other": "钱总", "way": "phone"}).status_code == 303
    assert contract.explanations[0].with_whom == "钱总"


def test_clause_after_clause_is_answered_and_stands_in_the_checklist(cast, db_session, sign_in):
    contract = make_contract(cast.lin)
    lin = sign_in("lin")
    url = begun(lin, contract)
    first = lin.get(url).text
    assert "30 天，自预付款到账起算" in first and "已答复 0/11 条" in first
    went = lin.post(f"{url}/answers", data={"no": "10", "answer": "confirmed"})
    assert went.status_code == 303 and went.location.endswith("clause=11")
    mark = contract.mark_of(10)
    assert (mark.result, mark.confirmed_by, mark.confirmed_way) == ("ok", "周敏", "meeting")
    refused = lin.post(f"{url}/answers", data={"no": "11", "answer": "objection", "words": " "})
    assert refused.status_code == 422 and "客户原话" in refused.text and 'id="clause-11"' in refused.text
    lin.post(f"{url}/answers", data={"no": "11", "answer": "objection", "words": "希望 3-5-2"})
    assert contract.mark_of(11).objection == "希望 3-5-2" and contract.mark_of(11).result == "bad"
    assert lin.post(f"{url}/answers", data={"no": "1", "answer": "confirmed"}).status_code == 422
    assert 'name="no" type="hidden" value="12"' in lin.get(f"{url}?clause=12").text
    assert lin.post(f"{url}/answers", data={"answer": "confirmed"}).status_code == 404
    assert "希望 3-5-2" in lin.get(f"/contracts/{contract.id}/checklist?group=C").text


def test_a_round_ends_with_the_signature_and_prints(cast, db_session, sign_in):
    contract = make_contract(cast.lin)
    lin = sign_in("lin")
    url = begun(lin, contract)
    assert "还没有解释" in lin.post(f"{url}/endings", data={}).text
    for no in sorted(CLAUSES):
        last = lin.post(f"{url}/answers", data={"no": str(no), "answer": "confirmed"})
    assert last.location.endswith("clause=end")
    end = {"no_objection": "y", "remark": "周敏代表采购部", "signature": (png(), "客户签名.png")}
    assert lin.post(f"{url}/endings", data=end).status_code == 303
    kept = contract.explanations[0]
    assert kept.ended_at and kept.no_objection and contract.mark_of(31).confirmed_by == "周敏"
    assert [file.name for file in attachments.of("clause_explanation", kept.id)] == ["客户签名.png"]
    closed = lin.post(f"{url}/answers", data={"no": "10", "answer": "objection", "words": "改主意"})
    assert closed.status_code == 422 and "已结束" in closed.text
    page = lin.get(url).text
    assert "客户签名.png" in page and "周敏代表采购部" in page
    printed = lin.get(f"{url}.pdf")
    assert printed.status_code == 200 and printed.data.startswith(b"%PDF")


def test_no_objection_is_not_noted_over_an_open_clause(cast, db_session, sign_in):
    contract = make_contract(cast.lin)
    lin = sign_in("lin")
    url = begun(lin, contract)
    lin.post(f"{url}/answers", data={"no": "10", "answer": "confirmed"})
    answer = lin.post(f"{url}/endings", data={"no_objection": "y"})
    assert answer.status_code == 422 and "全部确认" in answer.text
    assert contract.mark_of(31).result is None
    assert lin.post(f"{url}/endings", data={}).status_code == 303


def test_a_clause_that_was_changed_after_the_answer_says_so(cast, db_session, sign_in):
    contract = make_contract(cast.lin)
    lin = sign_in("lin")
    url = begun(lin, contract)
    lin.post(f"{url}/answers", data={"no": "13", "answer": "confirmed"})
    contract.acceptance = "连续运行 30 个工作日"
    db_session.commit()
    assert "条款已改" in lin.get(f"{url}?clause=13").text


def test_under_approval_nothing_is_gone_through(cast, db_session, sign_in):
    contract = submit(make_contract(cast.lin))
    lin = sign_in("lin")
    assert lin.get(f"/contracts/{contract.id}/explanations/new").status_code == 422
    answer = lin.post(f"/contracts/{contract.id}/explanations", data={"who": "周敏", "way": "meeting"})
    assert answer.status_code == 422 and "提交审批之前" in answer.text


@pytest.mark.parametrize(("who", "get", "post"), [("zheng", 404, 403), ("fang", 404, 404), ("xu", 200, 303)])
def test_who_may(cast, db_session, sign_in, who, get, post):
    contract = make_contract(cast.lin)
    url = begun(sign_in("lin"), contract)
    client = sign_in(who)
    assert client.get(url).status_code == get
    assert client.post(f"{url}/answers", data={"no": "10", "answer": "confirmed"}).status_code == post


def test_a_round_of_another_contract_is_not_found(cast, db_session, sign_in):
    contract, other = make_contract(cast.lin), make_contract(cast.lin)
    lin = sign_in("lin")
    url = begun(lin, contract).replace(f"/contracts/{contract.id}/", f"/contracts/{other.id}/")
    assert lin.get(url).status_code == 404


def test_a_round_opens_by_its_own_number_for_whoever_sees_its_contract(cast, db_session, sign_in):
    contract = make_contract(cast.lin)
    begun(sign_in("lin"), contract)
    address = of_record("clause_explanation", contract.explanations[0].id)
    answer = sign_in("lin").get(address)
    assert answer.status_code == 303
    assert answer.location.startswith(f"/contracts/{contract.id}/explanations/{contract.explanations[0].id}")
    assert sign_in("ma").get(address).status_code == 404
