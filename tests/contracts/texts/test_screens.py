"""Templates and texts on the screen: drafted, refused with the place, in force; a contract's text changed, printed, kept."""

from io import BytesIO

import pytest
from sqlalchemy import select

from salesapp.contracts.checklist.rules import BEFORE_SIGNING
from salesapp.contracts.texts import sheets
from salesapp.contracts.texts.docx import rules as docx
from salesapp.contracts.texts.models import ContractTemplate
from salesapp.db import db
from salesapp.documents.attachments import queries as attachments
from tests.contracts.factories import check, make_contract, submit
from tests.contracts.texts.test_docx import text_of, word
from tests.pages import filled

SOURCE = "# 标的\n乙方交付{{交付内容}}。\n# 价款\n总额 {{合同金额}} 元。\n# 违约\n违约金以 5% 为限。"


def typed(**changes) -> dict:
    return {"name": "销售合同", "version_no": "MB-1", "kind": "sale", "source": SOURCE} | changes


def in_force(sign_in, session, **changes) -> ContractTemplate:
    lu = sign_in("lu")
    assert lu.post("/contract-templates", data=typed(**changes)).status_code == 303
    template = session.scalars(select(ContractTemplate).order_by(ContractTemplate.id.desc())).first()
    assert lu.post(f"/contract-templates/{template.id}/enforcements", data={}).status_code == 303
    return template


def made(sign_in, session, contract, **changes) -> str:
    template = in_force(sign_in, session, **changes)
    url = f"/contracts/{contract.id}/text"
    assert (
        sign_in("lin")
        .post(f"/contracts/{contract.id}/text-choices", data={"template": str(template.id)})
        .status_code
        == 303
    )
    return url


def test_a_broken_template_is_refused_with_its_line_and_nothing_is_lost(cast, db_session, sign_in):
    lu = sign_in("lu")
    answer = lu.post("/contract-templates", data=typed(source=SOURCE + "\n总价 {{合同总额}}"))
    assert (
        answer.status_code == 422
        and "第 7 行" in answer.text
        and "合同金额" in answer.text
        and "违约金以" in answer.text
    )
    broken = (BytesIO(word("甲方 {{客户")), "模板.docx")
    answer = lu.post("/contract-templates", data=typed(files=broken))
    assert answer.status_code == 422 and "第 1 段" in answer.text
    broken = (BytesIO(word("甲方 {{客户")), "模板.docx")
    answer = lu.post("/contract-templates", data=typed(source=SOURCE + "\n总价 {{合同总额}}", files=broken))
    assert "第 1 段" in answer.text and "第 7 行" in answer.text  # all at once
    assert db_session.scalars(select(ContractTemplate)).all() == []


def test_a_word_file_is_read_while_nothing_is_held(cast, db_session, sign_in, monkeypatch):
    held, check = [], docx.check

    def noting(content):
        held.append(db.session().in_transaction())
        check(content)

    monkeypatch.setattr(docx, "check", noting)
    lu = sign_in("lu")
    file = lambda words: (BytesIO(word(words)), "模板.docx")  # noqa: E731
    assert lu.post("/contract-templates", data=typed(files=file("甲方 {{客户}}"))).status_code == 303
    kept = db_session.scalars(select(ContractTemplate)).one()
    url, again = f"/contract-templates/{kept.id}", typed(version="1", name="服务合同")
    assert lu.post(url, data=again | {"files": file("甲方 {{客户")}).status_code == 422
    assert lu.post(url, data=again | {"files": file("甲方 {{客户}}")}).status_code == 303
    assert held == [False, False, False] and kept.name == "服务合同"


def test_a_new_version_retires_the_one_before_and_keeps_its_words(cast, db_session, sign_in):
    first = in_force(sign_in, db_session)
    second = in_force(sign_in, db_session, version_no="MB-2")
    db_session.expire_all()
    assert (first.status, second.status) == ("retired", "in_force")
    again = sign_in("lu").post(f"/contract-templates/{second.id}", data=typed(version="2", version_no="MB-2"))
    assert again.status_code == 422 and "新建版本" in again.text
    taken = sign_in("lu").post("/contract-templates", data=typed())
    assert taken.status_code == 422 and "已存在" in taken.text


def test_a_deviation_is_found_marked_and_goes_to_legal(cast, db_session, sign_in):
    contract = make_contract(cast.lin)
    lin, url = sign_in("lin"), made(sign_in, db_session, contract)
    page = lin.get(url).text
    assert "386,000.00" in page and "与模板" not in page
    refused = lin.post(url, data={"clause_3": "违约金以 10% 为限。"})
    assert refused.status_code == 422 and "偏离原因" in refused.text and "10%" in refused.text
    assert lin.post(url, data={"clause_3": "违约金以 10% 为限。", "why": "客户集团统一"}).status_code == 303
    db_session.expire_all()
    assert (
        not contract.is_standard_text and "10%" in contract.deviation and "客户集团统一" in contract.deviation
    )
    submit(contract)
    assert "legal" in {seat.role for seat in contract.seats}
    assert "客户集团统一" in sign_in("lu").get(f"/contracts/{contract.id}/approvals").text


