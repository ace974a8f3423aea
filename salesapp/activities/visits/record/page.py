"""The record of a visit laid ready: its people, its time, its opportunity, its outline beside the boxes (F05)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from salesapp.accounts.models import User
from salesapp.activities import page as records
from salesapp.activities.rules import Channel
from salesapp.activities.visits.models import Visit
from salesapp.activities.visits.rules import mark_of

if TYPE_CHECKING:  # a form comes in to be filled
    from salesapp.activities.forms import RecordForm


def prepare(form: RecordForm, visit: Visit, user: User, now: datetime) -> dict[str, Any]:
    """Fill the lists of the form, and return what the visit shows beside it."""
    return {
        "visit": visit,
        "seen": mark_of(visit.starts_at, visit.ends_at),
        **records.prepare(form, visit.customer, user, now),
    }


def fill_in(form: RecordForm, visit: Visit, context: dict[str, Any], user: User, now: datetime) -> None:
    """Fill in what the visit knows: whom one met, who came along, since when, about which opportunity."""
    asked = {"opportunity": str(visit.opportunity_id or "")}
    records.fill_in(form, visit.customer, asked, context, user, now)
    form.channel.data = Channel.VISIT
    offered = {contact.id for contact in context["contacts"]}
    form.contacts.data = [one for one in visit.contact_ids if one in offered] or form.contacts.data
    ours = {choice.value for choice in form.colleagues.choices}
    form.colleagues.data = [one for one in {*visit.companion_ids, visit.owner_id} if one in ours]
    began = visit.started_at or visit.starts_at
    if began is not None and began < now:
        form.started_at.process_data(began)
    ended = visit.ends_at if visit.ends_at and began and began < visit.ends_at < now else now
    form.ended_at.process_data(ended)
