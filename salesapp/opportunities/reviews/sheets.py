"""The values of the printed sheet of a review (F24)."""

from __future__ import annotations

from typing import Any

from salesapp.accounts.models import User
from salesapp.documents.attachments import queries as attachments
from salesapp.documents.paper.values import SheetData, Signature
from salesapp.opportunities.queries import find
from salesapp.opportunities.reviews import page, queries
from salesapp.opportunities.reviews.models import FIELDS
from salesapp.rights.rules import Role


def review_sheet(opportunity_id: int, user: User) -> SheetData | None:
    """Return what the sheet F24 of an opportunity shows; nothing where it has not ended or may not be seen."""
    opportunity = find(opportunity_id, user)
    if opportunity is None or not page.ended(opportunity):
        return None
    review = queries.review_of(opportunity)
    values: dict[str, Any] = {
        "number": opportunity.number, "name": opportunity.name, "result": opportunity.status, "amount": opportunity.told,
        "basis": opportunity.basis,
        "closed_on": opportunity.closed_on, "cycle_days": page.cycle_days(opportunity),
        "recontact_on": opportunity.recontact_on, "cause": opportunity.close_reason,
    }  # fmt: skip
    signatures: dict[str, Signature] = {}
    if review is not None:
        values |= {name: getattr(review, name) for name in FIELDS} | {"opinion": review.opinion}
        values["reusable"] = [file.name for file in attachments.of(queries.FILES_OF, review.id)]
        signatures["owner"] = Signature(review.by.name, review.at)
        if review.opinion_by is not None:
            signatures[Role.SUPERVISOR] = Signature(review.opinion_by.name, review.opinion_at)
    return SheetData(
        number=opportunity.number, values=values, signatures=signatures, url=f"/opportunities/{opportunity.id}",
        subject=opportunity.customer.short_name or opportunity.customer.full_name, status="" if review else "draft",
    )  # fmt: skip
