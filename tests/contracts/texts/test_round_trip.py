"""Our own text, handed over for Word and compared as it came back, has no deviation: whatever template, plan and products."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document

from salesapp.contracts.amendments import actions as amending
from salesapp.contracts.amendments.planning.rules import Terms
from salesapp.contracts.approval.rules import TEXT
from salesapp.contracts.payments.rules import Node
from salesapp.contracts.texts import actions, queries, sheets
from salesapp.contracts.texts.clauses.rules import filled, parse
from salesapp.contracts.texts.comparing.rules import How, Ours, Paragraph, compare
from salesapp.contracts.texts.docx import rules as docx
from salesapp.demo.wording import SOURCE
from salesapp.documents.attachments import actions as attachments
from tests.contracts.factories import NOW, Upload, make_contract, sign
from tests.contracts.lines.test_screens import drawn, quotation
from tests.contracts.texts.test_screens import in_force

PLAN = (
    "1. 预付款：签后 5 日，115,800.00 元（30%），2026-12-20\n2. 验收款：验收后 10 日，231,600.00 元（60%）\n"
    "3. 质保金：质保期满后 10 日，38,600.00 元（10%）"
)
__all__ = ["quotation"]

#: What a template may say that looks like a heading, an end, or nothing.
AWKWARD = """# 第一条 总则
一、适用范围
本合同适用于附件所列产品。
附件一为报价清单，附件二为技术协议。
甲方（盖章）后生效。
# 付款
{{付款节点}}
# 质保金
质保金
按 10% 计。
# 预付款
# 验收款 [当 类型=销售]
{{付款补充}}
# 其他
（一）份数
一式 {{份数}} 份。

1. 质保金
（以下无正文）
"""


def values(**more):
    return {"付款节点": PLAN, "类型": "销售", "份数": "4", "合同金额": "386,000.00"} | more


@pytest.mark.parametrize("source", [SOURCE, AWKWARD])
@pytest.mark.parametrize("plan", [PLAN, "", PLAN.splitlines()[0]])
def test_what_we_export_reads_as_ours(source, plan):
    clauses = filled(parse(source), values(付款节点=plan), {})
    facts = [("合同编号", "XS-HT-2026-0107"), ("我方", "某某软件"), ("客户", "某某精密")]
    came = actions.theirs(docx.plain("排产软件销售合同", facts, clauses))
    found = compare([Ours(one.title, one.standard) for one in clauses], came)
    assert {one.title: one.how for one in found.clauses if one.how != How.SAME} == {} and found.added == ()


def test_a_changed_instalment_is_one_deviation_not_two():
    clauses = filled(parse(SOURCE), values(), {})
    made = docx.plain("合同", [], clauses)
    document = Document(BytesIO(made))
    for paragraph in document.paragraphs:
        if paragraph.text.startswith("3. 质保金"):
            paragraph.text = "3. 质保金：质保期满后 30 日，38,600.00 元（10%）"
    held = BytesIO()
    document.save(held)
    found = compare([Ours(one.title, one.standard) for one in clauses], actions.theirs(held.getvalue()))
    changed = [one for one in found.clauses if one.how != How.SAME]
    assert [one.title for one in changed] == ["付款方式"] and "30 日" in changed[0].text and found.added == ()


def test_the_head_of_a_contract_is_no_clause_but_one_of_their_own_before_ours_is():
    ours = [Ours("标的", "乙方交付软件一套。")]
    lines = [
        Paragraph("采购合同", True), Paragraph("甲方：某某精密"), Paragraph("合同编号：CG-1"), Paragraph("定义", True),
        Paragraph("“软件”指附件所列程序。"), Paragraph("1 标的", True), Paragraph("乙方交付软件一套。"),
    ]  # fmt: skip
    assert compare(ours, lines).added == (("定义", "“软件”指附件所列程序。"),)


def round_trip(contract, *, by):
    """Hand a contract over for Word, read it as it comes back, and return what deviates."""
    plain = sheets.text_docx(contract, by=by, ours=True)
    filled_in = sheets.text_docx(contract, by=by)
    told = []
    for content in (plain, filled_in):
        found = actions.compare(contract, actions.theirs(content))
        told += [(one.title, one.how, one.text) for one in found.clauses if one.how != How.SAME] + list(
            found.added
        )
    return told


def choose(contract, template, by):
    actions.choose(contract, template, by=by, at=NOW)


def test_a_contract_comes_back_unchanged_with_products_and_after_a_supplement(
    cast, db_session, sign_in, quotation
):
    template = in_force(sign_in, db_session, source=SOURCE)
    contract = drawn(quotation, cast.lin)
    assert len(contract.lines) == 2
    choose(contract, template, cast.lin)
    db_session.commit()
    assert round_trip(contract, by=cast.lin) == []
    attachments.attach_all([Upload()], contract, kind=TEXT, by=cast.lin, at=NOW)
    sign(contract, cast)
    total = contract.amount + 34000
    plan = [
        Node("acceptance", "验收后 15 日内", None, None, total - 42000),
        Node("warranty", "质保期满后", None, None, Decimal(42000)),
    ]
    added = amending.draw_up(
        contract,
        Terms("supplement", "增购", total, None, date(2027, 2, 1), plan),
        amending.confirmed_of({}),
        [Upload()],
        by=cast.lin,
        at=NOW,
    )
    added.status, added.approved_at = "approved", NOW
    amending.sign(added, date(2026, 11, 23), by=cast.lin, at=NOW)
    db_session.commit()
    assert (
        "386,000.00" in {one.title: one.text for one in queries.clauses_of(contract)}["价款与税率"]
    )  # as signed
    assert round_trip(contract, by=cast.lin) == []


def test_a_template_of_words_own_comes_back_unchanged(cast, db_session, sign_in):
    template = in_force(sign_in, db_session, source=SOURCE)
    document = Document()
    document.add_heading("软件销售合同", level=1)
    document.add_paragraph("合同编号：{{合同编号}}")
    document.add_paragraph("甲方：{{客户}}")
    for no, clause in enumerate(one for one in parse(SOURCE) if one.when is None or one.when.value == "销售"):
        document.add_paragraph(f"第{'一二三四五六七八九十'[no % 10]}条 {clause.title}")
        document.add_paragraph(clause.body)
    document.add_paragraph("（以下无正文）")
    document.add_paragraph("甲方（盖章）")
    held = BytesIO()
    document.save(held)
    attachments.attach_all([Upload(held.getvalue(), "合同.docx")], template, by=cast.lu, at=NOW)
    contract = make_contract(cast.lin)
    choose(contract, template, cast.lin)
    db_session.commit()
    assert round_trip(contract, by=cast.lin) == []
