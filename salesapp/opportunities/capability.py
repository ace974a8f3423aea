"""What opportunities tell the house."""

from __future__ import annotations

import functools

from salesapp.capability import Capability
from salesapp.documents.numbering.rules import NumberKind
from salesapp.opportunities import access, routes, sheets
from salesapp.opportunities.board.capability import CAPABILITY as BOARD
from salesapp.opportunities.cadence.capability import CAPABILITY as CADENCE
from salesapp.opportunities.cards import page as cards
from salesapp.opportunities.changes import page as changes
from salesapp.opportunities.changes.queries import latest
from salesapp.opportunities.decisions.capability import CAPABILITY as DECISIONS
from salesapp.opportunities.grading.capability import CAPABILITY as GRADING
from salesapp.opportunities.guide.capability import CAPABILITY as GUIDE
from salesapp.opportunities.lists.capability import CAPABILITY as LISTS
from salesapp.opportunities.ownership.capability import CAPABILITY as OWNERSHIP
from salesapp.opportunities.reviews.capability import CAPABILITY as REVIEWS
from salesapp.opportunities.rules import DECISION_LABELS, STATUS_LABELS
from salesapp.opportunities.search.capability import CAPABILITY as SEARCH
from salesapp.opportunities.sources.capability import CAPABILITY as SOURCES
from salesapp.opportunities.sums.capability import CAPABILITY as SUMS
from salesapp.opportunities.support.capability import CAPABILITY as SUPPORT
from salesapp.opportunities.work.capability import CAPABILITY as WORK
from salesapp.playbook.dictionaries.queries import label
from salesapp.rights.rules import BUSINESS, SELLING
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.blocks import Block
from salesapp.web.menu import Place
from salesapp.web.story import History
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

RIGHTS = {
    "opportunities.index": BUSINESS,
    "opportunities.export_list": SELLING,
    "opportunities.breaches": BUSINESS,
    "opportunities.follow_ups": BUSINESS,
    "opportunities.pick": BUSINESS,
    "opportunities.pick_contact": SELLING,
    "opportunities.new": SELLING,
    "opportunities.create": SELLING,
    "opportunities.edit": SELLING,
    "opportunities.update": SELLING,
    "opportunities.new_closure": SELLING,
    "opportunities.create_closure": SELLING,
    "opportunities.new_reopening": SELLING,
    "opportunities.create_reopening": SELLING,
}

TRAIL = Vocabulary(
    records={
        "opportunity": lazy_pgettext("trail", "opportunity"),
        "opportunity_collaborator": lazy_pgettext("trail", "collaborator on an opportunity"),
    },
    fields={
        "key_contact_id": lazy_pgettext("trail", "key contact"),
        "opportunity_id": lazy_pgettext("trail", "opportunity"),
        "amount": lazy_pgettext("trail", "amount"),
        "need": lazy_pgettext("trail", "need"),
        "expected_close_on": lazy_pgettext("trail", "expected close"),
        "product_type": lazy_pgettext("trail", "product type"),
        "competitors": lazy_pgettext("trail", "competitors"),
        "support_needed": lazy_pgettext("trail", "support needed"),
        "decision": lazy_pgettext("trail", "decision"),
        "decision_by_id": lazy_pgettext("trail", "decision by"),
        "decision_at": lazy_pgettext("trail", "decision at"),
        "closed_on": lazy_pgettext("trail", "closed on"),
        "close_reason": lazy_pgettext("trail", "reason for closing"),
        "close_note": lazy_pgettext("trail", "note on closing"),
        "recontact_on": lazy_pgettext("trail", "contact again on"),
    },
    codes={
        "opportunity.status": STATUS_LABELS,
        "decision": DECISION_LABELS,
        "close_reason": functools.partial(label, "close_reason"),
        "list": {"opportunities": lazy_pgettext("trail", "opportunities")},
        "product_type": functools.partial(label, "product_type"),
    },
)

CAPABILITY = Capability(
    name="opportunities",
    blueprints=(routes.bp,),
    rights=RIGHTS,
    menu=(Place(30, "opportunities", _l("Opportunities"), "board.show", "g o"),),
    numbers=(NumberKind("opportunity", "SJ", 4),),
    sheets={"F06": sheets.file_sheet},
    template_globals={
        "drawn_cards": cards.cards,
        "drawn_lines": cards.lines,
        "drawn_breaches": cards.breaches,
    },
    history=History(frozenset({"change"}), changes.tell, asks=latest),
    blocks=(
        Block(
            "grades",
            "opportunity",
            "grades",
            _l("Changes of grade"),
            changes.grades,
            "opportunities/changes/_mini.html",
            wide=True,
        ),
    ),
    shows={"customer": dict.fromkeys(access.COLLABORATORS, access.customers_behind)},
    trail=TRAIL,
    nouns=(
        OWNERSHIP,
        DECISIONS,
        GRADING,
        CADENCE,
        BOARD,
        LISTS,
        WORK,
        GUIDE,
        SEARCH,
        SUPPORT,
        SOURCES,
        REVIEWS,
        SUMS,
    ),
)
