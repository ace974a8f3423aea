"""What a browser sends to the pages of a contract, and how a test reads the answer."""

from sqlalchemy import select

from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.models import Contract
from tests.contracts.factories import (
    FILLED,
)

HX = {"HX-Request": "true"}


def typed(opportunity=None, **changes) -> dict:
    """What a browser sends with the terms; None leaves a field out."""
    sent = {
        "opportunity_id": opportunity.id if opportunity else None, "name": "排产软件销售合同", "kind": "sale",
        "our_entity": "某某软件有限公司", "amount": "386,000.00", "tax_rate": "13", "currency": "CNY", "sign_method": "paper",
        "copies": "4", "starts_on": "2026-12-15", "ends_on": "2027-12-14", "delivery_on": "2027-01-20",
        "delivery_cycle": "30 天，自预付款到账起算", "delivery_content": "排产软件标准版 1 套", "payment_terms": "",
        "after_sales": "12 个月；4 小时响应", "acceptance": "连续运行 10 个工作日", "is_standard_text": "y",
        "template_version": "MB-2026.2", "deviation": "", "gross_margin": "46",
        "payment_nodes-0-kind": "advance", "payment_nodes-0-percent": "30", "payment_nodes-0-amount": "",
        "payment_nodes-0-planned_on": "2026-12-20", "payment_nodes-0-condition": "签后 5 日",
        "payment_nodes-1-kind": "acceptance", "payment_nodes-1-percent": "70", "payment_nodes-1-amount": "",
        "payment_nodes-1-planned_on": "2027-02-01", "payment_nodes-1-condition": "验收后 10 日",
    }  # fmt: skip
    return {name: value for name, value in {**sent, **changes}.items() if value is not None}


def mark(no: int, **changes) -> dict:
    """What a browser sends with one row of the checklist."""
    sent = {
        "seen": "0",
        "result": "ok",
        "note": "新设公司，执照办理中" if no == checklist.CREDIT_CODE else "",
    }
    if no in checklist.CONFIRMED:
        sent |= {"confirmed_by": "周敏", "confirmed_way": "mail", "confirmed_on": "2026-11-20"}
    if no in checklist.CLAUSES:
        sent |= {"explained_on": "2026-11-19", "objection": ""}
    return sent | changes


def signature(**changes) -> dict:
    """What a browser sends with the signature."""
    sent = {
        "signed_on": "2026-11-23", "seal_kind": "contract", "seal_copies": "4", "sealed_by": "郑*", "sealed_on": "2026-11-23",
    }  # fmt: skip
    return sent | changes


def sheet_of(contract) -> dict:
    """What a browser sends with the hand-off sheet."""
    values = contract.handoff.values() | FILLED
    sent = {name: value for name, value in values.items() if value is not None and name != "materials"}
    return {name: str(value) for name, value in sent.items()} | {
        **{f"point_{point.id}": "已补充" for point in contract.handoff.points()},
        "materials": ["contract", "proposal"], "version": str(contract.handoff.version),
    }  # fmt: skip


def only_contract(session) -> Contract:
    return session.scalars(select(Contract)).one()
