"""What payments tell the house (F13, R42, R60)."""

from __future__ import annotations

from salesapp.accounts.belongings.rules import Belonging
from salesapp.capability import Capability
from salesapp.contracts.hanging.rules import Way, first, stays
from salesapp.contracts.payments.models import PaymentNode
from salesapp.documents.forms.registry import spec
from salesapp.documents.numbering.rules import NumberKind
from salesapp.payments.ageing.routes import bp as ageing
from salesapp.payments.bag import page as bag
from salesapp.payments.balances.routes import bp as balances
from salesapp.payments.bills.routes import bp as bills
from salesapp.payments.chasing.routes import bp as chasing
from salesapp.payments.chasing.rules import KIND_LABELS as CHASE_LABELS
from salesapp.payments.concessions.capability import CAPABILITY as CONCESSIONS
from salesapp.payments.invoices.capability import CAPABILITY as INVOICES
from salesapp.payments.ledger.actions import mature
from salesapp.payments.months.actions import day_of_plan
from salesapp.payments.months.routes import bp as months
from salesapp.payments.nodes import page, routes, sheets
from salesapp.payments.nodes.queries import still_owed
from salesapp.payments.pages.page import money_pages
from salesapp.payments.rates.routes import bp as rates
from salesapp.payments.rates.rules import CODE_LABELS
from salesapp.payments.receipts.routes import bp as receipts
from salesapp.payments.receipts.rules import COUNTED_LABELS, KIND_LABELS
from salesapp.payments.search.queries import find, find_invoices
from salesapp.payments.statements.capability import CAPABILITY as STATEMENTS
from salesapp.payments.story.queries import GROUP, asked, tell
from salesapp.payments.work.capability import CAPABILITY as WORK
from salesapp.policies.rules import Group, Kind, Policies, Policy
from salesapp.rights.rules import SELLING, Role
from salesapp.schedule.rules import Every, Job
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.bag import Carried
from salesapp.web.blocks import Block
from salesapp.web.hits import Search
from salesapp.web.menu import Place
from salesapp.web.story import History
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

FINANCE = frozenset({Role.FINANCE})
MONEY = SELLING | FINANCE

RIGHTS = {
    "payments.index": MONEY,
    "receipts.index": MONEY,
    "bills.index": MONEY,
    "receipts.show": MONEY,
    **dict.fromkeys(
        (
            "receipts.new", "receipts.choose", "receipts.create", "receipts.create_allocation",
            "receipts.create_reversal", "receipts.new_release",
            "receipts.create_release", "receipts.create_honour", "receipts.create_dishonour",
            "months.create",
        ),
        FINANCE,
    ),
    **dict.fromkeys(
        (
            "ageing.index", "ageing.rows", "rates.index", "balances.show", "balances.paper", "chasing.show",
            "chasing.create_step", "chasing.create_letter", "chasing.letter",
        ),
        MONEY,
    ),
    "months.index": FINANCE | {Role.DIRECTOR},
}  # fmt: skip

POLICIES = Policies(
    (
        Policy("bill_counts", Group.PAYMENTS, "receipt", _l("A bill counts"),
               _l("A bank or trade acceptance bill counts as received on its own day, or on the day it matures."),
               "R60", kind=Kind.CHOICE, choices=COUNTED_LABELS),
        Policy("collection_rate", Group.PAYMENTS, "A", _l("Rate of collection"),
               _l("Which of the four definitions the company reckons by; it stands under every figure."),
               "R60", kind=Kind.CHOICE, choices=CODE_LABELS),
    ),
)  # fmt: skip

TRAIL = Vocabulary(
    records={
        "receipt": lazy_pgettext("trail", "receipt"),
        "allocation": lazy_pgettext("trail", "share of a receipt"),
        "payment_chase": lazy_pgettext("trail", "step about an instalment"),
        "bill_honour": lazy_pgettext("trail", "bill that was paid"),
        "closed_month": lazy_pgettext("trail", "closed month"),
    },
    fields={
        "received_on": spec("F13.receipt.received_on").label,
        "receipt.way": spec("F13.receipt.way").label,
        "matures_on": spec("F13.receipt.matures_on").label,
        "honoured_on": lazy_pgettext("trail", "paid by the bank on"),
        "booked_on": lazy_pgettext("trail", "booked on"),
        "counts_on": lazy_pgettext("trail", "counts from"),
        "effective_on": lazy_pgettext("trail", "counts from"),
        "payer": lazy_pgettext("trail", "payer"),
        "receipt.remark": lazy_pgettext("trail", "text of the payment"),
        "receipt.of_id": lazy_pgettext("trail", "row that it takes back"),
        "receipt_id": lazy_pgettext("trail", "receipt"),
        "node_id": lazy_pgettext("trail", "payment node"),
        "month": lazy_pgettext("trail", "month"),
        "payment_chase.reason": spec("F13.chase.reason").label,
        "measure": spec("F13.chase.measure").label,
        "promised_on": spec("F13.chase.promised_on").label,
        "written": lazy_pgettext("trail", "in writing"),
        "served_on": lazy_pgettext("trail", "served on"),
    },
    codes={
        "payment_chase.kind": CHASE_LABELS,
        "payment_chase.reason": dict(spec("F13.chase.reason").choices),
        "receipt.kind": KIND_LABELS,
        "receipt.way": dict(spec("F13.receipt.way").choices),
    },
)

CAPABILITY = Capability(
    name="payments",
    blueprints=(routes.bp, receipts, bills, months, ageing, balances, chasing, rates),
    rights=RIGHTS,
    policies=POLICIES,
    menu=(Place(44, "payments", _l("Payments"), "payments.index", "g m", icon="money", shelf=True),),
    numbers=(NumberKind("receipt", "SK", 3, monthly=True),),
    sheets={"F13": sheets.follow_up},
    books=(day_of_plan,),
    jobs=(Job("payments.mature", Every.NIGHT, mature),),
    blocks=(
        Block(
            "payments",
            "contract",
            "payments",
            _l("Payments"),
            page.panel,
            "payments/nodes/_panel.html",
            asks=page.asks,
        ),
        Block(
            "owing", "customer", "payments", _l("Payments"), page.of_customer, "payments/nodes/_owing.html"
        ),
        Block(
            "owing",
            "opportunity",
            "payments",
            _l("Payments"),
            page.of_opportunity,
            "payments/nodes/_owing.html",
            wide=True,
        ),
    ),
    carried=(Carried(_l("Payments to come"), bag.lines),),
    belongings=(
        Belonging(
            name="instalments",
            label=_l("Instalments not received"),
            record="payment_node",
            open=still_owed,
            about={"contract": PaymentNode.contract_id}.get,
            as_work=True,
            fates={
                Way.COMPLETED: first(
                    _l("collect them, write off what nobody pays, or change the plan by a supplement")
                ),
                Way.RENEWED: stays(_l("they are reminded of and chased as before, promises and letters too")),
                Way.TERMINATED: stays(_l("those of the settlement are reminded of and chased as before")),
            },
        ),
    ),
    history=History(frozenset({GROUP}), tell, {GROUP: _l("Money")}, block="owing", asks=asked),
    searches=(
        Search("receipt", _l("Receipts"), find),
        Search("invoice_request", _l("Invoices"), find_invoices),
    ),
    opens={"receipt": ("receipts.show", "receipt_id"), "payment_node": ("chasing.show", "node_id")},
    trail=TRAIL,
    nouns=(CONCESSIONS, STATEMENTS, WORK, INVOICES),
    template_globals={"money_pages": money_pages},
)
