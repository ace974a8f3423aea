"""What going through the clauses with the customer tells the house (R39)."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.contracts.explanations import queries, routes
from salesapp.contracts.explanations.rules import ANSWER_LABELS
from salesapp.rights.rules import BUSINESS, SALES
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

CAPABILITY = Capability(
    name="explanations",
    blueprints=(routes.bp,),
    rights={
        "explanations.new": SALES,
        "explanations.create": SALES,
        "explanations.show": BUSINESS,
        "explanations.open_round": BUSINESS,
        "explanations.create_answer": SALES,
        "explanations.create_ending": SALES,
        "explanations.sheet": BUSINESS,
    },
    takes_files=frozenset({"explanations.create_ending"}),
    attachments={"clause_explanation": queries.sees},
    opens={"clause_explanation": ("explanations.open_round", "explanation_id")},
    files_of_customer={"clause_explanation": queries.of_customer},
    trail=Vocabulary(
        records={
            "clause_explanation": lazy_pgettext("trail", "round through the clauses"),
            "explained_clause": lazy_pgettext("trail", "clause explained"),
        },
        fields={
            "with_whom": lazy_pgettext("trail", "with whom"),
            "way": lazy_pgettext("trail", "way"),
            "begun_by_id": lazy_pgettext("trail", "begun by"),
            "begun_at": lazy_pgettext("trail", "begun at"),
            "no_objection": _l("The customer has no objection left"),
            "explanation_id": lazy_pgettext("trail", "round through the clauses"),
            "explained_clause.said": lazy_pgettext("trail", "how the clause reads"),
            "explained_clause.answer": lazy_pgettext("trail", "answer"),
        },
        codes={"explained_clause.answer": ANSWER_LABELS},
    ),
)
