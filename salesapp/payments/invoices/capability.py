"""What invoices tell the house (F14)."""

from __future__ import annotations

from sqlalchemy import true

from salesapp.accounts.belongings.rules import Belonging
from salesapp.capability import Capability
from salesapp.contracts.hanging.rules import Way, first, stays
from salesapp.documents.forms.registry import form, spec
from salesapp.documents.numbering.rules import NumberKind
from salesapp.payments.invoices import page, queries, routes, sheets
from salesapp.payments.invoices.actions import end
from salesapp.payments.invoices.models import InvoiceRequest
from salesapp.payments.invoices.rules import STATUS_LABELS
from salesapp.payments.invoices.work import page as lines
from salesapp.payments.invoices.work import queries as work
from salesapp.rights.rules import SELLING, Role
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.blocks import Block
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext
from salesapp.work.kinds.rules import Kind, Work, one_by_one

FINANCE = frozenset({Role.FINANCE})
MONEY = SELLING | FINANCE
ABOUT = {"contract": InvoiceRequest.contract_id, "payment_node": InvoiceRequest.node_id}.get

CAPABILITY = Capability(
    name="payments.invoices",
    blueprints=(routes.bp,),
    rights={
        **dict.fromkeys(
            (
                "invoices.index", "invoices.new", "invoices.create", "invoices.show", "invoices.create_withdrawal",
                "invoices.create_delivery",
            ),
            MONEY,
        ),
        **dict.fromkeys(("invoices.create_invoice", "invoices.create_return", "invoices.create_red"), FINANCE),
    },
    belongings=(
        Belonging(
            name="invoice_requests", label=_l("Requests for invoices"), record="invoice_request", open=queries.unissued,
            about=ABOUT, as_work=True, ends=true, end=end,
            fates={
                Way.COMPLETED: first(_l("finance issues them, or they are taken back")),
                Way.RENEWED: stays(_l("finance issues them as before")),
                Way.TERMINATED: stays(_l("finance issues them; those over instalments that leave the plan end")),
            },
        ),
        Belonging(
            name="invoices", label=_l("Invoices issued"), record="invoice_request", open=queries.in_force, about=ABOUT,
            survives=_l("finance takes them back by red ones"),
            fates={
                Way.COMPLETED: None, Way.RENEWED: None,
                Way.TERMINATED: stays(_l("what is more than the settlement finance takes back by red ones")),
            },
        ),
    ),
    numbers=(NumberKind("invoice_request", "KP", 3, monthly=True),),
    sheets={"F14": sheets.request_sheet},
    opens={"invoice_request": ("invoices.show", "request_id")},
    blocks=(
        Block(
            "invoices",
            "contract",
            "invoices",
            _l("Invoices"),
            page.panel,
            "payments/invoices/_panel.html",
            asks=page.asks,
        ),
    ),
    work=Work(
        sources=(work.SOURCE, work.TOO_MUCH),
        kinds=(
            Kind(name=work.ISSUE, label=_l("Invoice to issue"), lines=one_by_one(lines.to_issue), roles=FINANCE),
            Kind(name=work.RED, label=_l("Red invoice to issue"), lines=one_by_one(lines.to_take_back), roles=FINANCE),
            Kind(name=work.RETURNED, label=_l("Request returned"), lines=one_by_one(lines.returned), roles=SELLING),
        ),
    ),
    trail=Vocabulary(
        records={
            "invoice_request": lazy_pgettext("trail", "request for an invoice"),
            "invoice_line": lazy_pgettext("trail", "line of a request for an invoice"),
            "invoice": lazy_pgettext("trail", "invoice"),
        },
        fields={
            **{
                f"invoice_request.{key}": each.label
                for key, each in form("F14").named_fields()
                if key in ("kind", "title", "tax_no", "address_phone", "bank", "delivery", "remark")
            },
            "issued_on": lazy_pgettext("trail", "issued on"),
            "red_of_id": lazy_pgettext("trail", "invoice that it takes back"),
            "delivered_to": lazy_pgettext("trail", "delivered to"),
            "delivered_on": lazy_pgettext("trail", "delivered on"),
        },
        codes={"invoice_request.status": STATUS_LABELS, "invoice_request.kind": dict(spec("F14.kind").choices)},
    ),
)  # fmt: skip
