"""What requests for support tell the house (R9, R64)."""

from __future__ import annotations

import functools

from sqlalchemy import func

from salesapp.accounts.belongings.rules import Belonging
from salesapp.capability import Capability
from salesapp.documents.numbering.rules import NumberKind
from salesapp.rights.rules import BUSINESS, ROLE_LABELS
from salesapp.support import actions, page, queries, routes
from salesapp.support.models import SupportRequest
from salesapp.support.rules import HELPERS, STATUS_LABELS, TURN_LABELS
from salesapp.support.search.queries import find
from salesapp.support.work.capability import CAPABILITY as WORK
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.blocks import Block
from salesapp.web.hits import Search
from salesapp.web.story import TO_COME, History
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

RIGHTS = dict.fromkeys(
    (
        "support.index", "support.new", "support.create", "support.show", "support.create_acceptance",
        "support.create_answer", "support.create_refusal", "support.create_withdrawal", "support.create_repetition",
        "support.create_reading",
    ),
    BUSINESS,
)  # fmt: skip

TRAIL = Vocabulary(
    records={
        "support_request": lazy_pgettext("trail", "request for support"),
        "support_turn": lazy_pgettext("trail", "turn of a request for support"),
    },
    fields={
        "about": lazy_pgettext("trail", "for the sake of"),
        "support_request.what": lazy_pgettext("trail", "what is asked for"),
        "support_turn.what": lazy_pgettext("trail", "turn"),
        "asked_id": lazy_pgettext("trail", "asked of"),
        "taken_by_id": lazy_pgettext("trail", "taken on by"),
        "asked_by_id": lazy_pgettext("trail", "asked by"),
        "asked_at": lazy_pgettext("trail", "asked at"),
        "support_request.answer": lazy_pgettext("trail", "answer"),
        "answered_at": lazy_pgettext("trail", "answered at"),
        "read_at": lazy_pgettext("trail", "read at"),
        "request_id": lazy_pgettext("trail", "request for support"),
        "words": lazy_pgettext("trail", "words"),
    },
    codes={
        "support_request.status": STATUS_LABELS,
        "support_turn.what": TURN_LABELS,
        "support_request.role": ROLE_LABELS,
    },
)


def _block(kind: str) -> Block:
    """Return what the page of one kind of record shows: what was asked, and the way to ask."""
    return Block(
        "support", kind, "support", _l("Support"), functools.partial(page.panel, kind), "support/_panel.html"
    )


BELONGINGS = (
    Belonging(
        name="support_asked", label=_l("Support asked for"), record="support_request", open=queries.awaited,
        people=(SupportRequest.asked_by_id,), about=queries.about, as_work=True, pass_on=actions.take_over_asked,
        holders=BUSINESS, waits=True,
    ),
    Belonging(
        name="support_given", label=_l("Support to give"), record="support_request", open=queries.given,
        people=(func.coalesce(SupportRequest.taken_by_id, SupportRequest.asked_id),), as_work=True,
        pass_on=actions.take_over_given, holders=BUSINESS, waits=True,
    ),
    Belonging(
        name="support_of_role", label=_l("Support that only they can give (else the directors)"),
        record="support_request", open=queries.given, alone=queries.of_the_last, as_work=True,
        pass_on=actions.take_over_of_role, holders=frozenset(HELPERS), waits=True,
    ),
)  # fmt: skip

CAPABILITY = Capability(
    name="support",
    belongings=BELONGINGS,
    blueprints=(routes.bp,),
    rights=RIGHTS,
    numbers=(NumberKind("support_request", "ZC", 4),),
    opens={"support_request": ("support.show", "request_id")},
    searches=(Search("support_request", _l("Support"), find),),
    history=History(
        frozenset({TO_COME, page.GROUP}), page.tell, {page.GROUP: _l("Support")}, block="support"
    ),
    blocks=(_block("customer"), _block("opportunity")),
    trail=TRAIL,
    nouns=(WORK,),
)