def test_a_clause_that_reads_otherwise_is_explained_again(cast, db_session, sign_in):
    contract = check(make_contract(cast.lin))
    source = "# 违约责任\n违约金以 5% 为限。\n# 保密与数据\n三年。"
    lin, url = sign_in("lin"), made(sign_in, db_session, contract, source=source)
    assert {row.no for row in contract.checks if row.result is None} <= {21, 22, *BEFORE_SIGNING}
    assert lin.post(url, data={"clause_1": "违约金以 4% 为限。", "why": "客户集团统一"}).status_code == 303
    db_session.expire_all()
    open_again = {row.no for row in contract.checks if row.result is None} - BEFORE_SIGNING
    assert open_again == {14, 21, 22, 24, 31}  # 14 违约责任; 15 保密与数据 stays confirmed


def test_two_who_write_in_one_text_lose_nothing(cast, db_session, sign_in):
    contract = make_contract(cast.lin)
    mine, theirs, url = sign_in("lin"), sign_in("xu"), made(sign_in, db_session, contract)
    first, second = (filled(who.get(url), "text-form") for who in (mine, theirs))
    assert (
        theirs.post(url, data=second | {"clause_3": "违约金以 10% 为限。", "why": "集团统一"}).status_code
        == 303
    )
    assert (
        mine.post(url, data=first | {"clause_1": "乙方交付排产软件。", "why": "集团统一"}).status_code == 303
    )
    db_session.expire_all()
    assert contract.own() == {"标的": "乙方交付排产软件。", "违约": "违约金以 10% 为限。"}
    first, second = (filled(who.get(url), "text-form") for who in (mine, theirs))
    theirs.post(url, data=second | {"clause_3": "违约金以 8% 为限。"})
    both = mine.post(url, data=first | {"clause_3": "违约金以 9% 为限。"})
    assert both.status_code == 409 and "8%" in both.text and "9%" in both.text


def test_back_to_our_words_is_standard_again(cast, db_session, sign_in):
    contract = make_contract(cast.lin)
    lin, url = sign_in("lin"), made(sign_in, db_session, contract)
    lin.post(url, data={"clause_3": "违约金以 10% 为限。", "why": "客户集团统一"})
    lin.post(url, data={"clause_3": "违约金以 5% 为限。"})
    db_session.expire_all()
    assert contract.is_standard_text and contract.deviation is None and contract.own() == {}


def test_a_text_prints_and_goes_to_word_and_is_kept(cast, db_session, sign_in):
    contract = make_contract(cast.lin, with_text=False)
    lin, url = sign_in("lin"), made(sign_in, db_session, contract)
    printed = lin.get(f"{url}.pdf")
    assert printed.status_code == 200 and printed.data.startswith(b"%PDF")
    plain = text_of(lin.get(f"{url}.docx").data)
    assert "总额 386,000.00 元。" in plain and "3 违约" in plain
    assert lin.post(f"/contracts/{contract.id}/text-files", data={}).status_code == 303
    db_session.expire_all()
    assert f"{contract.number}.pdf" in lin.get(f"/contracts/{contract.id}").text
    submit(contract)
    assert contract.status == "approving"


def test_the_words_own_file_is_filled(cast, db_session, sign_in):
    contract = make_contract(cast.lin)
    files = (BytesIO(word("甲方 {{客户}}", "总额 {{合同金额}}")), "模板.docx")
    url = made(sign_in, db_session, contract, files=files)
    assert "总额 386,000.00" in text_of(sign_in("lin").get(f"{url}.docx").data)


def test_a_text_under_approval_is_not_changed(cast, db_session, sign_in):
    contract = make_contract(cast.lin)
    url = made(sign_in, db_session, contract)
    submit(contract)
    contract.status = "signed"
    db_session.commit()
    answer = sign_in("lin").post(url, data={"clause_3": "改", "why": "改"})
    assert answer.status_code == 422


@pytest.mark.parametrize(("who", "status"), [("lin", 403), ("zheng", 403), ("lu", 303)])
def test_who_makes_templates(cast, db_session, sign_in, who, status):
    assert sign_in(who).post("/contract-templates", data=typed()).status_code == status


@pytest.mark.parametrize(("who", "status"), [("fang", 404), ("gao", 403), ("xu", 303)])
def test_who_changes_a_text(cast, db_session, sign_in, who, status):
    contract = make_contract(cast.lin)
    url = made(sign_in, db_session, contract)
    assert sign_in(who).post(url, data={"clause_3": "违约金以 5% 为限。"}).status_code == status


