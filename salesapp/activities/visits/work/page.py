"""The lines of the day about visits: to be agreed, to be prepared, to be held and written down (R16, R17, F05)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row

from salesapp.activities.visits.preparation.rules import ITEM_LABELS
from salesapp.activities.visits.rules import KIND_LABELS, is_near
from salesapp.activities.visits.work.rules import BOOKING, PREPARATION, RECORD
from salesapp.calendar.lateness.rules import Tone, lateness
from salesapp.policies.queries import policy
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.words import gettext as _
from salesapp.work.rules import Todo


def booking(row: Row, now: datetime) -> Todo:
    """Return the line that asks to agree on a time with the customer (R16)."""
    url = address("visits.show", visit_id=row.subject_id)
    said = lateness(row.due_at, now, clock.zone()) if row.due_at else None
    return Todo(
        due_at=row.due_at or clock.end_of(clock.local(now).date()), kind=BOOKING,
        title=_("Agree on a visit: %(customer)s", customer=row.facts["customer"]), detail=_detail(row.facts), url=url,
        action_label=_("Book it"), action_url=f"{url}#booking", overdue=said is not None and said.tone is Tone.LATE,
        soon=said is not None and said.tone is Tone.SOON, due_words=said.words if said else _("no time yet"),
    )  # fmt: skip


def preparation(row: Row, now: datetime) -> Todo:
    """Return the line that asks for what is not in the bag yet (R17)."""
    url, said = address("visits.show", visit_id=row.subject_id), lateness(row.due_at, now, clock.zone())
    lacking = _(", ").join(str(ITEM_LABELS[item]) for item in row.facts["lacking"])
    return Todo(
        due_at=row.due_at, kind=PREPARATION, title=_("Prepare the visit: %(customer)s", customer=row.facts["customer"]),
        detail=_("Not in the bag: %(things)s", things=lacking), url=url, action_label=_("Prepare"),
        action_url=f"{url}#preparation", overdue=said.tone is Tone.LATE, soon=said.tone is Tone.SOON, due_words=said.words,
    )  # fmt: skip


def record(row: Row, now: datetime) -> Todo:
    """Return the line of a visit on its day: near its time it opens the visit, afterwards it asks for the record (F05)."""
    facts = row.facts
    starts_at, ends_at = (datetime.fromisoformat(facts[name]) for name in ("starts_at", "ends_at"))
    url = address("visits.show", visit_id=row.subject_id)
    near = is_near(starts_at, now, minutes=policy("visit_opens_minutes"))
    opens: dict[str, Any] = {"action_label": _("Look"), "action_url": url}
    if near:
        opens = {
            "action_label": _("Visit now") if now < ends_at else _("Write it down"),
            "action_url": address("visit_records.new", visit_id=row.subject_id),
        }
    if now < ends_at:
        words = lateness(starts_at, now, clock.zone()).words if starts_at > now else _("now")
        title, late = _("Visit %(customer)s", customer=facts["customer"]), False
    else:
        said = lateness(row.due_at, now, clock.zone())
        title, words = _("Write down the visit: %(customer)s", customer=facts["customer"]), said.words
        late = said.tone is Tone.LATE
    return Todo(
        due_at=starts_at if now < ends_at else row.due_at, kind=RECORD, title=title, detail=_detail(facts, place=True),
        url=url, overdue=late, soon=near and not late, hours_run=near, due_words=words, **opens,
    )  # fmt: skip


def _detail(facts: Any, *, place: bool = False) -> str:
    parts = (str(KIND_LABELS[facts["kind"]]), facts["place"] if place else "", facts["purpose"])
    return " · ".join(part for part in parts if part)
