"""What the approval of quotations tells the house (F09 审批意见)."""

from __future__ import annotations

from salesapp.approvals.rules import VERDICT_LABELS, Verdict
from salesapp.approvals.subjects.rules import Subject
from salesapp.capability import Capability
from salesapp.documents.forms.registry import spec
from salesapp.quotations import access, queries
from salesapp.quotations.approval import actions, page, routes
from salesapp.quotations.authority.queries import SETTINGS
from salesapp.quotations.rules import QUOTATION, Status
from salesapp.rights.rules import SELLING
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

COLUMNS = ("name", "spec", "unit", "quantity", "price", "off", "rate", "tax")
#: What is approved, as the sheet calls it, for “changed since”.
PARTS = {
    "number": spec("F09.number").label, "revision": _l("Version"), "customer_id": spec("F09.customer").label,
    "contact_id": spec("F09.contact").label, "quoted_on": spec("F09.quoted_on").label,
    "valid_until": spec("F09.valid_until").label, "delivery_cycle": spec("F09.delivery_cycle").label,
    "payment_terms": spec("F09.payment_terms").label, "warranty": spec("F09.warranty").label, "remark": _l("Remarks"),
    "off_reason": spec("F09.off_reason").label, "discount": _l("Discount on the whole"), "rounding": _l("Rounded down"),
    "whole_off": _l("Discount on the whole"), "gross": spec("F09.gross").label, "tax": _l("Tax amount"), "net": _l("Without tax"),
    "lines": _l("Lines"),
    **{f"lines.{key}": spec(f"F09.line.{key}").label for key in COLUMNS},
    "lines.product_id": _l("Product"), "lines.gift": _l("Gift"), "lines.note": _l("Remarks"),
    "lines.list_price": _l("List price"), "lines.floor_price": _l("Floor price"), "lines.share": _l("Discount on the whole"),
    "lines.gross": spec("F09.line.amount").label,
}  # fmt: skip

SUBJECT = Subject(
    type=QUOTATION,
    label=_l("Quotation"),
    load=queries.load,
    hold=queries.hold,
    sees=access.sees,
    describe=page.describe,
    letter=page.letter,
    freeze=actions.freeze,
    shows=actions.shows,
    parts=PARTS,
    route=actions.way,
    asks=actions.asks,
    settings=SETTINGS,
    runs=access.may_keep,
    submitter=lambda quotation, user: quotation.owner,
    binds=lambda quotation: quotation.status == Status.APPROVING,
    awaits=lambda quotation: quotation.status == Status.DRAFT,
    submitted=actions.submitted,
    ended=actions.ended,
    answers={one: VERDICT_LABELS[one] for one in (Verdict.AGREE, Verdict.RETURN, Verdict.VETO)},
    task=lambda title: _("Decide on the quotation: %(what)s", what=title),
    template="quotations/approval/_to_decide.html",
    facts=page.to_decide,
)

CAPABILITY = Capability(
    name="quotation_approval",
    blueprints=(routes.bp,),
    rights={"quotation_approval.create_submission": SELLING},
    approvals=(SUBJECT,),
)
