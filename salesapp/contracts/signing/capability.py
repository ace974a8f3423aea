"""What signature and archive tell the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.contracts.signing import routes
from salesapp.documents.forms import f11
from salesapp.documents.forms.registry import spec
from salesapp.rights.rules import SALES, Role
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_pgettext

#: Columns of F11 that a trail written before they had tables of their own still speaks of as the contract's.
KEPT = ("seal_kind", "seal_copies", "sealed_by", "sealed_on", "archive_no", "archived_by", "archived_on")

TRAIL = Vocabulary(
    records={
        "contract_signature": lazy_pgettext("trail", "signature of a contract"),
        "contract_sealing": lazy_pgettext("trail", "seal on a contract"),
        "contract_archiving": lazy_pgettext("trail", "place of a contract in the archive"),
    },
    fields={
        **{key: spec(f"F11.{key}").label for key in KEPT},
        "signed_on": lazy_pgettext("trail", "signed on"),
        "delivery_approved_on": lazy_pgettext("trail", "delivery that was approved"),
        "approved_on": lazy_pgettext("trail", "date that was approved"),
        "conditions_met": lazy_pgettext("trail", "conditions met"),
    },
    codes={"seal_kind": dict(f11.SEALS)},
)

CAPABILITY = Capability(
    name="signing",
    blueprints=(routes.bp,),
    rights={
        "signing.create_signature": SALES,
        "signing.create_archiving": SALES | {Role.LEGAL, Role.FINANCE},
    },
    trail=TRAIL,
)
