"""Which items of the checklist a change opens again: what changed is checked and explained anew (R39). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from salesapp.contracts.checklist.rules import NO_OBJECTION

#: What a contract takes from its customer: who signs, and who is invoiced.
PARTY = (
    "full_name",
    "credit_code",
    "invoice_title",
    "invoice_tax_no",
    "invoice_address_phone",
    "invoice_bank",
)

#: Which items speak of which facts of the contract: a changed fact has to be checked, and explained, again.
SPEAKS_OF: Mapping[str, frozenset[int]] = {
    **dict.fromkeys(PARTY, frozenset({1, 2})),
    "our_entity": frozenset({1}),
    "amount": frozenset({7, 11}),
    "payment_nodes": frozenset({11}),
    "payment_terms": frozenset({11}),
    "tax_rate": frozenset({8}),
    "currency": frozenset({9}),
    "delivery_content": frozenset({6}),
    "delivery_on": frozenset({10}),
    "delivery_cycle": frozenset({10}),
    "after_sales": frozenset({12}),
    "acceptance": frozenset({13}),
    "copies": frozenset({20}),
    "starts_on": frozenset({20}),
    "ends_on": frozenset({20}),
    "is_standard_text": frozenset({21, 22}),
    "deviation": frozenset({21, 22}),
    "template_version": frozenset({21}),
}


def reopened_by(changed: Iterable[str]) -> frozenset[int]:
    """Return the items that a change of these facts opens again, the last confirmation with them.

    The customer confirmed another text: what changed is explained again before the contract goes to approval (R39).
    """
    touched = frozenset().union(*(SPEAKS_OF.get(name, frozenset()) for name in changed))
    return touched | {NO_OBJECTION} if touched else touched
