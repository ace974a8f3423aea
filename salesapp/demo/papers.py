"""From the plot to deeds: contracts drafted, checked with the customer, approved, signed, handed over, or void."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

from werkzeug.datastructures import FileStorage

from salesapp.accounts.models import User
from salesapp.approvals import actions as approvals
from salesapp.approvals.rules import SeatStatus
from salesapp.contracts import actions as contracts
from salesapp.contracts.approval import actions as approving
from salesapp.contracts.calloffs.actions import call_off
from salesapp.contracts.checklist import actions
from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.checklist.rules import Mark, Result, Way
from salesapp.contracts.handoff import actions as handing
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.rules import Node
from salesapp.contracts.rules import Status
from salesapp.contracts.signing import actions as signing
from salesapp.contracts.signing.rules import past
from salesapp.db import db
from salesapp.demo.clauses import explains
from salesapp.demo.plot import Paper
from salesapp.demo.quotes import quoted_terms
from salesapp.demo.sales import Sale
from salesapp.demo.wording import word
from salesapp.web import clock

APPROVERS = {"finance": "zheng", "legal": "lu", "director": "tang", "tech": "he", "service": "gao"}
WORDS = {
    "supervisor": "商务条件与立项一致，同意。",
    "finance": "付款节点可接受，请按期开票。",
    "legal": "标准文本，无异议。",
    "director": "同意，按期交付。",
}
DEVIATES = "偏离条款已审，比例不影响我方验收与质保责任，同意。"
#: The text of every invented contract: one page that says so.
TEXT = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 69>>stream
BT /F1 18 Tf 72 760 Td (Invented contract of the demo company) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""
#: How far each state goes: marked, submitted, decisions taken (None: all), signed, sent.
CHECKED = (
    "checklist", "submitted", "finance", "director", "returned", "approved", "signed", "sent", "half", "sent_back",
    "handed_over", "void",
)  # fmt: skip
SUBMITTED = CHECKED[1:-1]
DECIDED = SUBMITTED[1:]
SIGNED = ("signed", "sent", "half", "sent_back", "handed_over")
SENT = SIGNED[1:]


class Agreement:
    """One contract of a sale."""

    contract: Contract  # once drafted

    def __init__(self, sale: Sale, paper: Paper):
        self.sale, self.paper, self.diary, self.story = sale, paper, sale.diary, sale.story

    def plan(self) -> None:
        """Write the deeds of this contract into the diary."""
        owner, paper, state = self.story.company.owner, self.paper, self.paper.state
        on, write = self.diary.on, self.diary.write
        signed = paper.signed or 0  # who has signed says when
        write(on(paper.drafted, 10, 30), owner, self.draft)
        if state in CHECKED:
            write(on(paper.drafted - 1, 15), owner, self.check)
        if state in ("checklist", "finance"):
            write(on(paper.drafted - 1, 15, 30), owner, explains(self))
        if state in SUBMITTED:
            write(on(paper.drafted - 2, 10), owner, self.submit)
        if state in DECIDED:
            for ago, hour in ((2, 15), (3, 10), (3, 16)):
                write(on(paper.drafted - ago, hour), self.story.lead(), self.decide)
        if state == "void":
            write(on(paper.drafted - 3, 11), owner, self.void)
        if state in SIGNED:
            write(on(signed, 10), owner, self.sign)
            write(on(max(signed - 2, 0), 9, 30), "lu", self.archive)
        if state in SENT:
            write(on(signed - 1, 16), owner, self.hand_over)
            write(on(signed - 2, 10), "gao", self.receive)
        if state in ("sent_back", "handed_over"):
            write(on(signed - 2, 15), "zheng", self.send_back if state == "sent_back" else self.receive)

    # ---------------------------------------------------------------------------------- the text

    def draft(self, by: User, at: datetime) -> None:
        """Draw up the contract from the opportunity."""
        opportunity, today = self.sale.opportunity, clock.local(at).date()
        terms, quoted_id = quoted_terms(opportunity, today)
        begins = today + timedelta(days=10)
        terms |= {
            "name": f"{opportunity.name}合同", "currency": "CNY", "tax_rate": "13", "starts_on": begins,
            "ends_on": begins + timedelta(days=self.paper.term), "delivery_on": begins + timedelta(days=30),
            "delivery_cycle": "30 天，自预付款到账起算", "delivery_content": f"{self.sale.deal.name}软件一套，含实施与培训",
            "payment_terms": f"预付 30%、验收 {70 - self.paper.held}%、质保 {self.paper.held}%",
            "after_sales": "12 个月；4 小时响应",
            "acceptance": "到货 10 个工作日内，按附件二清单验收", "template_version": "XS-HT-V3.2",
            "is_standard_text": True, "gross_margin": Decimal(self.paper.margin), "deviation": None,
            **({"kind": "framework"} if self.paper.kind == "framework" else {}),
        }  # fmt: skip
        text = FileStorage(BytesIO(TEXT), filename="合同文本.pdf")
        self.contract = contracts.draft_from(
            opportunity.id, terms, self._nodes(begins), quotation_id=quoted_id, texts=[text], by=by, at=at
        )
        self.story.framework = self.contract if self.paper.kind == "framework" else self.story.framework
        word(self.contract, self.paper.state, self.paper.deviation, by=by, at=at)
        if self.paper.kind == "calloff" and self.story.framework is not None:
            call_off(self.story.framework, self.contract, by=by, at=at)

    def _nodes(self, begins: date) -> list[Node]:
        held = self.paper.held
        shares = (
            ("advance", "合同签订后 7 日内", 7, 30),
            ("acceptance", "验收合格后 15 日内", 60, 70 - held),
            ("warranty", "质保期满后 15 日内", None, held),
        )
        return [
            Node(kind, words, None if days is None else begins + timedelta(days=days), Decimal(share))
            for kind, words, days, share in shares
        ]

    # ------------------------------------------------------------------------------- the checklist

    def check(self, by: User, at: datetime) -> None:
        """Go through the items with the customer; where the story says so, two clauses stay open."""
        open_items = {11, 13, checklist.NO_OBJECTION} if self.paper.state == "checklist" else set()
        for no in sorted(checklist.BEFORE_APPROVAL - open_items):
            self._mark(self._conforming(no, clock.local(at).date()), by, at)
        if 11 in open_items:
            self._mark(
                Mark(11, Result.BAD, explained_on=clock.local(at).date(), objection="希望 3-5-2，待回复"),
                by,
                at,
            )
        elif self.paper.state == "director":
            exception = "质保金降为 5%，见偏离说明，财务已知"
            self._mark(Mark(11, Result.BAD, explained_on=clock.local(at).date(), exception=exception), by, at)

    def _conforming(self, no: int, day: date) -> Mark:
        mark = Mark(no, Result.OK, explained_on=day if no in checklist.CLAUSES else None)
        if no == checklist.CREDIT_CODE and not self.story.customer.credit_code:
            return replace(mark, note="新设公司，执照办理中，签订前补录")
        if no not in checklist.CONFIRMED:
            return mark
        way = (Way.MAIL, Way.PHONE)[no % 2]
        return replace(mark, confirmed_by=self.key_name(), confirmed_way=way, confirmed_on=day)

    def key_name(self) -> str:
        return next(contact.name for contact in self.story.customer.contacts if contact.is_key)

    def _mark(self, mark: Mark, by: User, at: datetime) -> None:
        actions.note_check(self.contract, mark, seen=self.contract.check_version(mark.no), by=by, at=at)

    # -------------------------------------------------------------------------------- the approval

    def submit(self, by: User, at: datetime) -> None:
        """Send it into approval."""
        approving.submit(self.contract, by=by, at=at)

    def decide(self, by: User, at: datetime) -> None:
        """Everybody whose turn it is decides, as far as the story goes."""
        approval = self.contract.latest_round
        if self.contract.status != Status.APPROVING or approval is None:
            return
        for seat in [seat for seat in self.contract.seats if seat.status == SeatStatus.OPEN]:
            if seat.role == self.paper.state:
                continue  # this one keeps us waiting
            person = self.diary.people[APPROVERS.get(seat.role) or self.story.lead()]
            db.session.info["actor"] = person
            returned = self.paper.state == "returned" and seat.role == "legal"
            verdict = (
                "return"
                if returned
                else "conditional"
                if self.paper.note and seat.role == "finance"
                else "agree"
            )
            agreed = WORDS[seat.role] if seat.role != "legal" or not self.contract.deviation else DEVIATES
            words = "违约金上限偏高，请与客户再谈到 5%。" if returned else self.paper.note or agreed
            approvals.decide(approval, seat, verdict, words, confirmed=True, by=person, at=at)
            db.session.flush()
            if returned:
                return

    # ------------------------------------------------------------------------- signature and after

    def sign(self, by: User, at: datetime) -> None:
        """Sign: the papers come back sealed."""
        day = clock.local(at).date()
        for no in sorted(checklist.BEFORE_SIGNING):
            self._mark(Mark(no, Result.OK), by, at)
        seal = {"seal_kind": "contract", "seal_copies": 4, "sealed_by": "陆*", "sealed_on": day}
        late = {one.field: day + timedelta(days=10) for one in past(self.contract.promised_dates, day)}
        values = {"signed_on": day, "conditions_met": True, **seal, **late}
        signing.sign(self.contract, values, by=by, at=at)

    def archive(self, by: User, at: datetime) -> None:
        """Legal files the signed paper."""
        values = {
            "archive_no": f"DA-{self.contract.number[-4:]}",
            "archived_by": by.name,
            "archived_on": clock.local(at).date(),
        }
        signing.archive(self.contract, values, by=by, at=at)

    def hand_over(self, by: User, at: datetime) -> None:
        """Send the hand-off sheet to finance and after-sales."""
        key = next(contact for contact in self.story.customer.contacts if contact.is_key)
        sheet = self.contract.handoff
        if sheet is None:
            raise LookupError("a signed contract has its hand-off sheet")
        values = {
            "finance_contact": sheet.finance_contact or f"{key.name} 代收，财务部另行告知",
            "technical_contact": sheet.technical_contact or f"{key.name} {key.title}",
            "needs": sheet.needs or self.sale.opportunity.need,
            "promises": sheet.promises or "现场驻点两周（林*，已告知交付）",
            "delivery_place": sheet.delivery_place or "客户现场", "deposit": None,
            "customer_notes": "月末盘点两天不安排上线", "materials": ["contract", "tech_agreement", "quotation"],
        }  # fmt: skip
        handing.send(self.contract, values, by=by, at=at)

    def receive(self, by: User, at: datetime) -> None:
        """Accept for a department."""
        handing.receive(self.contract, "accepted", "资料齐全，已排期。", by=by, at=at)

    def send_back(self, by: User, at: datetime) -> None:
        """Ask for more, as finance does."""
        handing.receive(
            self.contract, "returned", "缺开户行与账号\n收款节点第 2 期未写验收条件", by=by, at=at
        )

    def void(self, by: User, at: datetime) -> None:
        """Void the contract: the customer withdrew."""
        contracts.void(self.contract, self.paper.note, by=by, at=at)