def test_a_template_is_printed_empty_with_room_to_write_and_its_variants(cast, db_session, sign_in):
    source = SOURCE + "\n# 运维 [当 类型=服务]\n响应 {{售后保障}}。"
    template = in_force(sign_in, db_session, source=source)
    answer = sign_in("lin").get(f"/contract-templates/{template.id}/blank.pdf")
    assert answer.status_code == 200 and answer.data.startswith(b"%PDF")
    values = sheets.blank_values(template)
    assert [one.text for one in values["clauses"]] == [
        "乙方交付____________。", "总额 ____________ 元。", "违约金以 5% 为限。", "响应 ____________。",
    ]  # fmt: skip
    assert values["clauses"][3].title == "运维（类型=服务）" and values["lines"] == []


THEIRS = (
    "采购合同", "一、标的", "乙方交付{}。", "二、价款", "总额 386,000.00 元。", "三、违约", "违约金以 20% 为限。", "四、审计",
    "甲方可审计。",
)  # fmt: skip


def test_the_customers_word_file_is_compared_confirmed_and_goes_to_legal(cast, db_session, sign_in):
    contract = make_contract(cast.lin)
    lin, url = sign_in("lin"), made(sign_in, db_session, contract)
    delivered = contract.delivery_content or "/"
    file = (BytesIO(word(*(line.format(delivered) for line in THEIRS))), "客户合同.docx")
    answer = lin.post(f"/contracts/{contract.id}/comparisons", data={"file": file})
    assert answer.status_code == 303 and f"/contracts/{contract.id}/comparisons/" in answer.location
    page = lin.get(answer.location).text
    assert "客户合同.docx" in page and "“5%”" not in page and "20%" in page and "尚未保存" in page
    db_session.expire_all()
    assert contract.is_standard_text and contract.own() == {}
    assert [file.kind for file in attachments.of("contract", contract.id)][-1] == "contract_text"
    form = filled(lin.get(answer.location), "text-form")
    assert form["clause_3"] == ["违约金以 20% 为限。"] and form["title_0"] == ["审计"]
    assert lin.post(url, data=form).status_code == 303
    db_session.expire_all()
    assert contract.own() == {"违约": "违约金以 20% 为限。", "审计": "甲方可审计。"}
    assert not contract.is_standard_text and contract.is_nonstandard
    assert "审计" in contract.deviation and "客户合同.docx" in contract.deviation
    assert "审计" in text_of(lin.get(f"{url}.docx").data)


def test_what_cannot_be_compared_is_refused_in_words_and_nothing_is_kept(cast, db_session, sign_in):
    contract = make_contract(cast.lin)
    lin, before = sign_in("lin"), len(attachments.of("contract", contract.id))
    address = f"/contracts/{contract.id}/comparisons"
    answer = lin.post(address, data={"file": (BytesIO(word("一、价款")), "x.docx")})
    assert answer.status_code == 422 and "请先选择我方模板" in answer.text
    made(sign_in, db_session, contract)
    for content, words in ((b"%PDF-1.4", "Word"), (word("会议纪要"), "没有找到"), (b"", "")):
        answer = sign_in("lin").post(address, data={"file": (BytesIO(content), "x.docx")})
        assert answer.status_code == 422 and words in answer.text
    assert sign_in("lin").post(address, data={}).status_code == 422
    assert len(attachments.of("contract", contract.id)) == before
    assert sign_in("fang").post(
        address, data={"file": (BytesIO(word("一、价款")), "x.docx")}
    ).status_code in (403, 404)
    assert sign_in("lin").get(f"/contracts/{contract.id}/comparisons/999999").status_code == 404


def test_a_word_template_without_the_clause_says_why_and_the_plain_file_is_there(cast, db_session, sign_in):
    contract = make_contract(cast.lin)
    files = (BytesIO(word("合同 {{合同编号}}", "一、价款", "总额 {{合同金额}} 元。")), "模板.docx")
    url = made(sign_in, db_session, contract, files=files)
    lin = sign_in("lin")
    assert contract.number in text_of(lin.get(f"{url}.docx").data)
    lin.post(url, data={"clause_3": "违约金以 10% 为限。", "why": "客户集团统一"})
    answer = lin.get(f"{url}.docx")
    assert answer.status_code in (302, 303) and "没有这些条款的标题：违约" in lin.get(url).text
    assert "10%" in text_of(lin.get(f"{url}.docx?ours=1").data)


def test_a_clause_is_not_added_twice(cast, db_session, sign_in):
    contract = make_contract(cast.lin)
    lin, url = sign_in("lin"), made(sign_in, db_session, contract)
    answer = lin.post(url, data={"title_0": "违约", "added_0": "另有约定。", "why": "客户要求"})
    assert answer.status_code == 422 and "文本中已有“违约”" in answer.text and "另有约定" in answer.text
