"""What the customers of the demo company pay: in time, in parts, by a bill, too much, or not yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from salesapp.accounts.models import User
from salesapp.demo.papers import Agreement
from salesapp.payments.chasing import actions as chasing
from salesapp.payments.concessions import actions as concessions
from salesapp.payments.invoices import actions as invoices
from salesapp.payments.invoices.models import InvoiceRequest
from salesapp.payments.receipts import actions
from salesapp.payments.receipts.models import Receipt
from salesapp.payments.statements import actions as statements
from salesapp.reading.tables import reader
from salesapp.web import clock


@dataclass(frozen=True, slots=True)
class Transfer:
    """Money for the first instalment, so many working days ago: a share of it in per cent, and what comes on top."""

    ago: int
    share: int
    more: int = 0
    way: str = "transfer"
    matures_in: int = 0  # calendar days
    text: str = "货款"


#: By the company that pays.
PAID: dict[str, Sequence[Transfer]] = {
    "suzhou": (Transfer(20, 60), Transfer(18, 40, way="trade_bill", matures_in=24, text="货款尾数 商承")),
    "ningbo": (Transfer(20, 50),),
    "wuhan": (Transfer(22, 100, way="bank_bill", matures_in=150, text="电子银承"),),
    "changshu": (Transfer(2, 100, more=5000),),
}


#: By the company whose first instalment is invoiced: whether finance has issued the invoice already.
INVOICED = {"suzhou": True, "wuhan": True, "ningbo": True, "changshu": False}
#: Who promised to pay what is overdue, and whose bank kept a fee.
PROMISED = ("ningbo",)
SHORT = ("suzhou",)


class Paying:
    """The money of one contract."""

    receipts: list[Receipt]
    request: InvoiceRequest  # once asked for

    def __init__(self, agreement: Agreement, transfers: Sequence[Transfer]):
        self.agreement, self.transfers, self.receipts = agreement, transfers, []

    def plan(self) -> None:
        """Write into the diary when finance books it, and what else happens about it."""
        diary, owner = self.agreement.diary, self.agreement.story.company.owner
        company = self.agreement.story.plot.company
        if company in INVOICED:
            diary.write(
                diary.on(max((self.agreement.paper.signed or 2) - 2, 1), 14), owner, self.ask_for_invoice
            )
        if INVOICED.get(company):
            diary.write(diary.on(max((self.agreement.paper.signed or 3) - 3, 0), 9, 40), "zheng", self.issue)
        if company in PROMISED:
            diary.write(diary.on(3, 16, 10), owner, self.promise)
        if company in SHORT:
            diary.write(diary.on(1, 11, 30), owner, self.write_off)
        for transfer in self.transfers:
            diary.write(diary.on(transfer.ago, 15, 20), "zheng", self._booking(transfer))

    def ask_for_invoice(self, by: User, at: datetime) -> None:
        """Ask for an invoice over the first instalment."""
        contract = self.agreement.contract
        node, customer = contract.payment_nodes[0], contract.customer
        values = {
            "node_id": node.id, "kind": "special", "title": customer.invoice_title or customer.full_name,
            "tax_no": customer.invoice_tax_no or customer.credit_code or "办理中", "delivery": "fp@example.cn",
            "address_phone": customer.invoice_address_phone, "bank": customer.invoice_bank, "remark": contract.number,
        }  # fmt: skip
        line = {
            "name": "软件及实施服务",
            "unit": "套",
            "quantity": Decimal(1),
            "gross": node.amount,
            "rate": "13",
        }
        self.request = invoices.ask(contract, values, [line], by=by, at=at)

    def issue(self, by: User, at: datetime) -> None:
        """Note the invoice that finance issued, and that it went to the customer."""
        day = clock.local(at).date()
        number = f"2632{self.agreement.contract.id:016d}"
        invoice = invoices.issue(self.request, number, self.request.amount, day, by=by, at=at)
        invoices.deliver(invoice, "fp@example.cn", day, by=by, at=at)

    def promise(self, by: User, at: datetime) -> None:
        """Note why it is overdue and until when they promised to pay."""
        values = {
            "reason": "cash", "measure": "已与对方财务经理通话，安排下周付款", "written": True,
            "promised_on": clock.local(self.agreement.diary.now).date() + timedelta(days=6),
        }  # fmt: skip
        chasing.note(self.agreement.contract.payment_nodes[0], values, by=by, at=at)

    def write_off(self, by: User, at: datetime) -> None:
        """Ask to give up what the bank kept of the next instalment."""
        values = {"amount": Decimal("15.00"), "cause": "fee", "reason": "付款银行扣手续费 15 元"}
        concessions.ask_write_off(self.agreement.contract.payment_nodes[1], values, by=by, at=at)

    def _booking(self, transfer: Transfer):
        def book(by: User, at: datetime) -> None:
            contract, day = self.agreement.contract, clock.local(at).date()
            first = contract.payment_nodes[0]
            share = (first.amount * transfer.share / 100).quantize(Decimal("0.01"))
            matures_on = day + timedelta(days=transfer.matures_in) if transfer.matures_in else None
            values = {
                "amount": share + transfer.more, "received_on": day, "way": transfer.way, "matures_on": matures_on,
                "payer": contract.customer.full_name, "remark": f"{transfer.text} {contract.number}",
            }  # fmt: skip
            receipt = actions.book(
                contract.customer, values, {first.id: share}, as_advance=bool(transfer.more), by=by, at=at
            )
            self.receipts.append(receipt)

        return book


#: What the bank's file of yesterday says: who pays how much, with which words. The first pays what is overdue.
ROWS = (
    ("佛山某某家电有限公司", Decimal("204000.00"), "首期货款"),
    ("宁波某某注塑机有限公司财务结算中心", Decimal("27900.00"), "往来款"),
    ("", Decimal("41.07"), "结息"),
    ("某某办公用品店", Decimal("-386.50"), "办公用品"),
)


def take_in_statement(by: User, at: datetime) -> None:
    """Take in yesterday's statement of the bank: its rows wait to be confirmed."""
    day, balance = clock.local(at).date() - timedelta(days=1), Decimal("1200000.00")
    lines = ["账号：6222000000000001,户名：某某软件有限公司", "交易日期,交易金额,余额,对方户名,摘要,流水号"]
    for number, (payer, amount, words) in enumerate(ROWS, 1):
        balance += amount
        lines.append(f"{day},{amount},{balance},{payer},{words},A{day:%Y%m%d}{number:04d}")
    one = statements.take_in("网银流水.csv", reader.read_text("\n".join(lines)), by=by, at=at)
    if one.pending is not None:
        columns = {"day": 1, "amount": 2, "balance": 3, "payer": 4, "summary": 5, "serial": 6}
        statements.say_columns(one, columns, by=by, at=at)
