"""Contracts for tests: drawn up, checked, approved, signed and handed over through the same verbs as on the screen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace

from sqlalchemy import select

from salesapp.accounts.passwords.rules import hash_password
from salesapp.approvals import actions as approvals
from salesapp.contracts import actions
from salesapp.contracts.approval import actions as approving
from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.checklist.rules import Mark
from salesapp.contracts.handoff import actions as handing
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.rules import Node
from salesapp.contracts.signing import actions as actions_of_signing
from salesapp.db import db
from salesapp.mail.models import OutgoingMail
from salesapp.opportunities.models import Opportunity
from tests.customers.factories import contact_values, make_customer
from tests.opportunities import factories as opportunities

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday, 09:00 in Shanghai
TODAY = date(2026, 11, 23)
PASSWORD = "demo-Sales-2026"
_HASH = hash_password(PASSWORD)

PEOPLE = (
    {"name": "周敏", "title": "采购经理", "department": "采购部"},
    {"name": "沈立", "title": "信息主管", "department": "信息部"},
    {"name": "冯会", "title": "会计", "department": "财务部"},
)


def make_opportunity(owner, **changes) -> Opportunity:
    """Open an opportunity in negotiation, with a customer of three people."""
    customer = changes.pop("customer", None) or make_customer(
        owner, contacts=[contact_values(**person) for person in PEOPLE], address="苏州市吴中区某某路 8 号"
    )
    values = {"stage": "negotiation", "expected_close_on": date(2026, 12, 15), "grade": "A"}
    return opportunities.make_opportunity(owner, customer=customer, **values | changes)


def terms(**changes) -> dict:
    """Return the terms of a contract over 386,000 yuan."""
    values = {
        "name": "排产软件销售合同", "kind": "sale", "our_entity": "某某软件有限公司", "amount": Decimal("386000.00"),
        "tax_rate": "13", "currency": "CNY", "sign_method": "paper", "copies": 4,
        "starts_on": date(2026, 12, 15), "ends_on": date(2027, 12, 14), "delivery_on": date(2027, 1, 20),
        "delivery_cycle": "30 天，自预付款到账起算", "delivery_content": "排产软件标准版 1 套", "payment_terms": None,
        "after_sales": "12 个月；4 小时响应", "acceptance": "连续运行 10 个工作日", "template_version": "MB-2026.2",
        "is_standard_text": True, "deviation": None, "gross_margin": Decimal(46),
    }  # fmt: skip
    return values | changes


def nodes(*percents: str) -> list[Node]:
    """Return payment nodes by their shares, 30/60/10 where none are given."""
    kinds = ("advance", "acceptance", "warranty")
    shares = percents or ("30", "60", "10")
    return [
        Node(kinds[min(i, 2)], f"第 {i + 1} 期", date(2026, 12, 20) + timedelta(days=30 * i), Decimal(share))
        for i, share in enumerate(shares)
    ]


class Upload:
    """A file as a browser sends it."""

    def __init__(self, content: bytes = b"%PDF-1.4\n%%EOF\n", name: str = "合同稿.pdf"):
        self.filename, self.stream = name, BytesIO(content)


def make_contract(
    owner, *, opportunity=None, plan=None, by=None, at=NOW, with_text=True, **changes
) -> Contract:
    """Draw up a contract."""
    opportunity = opportunity or make_opportunity(owner)
    contract = actions.draft_from(
        opportunity.id,
        terms(**changes),
        plan or nodes(),
        texts=[Upload()] if with_text else (),
        by=by or owner,
        at=at - timedelta(days=4),
    )
    db.session.commit()
    return contract


def good_mark(no: int, **changes) -> Mark:
    """Return a mark that settles an item."""
    if no in checklist.CONFIRMED:
        values = {"explained_on": date(2026, 11, 19), "confirmed_by": "周敏", "confirmed_way": "mail",
                  "confirmed_on": date(2026, 11, 20)}  # fmt: skip
        if no == checklist.NO_OBJECTION:
            values.pop("explained_on")
        return Mark(**({"no": no, "result": "ok"} | values | changes))
    reason = {"note": "新设公司，执照办理中"} if no == checklist.CREDIT_CODE else {}
    return Mark(**({"no": no, "result": "ok"} | reason | changes))


def check(contract: Contract, numbers=checklist.BEFORE_APPROVAL, *, by=None, at=NOW) -> Contract:
    """Settle items of the checklist."""
    for no in sorted(numbers):
        contract.note_check(good_mark(no), by=by or contract.owner, at=at - timedelta(hours=5), today=TODAY)
    db.session.commit()
    return contract


def submit(contract: Contract, *, by=None, at=NOW) -> Contract:
    """Settle the checklist and send the contract into approval."""
    check(contract)
    approving.submit(contract, by=by or contract.owner, at=at)
    db.session.commit()
    return contract


def step_for(contract: Contract, role: str):
    """Return the open step of a role."""
    return next(seat for seat in contract.seats if seat.role == role and seat.status == "open")


def decide(contract: Contract, user, verdict="agree", comment=None, *, at=NOW, confirmed=True) -> Contract:
    """Take one approver's decision."""
    user.password_hash = _HASH
    seat = step_for(contract, user.role)
    approvals.decide(seat.approval, seat, verdict, comment, confirmed=confirmed, by=user, at=at)
    db.session.commit()
    return contract


def approve(contract: Contract, cast: SimpleNamespace, *, at=NOW) -> Contract:
    """Have everybody agree whose turn it is, until the contract is approved."""
    submit(contract, at=at)
    who = {"supervisor": cast.xu, "finance": cast.zheng, "legal": cast.lu, "director": cast.tang}
    while contract.status == "approving":
        role = next(seat.role for seat in contract.seats if seat.status == "open")
        decide(contract, who[role], at=at)
    return contract


SEALED = {
    "signed_on": TODAY, "seal_kind": "contract", "seal_copies": 4, "sealed_by": "郑*", "sealed_on": TODAY,
    "conditions_met": False,
}  # fmt: skip


def sign(contract: Contract, cast: SimpleNamespace, *, at=NOW, **changes) -> Contract:
    """Bring a contract to its signature."""
    approve(contract, cast, at=at)
    check(contract, checklist.BEFORE_SIGNING, at=at)
    actions_of_signing.sign(contract, SEALED | changes, by=contract.owner, at=at)
    db.session.commit()
    return contract


FILLED = {"needs": "一个月内接通现有系统（客户原话）", "promises": "驻场培训 2 天"}


def send(contract: Contract, cast: SimpleNamespace, *, at=NOW, **changes) -> Contract:
    """Bring a contract to its hand-off, sent to finance and after-sales."""
    sign(contract, cast, at=at)
    handing.send(contract, contract.handoff.values() | FILLED | changes, by=contract.owner, at=at)
    db.session.commit()
    return contract


def answered(contract: Contract, words: str = "已补充") -> dict[int, str]:
    """Return an answer to each point that was asked back."""
    db.session.flush()
    return {point.id: words for point in contract.handoff.points()}


def mails(session, word: str) -> set[str]:
    """Who got a mail about this."""
    return {mail.to.split("@")[0] for mail in session.scalars(select(OutgoingMail)) if word in mail.subject}
