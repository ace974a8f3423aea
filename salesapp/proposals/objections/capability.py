"""What objections tell the house (R36, R37)."""

from __future__ import annotations

import functools

from salesapp.capability import Capability
from salesapp.playbook.dictionaries.queries import label
from salesapp.playbook.objections.page import RECORD as ANSWER
from salesapp.proposals.access import WRITERS
from salesapp.proposals.objections import page, queries, routes
from salesapp.proposals.objections.rules import METHOD_LABELS, STATE_LABELS
from salesapp.proposals.objections.work.capability import CAPABILITY as WORK
from salesapp.rights.rules import BUSINESS
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.blocks import Block
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

CAPABILITY = Capability(
    name="proposals.objections",
    blueprints=(routes.bp,),
    rights={
        "customer_objections.index": BUSINESS,
        "customer_objections.show": BUSINESS,
        "customer_objections.new": WRITERS,
        "customer_objections.create": WRITERS,
        "customer_objections.create_reply": WRITERS,
    },
    takes_files=frozenset({"customer_objections.create", "customer_objections.create_reply"}),
    attachments={"objection_reply": queries.sees_reply},
    opens={"customer_objection": ("customer_objections.show", "objection_id")},
    blocks=(Block("share", ANSWER, "share", _l("Resolved"), page.of_answer, ""),),
    trail=Vocabulary(
        records={
            "customer_objection": lazy_pgettext("trail", "objection of a customer"),
            "objection_reply": lazy_pgettext("trail", "answer that was given"),
        },
        fields={
            "customer_objection.words": lazy_pgettext("trail", "their words"),
            "raised_on": lazy_pgettext("trail", "raised on"),
            "customer_objection.next_on": lazy_pgettext("trail", "come back to it on"),
            "objection_reply.next_on": lazy_pgettext("trail", "come back to it on"),
            "objection_id": lazy_pgettext("trail", "objection"),
            "answer_id": lazy_pgettext("trail", "answer of the bank"),
            "evidence_id": lazy_pgettext("trail", "evidence"),
            "objection_reply.points": lazy_pgettext("trail", "points of the answer"),
            "customer_objection.state": lazy_pgettext("trail", "how far resolved"),
            "objection_reply.state": lazy_pgettext("trail", "how far resolved"),
            "customer_objection.kind": lazy_pgettext("trail", "type of objection"),
        },
        codes={
            "customer_objection.kind": functools.partial(label, queries.KINDS),
            "customer_objection.state": STATE_LABELS,
            "objection_reply.state": STATE_LABELS,
            "objection_reply.method": METHOD_LABELS,
        },
    ),
    nouns=(WORK,),
)
