"""The printed sheets of a contract: what stands on them, whose stamps, and what is printed across them."""

from datetime import date
from decimal import Decimal

from salesapp.contracts import actions
from salesapp.contracts.handoff import actions as handing
from salesapp.documents.forms import registry
from salesapp.documents.paper import loaders
from tests.contracts.factories import (
    FILLED,
    NOW,
    approve,
    check,
    decide,
    good_mark,
    make_contract,
    send,
    sign,
    submit,
)


def sheet(code, contract, user):
    """The values of one filled sheet."""
    return loaders.load(code, contract.id, user)


def test_the_checklist_prints_its_31_rows_and_is_a_draft_until_the_gate_is_open(cast, db_session):
    contract = make_contract(cast.lin)
    contract.note_check(good_mark(11, note="电话逐条说明"), by=cast.lin, at=NOW, today=date(2026, 11, 23))
    data = sheet("F10", contract, cast.lin)
    assert data.status == "draft" and len(data.rows["item"]) == 31
    row = data.rows["item"][10]
    assert (row["no"], row["result"], row["checked_by"]) == (11, "ok", "林* 11-23")
    assert "周敏 邮件 11月20日" in row["note"] and "电话逐条说明" in row["note"]
    assert data.rows["item"][5]["result"] is None and data.signatures == {}
    check(contract)
    assert sheet("F10", contract, cast.lin).status == ""


def test_rep_and_supervisor_sign_the_checklist_by_submitting_and_agreeing(cast):
    contract = submit(make_contract(cast.lin))
    assert set(sheet("F10", contract, cast.lin).signatures) == {"rep"}
    decide(contract, cast.xu)
    signed = sheet("F10", contract, cast.lin).signatures
    assert signed["reviewer"].name == "许*" and signed["reviewer"].at == NOW


def test_the_approval_sheet_has_the_terms_the_steps_and_after_the_last_the_fingerprint(cast):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu, "conditional", "先收预付款再排产")
    data = sheet("F11", contract, cast.lin)
    frozen = contract.latest_round.sha256
    assert data.status == "approving" and data.values["sha256"] == f"{frozen[:12]}…（审批中，非最终）"
    first, legal, second, *others = data.rows["node"]
    assert (first["approver"], first["verdict"], first["opinion"]) == (
        "许*",
        "conditional",
        "先收预付款再排产",
    )
    assert set(second) == {"department"}
    assert [(row["department"], row["opinion"]) for row in (legal, *others)] == [
        ("法务", "不需会签"), ("技术/交付", "不需会签"), ("总监/总经理", "不需会签"),
    ]  # fmt: skip
    assert set(data.signatures) == {"rep"}
    assert "预付款 30% ¥115,800.00" in data.values["payment_terms"]
    decide(contract, cast.zheng)
    data = sheet("F11", contract, cast.zheng)
    assert data.status == "" and data.values["sha256"] == contract.approved_sha256
    assert data.values["amount"] == Decimal("386000.00")


def test_the_margin_is_printed_for_those_who_may_read_it(cast):
    contract = approve(make_contract(cast.lin), cast)
    assert sheet("F11", contract, cast.zheng).values["gross_margin"] == 46
    assert sheet("F11", contract, cast.lu).values["gross_margin"] is None


def test_an_exception_stands_among_the_deviations(cast):
    contract = make_contract(cast.lin)
    excepted = good_mark(14, result="bad", objection="太高", exception="上限降到 3%")
    contract.note_check(excepted, by=cast.lin, at=NOW, today=date(2026, 11, 23))
    assert "14 违约责任：上限降到 3%" in sheet("F11", contract, cast.lin).values["deviation"]


def test_the_hand_off_sheet_is_printed_for_three_with_the_stamps_of_who_received(cast):
    assert len(registry.form("F12").copies) == 3
    contract = send(make_contract(cast.lin), cast)
    handing.receive(contract, "accepted", None, by=cast.zheng, at=NOW)
    handing.receive(contract, "returned", "缺技术协议", by=cast.gao, at=NOW)
    data = sheet("F12", contract, cast.gao)
    assert data.number == "JJ202611-001" and data.status == ""
    assert data.values["due_on"] == date(2026, 11, 26) and data.values["needs"] == FILLED["needs"]
    assert (data.values["finance_receipt"], data.values["service_receipt"]) == ("accept", "return")
    assert data.values["service_opinion"] == "缺技术协议"
    assert data.signatures["sender"].name == "林*" and data.signatures["finance"].stamp == "已接收"
    assert data.signatures["service"].refused and not data.signatures["finance"].refused
    assert [row["amount"] for row in data.rows["payment"]] == [node.amount for node in contract.payment_nodes]


def test_an_unsent_hand_off_is_a_draft_and_before_the_signature_there_is_none(cast):
    contract = approve(make_contract(cast.lin), cast)
    assert sheet("F12", contract, cast.lin) is None
    contract = sign(make_contract(cast.lin), cast)
    assert sheet("F12", contract, cast.lin).status == "draft"


def test_a_void_contract_says_so_across_every_sheet(cast):
    contract = send(make_contract(cast.lin), cast)
    actions.void(contract, "客户付不出预付款", by=cast.xu, at=NOW)
    assert {sheet(code, contract, cast.lin).status for code in ("F10", "F11", "F12")} == {"void"}


def test_who_does_not_see_the_contract_gets_no_sheet(cast):
    contract = make_contract(cast.lin)
    for code in ("F10", "F11", "F12"):
        for stranger in (cast.fang, cast.zheng, cast.gao, cast.admin):
            assert sheet(code, contract, stranger) is None


def test_every_value_has_its_place_on_the_form(cast):
    contract = send(make_contract(cast.lin), cast)
    for code in ("F10", "F11", "F12"):
        form, data = registry.form(code), sheet(code, contract, cast.lin)
        known = {name for name, _field in form.named_fields()}
        assert set(data.values) <= known, code
        for group, rows in data.rows.items():
            assert {f"{group}.{key}" for row in rows for key in row} <= known, code
        assert set(data.signatures) <= {signature.key for signature in form.signatures}, code


def test_a_vetoed_contract_says_so_across_its_sheets(cast):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu, "veto", "客户资质不符")
    assert {sheet(code, contract, cast.lin).status for code in ("F10", "F11")} == {"vetoed"}
