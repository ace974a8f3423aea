"""What personas tell the house (R11, R12)."""

from __future__ import annotations

import functools

from salesapp.capability import Capability
from salesapp.documents.numbering.rules import NumberKind
from salesapp.playbook.dictionaries import queries as dictionaries
from salesapp.prospecting.matching.rules import KIND_LABELS, RANK_LABELS
from salesapp.prospecting.personas import routes
from salesapp.prospecting.personas.rules import STATE_LABELS
from salesapp.rights.rules import LEADERS, SELLING
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_pgettext

TRAIL = Vocabulary(
    records={
        "persona": lazy_pgettext("trail", "persona"),
        "persona_version": lazy_pgettext("trail", "version of a persona"),
        "persona_condition": lazy_pgettext("trail", "condition of a persona"),
    },
    fields={
        "product": lazy_pgettext("trail", "product"),
        "state": lazy_pgettext("trail", "state"),
        "persona_id": lazy_pgettext("trail", "persona"),
        "no": lazy_pgettext("trail", "version"),
        "valid_from": lazy_pgettext("trail", "valid from"),
        "valid_until": lazy_pgettext("trail", "valid until"),
        "version_id": lazy_pgettext("trail", "version of the persona"),
        "position": lazy_pgettext("trail", "position"),
        "rank": lazy_pgettext("trail", "rank"),
        "values": lazy_pgettext("trail", "values"),
        "low": lazy_pgettext("trail", "from"),
        "high": lazy_pgettext("trail", "to"),
    },
    codes={
        "persona.product": functools.partial(dictionaries.label, "product_type"),
        "persona.state": STATE_LABELS,
        "persona_condition.kind": KIND_LABELS,
        "persona_condition.rank": RANK_LABELS,
    },
)

RIGHTS = {
    "personas.index": SELLING,
    "personas.show": SELLING,
    **dict.fromkeys(
        (
            "personas.new", "personas.create", "personas.edit", "personas.update", "personas.create_retirement",
            "personas.create_reinstatement",
        ),
        LEADERS,
    ),
}  # fmt: skip

CAPABILITY = Capability(
    name="personas",
    blueprints=(routes.bp,),
    rights=RIGHTS,
    numbers=(NumberKind("persona", "HX", 3),),
    opens={"persona": ("personas.show", "persona_id")},
    trail=TRAIL,
)
