"""What quotations tell the house (F09)."""

from __future__ import annotations

from sqlalchemy import true

from salesapp.accounts.belongings.rules import Belonging
from salesapp.capability import Capability
from salesapp.documents.forms.registry import vocabulary
from salesapp.documents.numbering.rules import NumberKind
from salesapp.policies.rules import PERCENT, Group, Kind, Order, Policies, Policy
from salesapp.quotations import actions, jobs, page, queries, routes, sheets
from salesapp.quotations.approval.capability import CAPABILITY as APPROVAL
from salesapp.quotations.authority import routes as authority
from salesapp.quotations.compare import routes as compare
from salesapp.quotations.editing import routes as editing
from salesapp.quotations.models import Quotation
from salesapp.quotations.papers import routes as papers
from salesapp.quotations.products.capability import CAPABILITY as PRODUCTS
from salesapp.quotations.reckoning.rules import ROUNDING_LABELS
from salesapp.quotations.rules import STATUS_LABELS
from salesapp.quotations.search.queries import PREFIX, find
from salesapp.quotations.story import page as story
from salesapp.quotations.story.queries import of
from salesapp.quotations.turns import routes as turns
from salesapp.quotations.validity.rules import UNIT_LABELS
from salesapp.quotations.work.capability import CAPABILITY as WORK
from salesapp.rights.rules import BUSINESS, RULERS, SALES, SELLING, Role
from salesapp.schedule.rules import Every, Job
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.blocks import Block
from salesapp.web.hits import Search
from salesapp.web.menu import Place
from salesapp.web.story import History
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

POLICIES = Policies(
    (
    Policy("quotation_valid_days", Group.QUOTATIONS, 15, _l("A quotation holds for"),
           _l("Where nobody says otherwise; the day of quoting is not counted."), "F09", unit=_l("days"), high=365),
    Policy("quotation_warn_days", Group.QUOTATIONS, 3, _l("Warn before it ends"),
           _l("Its owner is told once, on the day's list."), "F09", unit=_l("days"), high=60),
    Policy("quotation_off_rep", Group.QUOTATIONS, 10, _l("Representatives give up to"),
           _l("Off the list price, without asking anybody. A product may have a border of its own."),
           "F09", unit=PERCENT, high=100),
    Policy("quotation_off_supervisor", Group.QUOTATIONS, 20, _l("Supervisors give up to"),
           _l("Beyond it the director is asked."), "F09", unit=PERCENT, high=100),
    Policy("quotation_off_director", Group.QUOTATIONS, 30, _l("The director gives up to"),
           _l("Beyond it finance signs beside the director. Below a floor price finance signs in any case."),
           "F09", unit=PERCENT, high=100),
    Policy("quotation_unlisted", Group.QUOTATIONS, True, _l("Lines without a list price go to the supervisor"),
           _l("There is nothing to measure their discount by."), "F09", Kind.FLAG),
    ),
    orders=(
        Order("quotation_off_rep", "quotation_off_supervisor"), Order("quotation_off_supervisor", "quotation_off_director"),
    ),
)  # fmt: skip

RIGHTS = {
    "quotation_authority.show": SELLING | RULERS | {Role.FINANCE},
    **dict.fromkeys(
        (
            "quotations.index", "quotations.show", "quotation_compare.show", "quotation_papers.show",
            "quotation_papers.export",
        ),
        BUSINESS,
    ),
    **dict.fromkeys(
        (
            "quotations.new", "quotations.create", "quotations.edit", "quotations.update", "quotation_editing.offers",
            "quotation_editing.create_figures", "quotation_turns.create_sending", "quotation_turns.create_loss",
            "quotation_turns.create_version", "quotation_turns.create_copy",
        ),
        SELLING,
    ),
}  # fmt: skip

OF_THE_SHEET = vocabulary("F09", "quotation")
TRAIL = Vocabulary(
    records={
        "quotation": lazy_pgettext("trail", "quotation"),
        "quotation_line": lazy_pgettext("trail", "line of a quotation"),
    },
    events={"quotation_lines": lazy_pgettext("trail", "changed the lines of a quotation")},
    fields={
        **OF_THE_SHEET.fields,
        "revision": lazy_pgettext("trail", "version"),
        "copied_from_id": lazy_pgettext("trail", "copied from"),
        "valid_count": lazy_pgettext("trail", "valid for"),
        "valid_unit": lazy_pgettext("trail", "days or months"),
        "discount": lazy_pgettext("trail", "discount on the whole"),
        "rounding": lazy_pgettext("trail", "rounded down"),
        "quotation.remark": lazy_pgettext("trail", "remarks"),
        "approved_sha256": lazy_pgettext("trail", "fingerprint of the approved text"),
        "sent_to": lazy_pgettext("trail", "sent to"),
        "ended_at": lazy_pgettext("trail", "ended at"),
        "end_reason": lazy_pgettext("trail", "why it ended"),
        "lines": lazy_pgettext("trail", "lines"),
        "count": lazy_pgettext("trail", "how many"),
    },
    codes={
        **OF_THE_SHEET.codes,
        "quotation.status": STATUS_LABELS,
        "valid_unit": UNIT_LABELS,
        "rounding": ROUNDING_LABELS,
    },
)

BELONGINGS = (
    Belonging(
        name="quotations", label=_l("Quotations"), record="quotation", open=queries.running, people=(Quotation.owner_id,),
        about={"customer": Quotation.customer_id, "opportunity": Quotation.opportunity_id}.get, pass_on=actions.take_over,
        keeps_sight=True, ends=true, end=actions.end, holders=SALES,
    ),
)  # fmt: skip

CAPABILITY = Capability(
    name="quotations",
    blueprints=(authority.bp, routes.bp, editing.bp, turns.bp, compare.bp, papers.bp),
    menu=(Place(46, "quotations", _l("Quotations"), "quotations.index", "g b", icon="quote", shelf=True),),
    rights=RIGHTS,
    policies=POLICIES,
    numbers=(NumberKind("quotation", "BJ", 3, monthly=True),),
    sheets={"F09": sheets.approval_sheet},
    opens={"quotation": ("quotations.show", "quotation_id")},
    searches=(Search("quotation", _l("Quotations"), find, prefix=PREFIX),),
    history=History(
        frozenset({story.GROUP}), story.tell, {story.GROUP: _l("Quotations")}, block="quotations", asks=of
    ),
    blocks=(
        Block(
            "quotations",
            "opportunity",
            "quotations",
            _l("Quotations"),
            page.of_opportunity,
            "quotations/_mini.html",
            wide=True,
        ),
    ),
    jobs=(Job("quotations.lapse", Every.NIGHT, jobs.lapse),),
    belongings=BELONGINGS,
    trail=TRAIL,
    nouns=(PRODUCTS, APPROVAL, WORK),
)
