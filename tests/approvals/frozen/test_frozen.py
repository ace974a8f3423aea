"""What a round froze is printed with its fingerprint (4.3)."""

from salesapp.approvals import actions as engine
from salesapp.approvals import queries as rounds
from salesapp.approvals.content.rules import canonical, fingerprint
from salesapp.approvals.frozen import sheets
from salesapp.approvals.subjects.rules import subject_of
from salesapp.quotations.approval import actions as quoting
from salesapp.quotations.approval.queries import latest
from tests.contracts.amendments.test_screens import drawn
from tests.contracts.factories import NOW, decide, make_contract, make_opportunity, sign, submit
from tests.quotations.factories import line, make_product, make_quotation


def test_what_was_frozen_is_printed_with_its_hash(cast, db_session, sign_in):
    contract = decide(submit(make_contract(cast.lin)), cast.xu)
    approval = contract.approvals[-1]
    shown = sheets.values(approval, subject_of("contract"), contract, cast.lin)
    assert shown["sha256"] == fingerprint(canonical(approval.frozen), approval.salt)
    assert (
        any("386,000.00" in said for _label, said in shown["parts"])
        and shown["decided"][0][3] == shown["sha256"]
    )
    hidden = sheets.values(approval, subject_of("contract"), contract, cast.lu)
    assert hidden["salt"] == "/" and len(hidden["parts"]) == len(shown["parts"]) - 1
    answer = sign_in("lin").get(f"/approvals/{approval.id}/content.pdf")
    assert answer.status_code == 200 and answer.data.startswith(b"%PDF")
    assert sign_in("fang").get(f"/approvals/{approval.id}/content.pdf").status_code == 404
    assert sign_in("auditor").get(f"/approvals/{approval.id}/content.pdf").status_code == 403
    assert (
        f"/approvals/{approval.id}/content.pdf"
        in sign_in("lin").get(f"/contracts/{contract.id}/approvals").text
    )


def test_the_floor_of_a_frozen_line_is_for_finance_and_the_director(cast):
    product = make_product(cast.zheng, listed="1000.00", floor="731.00")
    made = make_quotation(cast.lin, line("850.00", product=product))
    quoting.submit(made, by=cast.lin, at=NOW)
    approval, subject = latest(made), subject_of("quotation")
    for person in (cast.lin, cast.xu):
        shown = sheets.values(approval, subject, made, person)
        assert "731" not in str(shown["parts"]) and "850" in str(shown["parts"])
        assert shown["salt"] == "/"  # with it the floor could be guessed from the fingerprint
    for person in (cast.zheng, cast.tang):
        shown = sheets.values(approval, subject, made, person)
        assert "731" in str(shown["parts"]) and shown["salt"] == approval.salt


def test_the_lines_that_were_frozen_are_read_in_words(cast):
    made = make_quotation(cast.lin, line("850.00", product=make_product(cast.zheng)))
    quoting.submit(made, by=cast.lin, at=NOW)
    said = str(sheets.values(latest(made), subject_of("quotation"), made, cast.tang)["parts"])
    assert made.customer.number in said
    assert "数量" in said and "单价" in said
    assert '"quantity"' not in said and "list_price" not in said and "list price" not in said


def test_a_contract_that_was_frozen_is_read_in_words(cast):
    contract = submit(make_contract(cast.lin))
    shown = sheets.values(contract.approvals[-1], subject_of("contract"), contract, cast.lin)
    parts = dict(shown["parts"])
    assert parts["合同编号"] == contract.number and parts["合同类型"] == "销售"
    assert parts["合同金额"] == "386,000.00" and parts["税率"] == "13%" and parts["是否标准文本"] == "是"
    plan = shown["parts"][[label for label, _said in shown["parts"]].index("检查清单") - 1][1].splitlines()
    assert plan[0] == "预付款 30% ¥115,800.00，第 1 期，2026-12-20"
    assert parts["检查清单"].splitlines()[10] == "11 付款方式与节点：符合；周敏 2026-11-20"
    assert parts["附件"].startswith("合同稿.pdf SHA-256 ")


def test_what_a_supplement_froze_is_read_in_words(cast, db_session, sign_in):
    contract = sign(make_contract(cast.lin), cast)
    where = drawn(sign_in("lin"), contract, **{"payment_nodes-0-amount": "378000"})
    sign_in("lin").post(f"{where}/submissions", data={})
    made = contract.amendments[0]
    shown = sheets.values(
        rounds.latest("contract_amendment", made.id), subject_of("contract_amendment"), made, cast.xu
    )
    parts = dict(shown["parts"])
    assert parts["编号"] == made.number and parts["事项"] == "补充协议" and parts["合同金额"] == "420,000.00"
    assert parts["原合同金额"] == "386,000.00" and parts["客户确认"] == "周敏 邮件 2026-11-23"
    assert "验收款 90% ¥378,000.00，验收后 15 日内" in parts["付款方式与节点"]


def test_people_and_records_that_were_frozen_are_named(cast):
    asked = make_opportunity(cast.lin)
    approval = rounds.latest("opportunity_file", asked.id) or engine.submit(
        subject_of("opportunity_file"), asked, by=cast.lin, at=NOW
    )
    parts = dict(sheets.values(approval, subject_of("opportunity_file"), asked, cast.xu)["parts"])
    assert parts["责任人"] == "林*" and parts["客户"] != str(asked.customer_id)
    assert "预算" in parts["评分"]
