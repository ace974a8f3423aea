"""What a round froze, on paper: part by part, with the fingerprint that every decision stands under (4.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from salesapp.accounts.models import User
from salesapp.accounts.queries import called
from salesapp.approvals.models import Approval
from salesapp.approvals.subjects.rules import Subject
from salesapp.db import db, writing
from salesapp.documents.paper import house
from salesapp.documents.paper.compose import environment
from salesapp.documents.press.pool import press
from salesapp.rights.rules import ROLE_LABELS, Role
from salesapp.trail import actions as audit
from salesapp.trail import queries as trail
from salesapp.trail.wording import page as wording
from salesapp.web.formats import moment
from salesapp.words import gettext as _


def values(approval: Approval, subject: Subject, record: Any, user: User) -> dict[str, Any]:
    """Return what the sheet shows, as plain values.

    Who is not shown all of it gets neither what is internal nor the salt, with which that could be guessed from the
    fingerprint.
    """
    kept = approval.frozen or {}
    frozen = subject.shows(kept, record, user)
    whole = frozen == kept
    pointed = _pointed_at(subject, frozen)
    people = called({number for kind, number in pointed if kind == "user"})
    names = wording.Names(people=people, records=trail.last_labels(pointed))
    decided = [
        (
            str(ROLE_LABELS[Role(seat.role)]),
            seat.decision.signed_by,
            moment(seat.decision.at),
            seat.decision.sha256 or "",
        )
        for seat in approval.decided
        if seat.decision
    ]
    return {
        "number": approval.number, "title": approval.title, "kind": subject.label_of(approval.frozen), "round": approval.round,
        "submitted": moment(approval.submitted_at), "sha256": approval.sha256 or "/",
        "salt": (approval.salt if whole else None) or "/",
        "parts": [
            (_label(subject, name), subject.reads[name](value, record) if name in subject.reads and value is not None
             else _said(subject, name, value, names))
            for name, value in frozen.items()
        ],
        "decided": decided,
    }  # fmt: skip


def _label(subject: Subject, name: str) -> str:
    """Return what a part is called; what every record has, such as its number, as the trail calls it."""
    return str(subject.parts.get(name) or wording.field_name(name, subject.record or subject.type))


def _places(subject: Subject) -> tuple[str, ...]:
    return (subject.type, subject.record) if subject.record else (subject.type,)


def _pointed_at(subject: Subject, frozen: Mapping[str, Any]) -> set[tuple[str, int]]:
    """Return the records that frozen numbers point to, so that they are named as when they were last written."""
    lines = [
        line
        for value in frozen.values()
        if isinstance(value, list)
        for line in value
        if isinstance(line, dict)
    ]
    found = {wording.record_of(name, value) for part in (frozen, *lines) for name, value in part.items()}
    for name, kind in subject.points.items():
        value = frozen.get(name)
        found |= {(kind, number) for number in (value if isinstance(value, list) else [value]) if number}
    return {each for each in found if each}


def _said(subject: Subject, name: str, value: Any, names: wording.Names) -> str:
    """Write a frozen value: lists line by line, the fields of a line by their words, nothing cut."""
    if value is None or value == [] or value == "":
        return "/"
    if isinstance(value, list):
        return "\n".join(_said(subject, name, each, names) for each in value)
    if isinstance(value, dict):
        return "；".join(
            f"{_called(subject, name, key)} {_field(subject, key, each, names)}"
            for key, each in value.items()
        )
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int) and name in subject.points:
        kind = subject.points[name]
        known = names.people.get(value) if kind == "user" else names.records.get((kind, value))
        return known or f"#{value}"
    if isinstance(value, int) and name.endswith("_id"):
        return wording.shown(_places(subject), name, value, names)
    return wording.plain(_places(subject), name, str(value))


def _called(subject: Subject, name: str, key: str) -> str:
    return str(subject.parts.get(f"{name}.{key}") or wording.field_name(key, subject.type))


def _field(subject: Subject, key: str, value: Any, names: wording.Names) -> str:
    if isinstance(value, str) and value:
        return wording.code_words((subject.type,), key, value) or value
    return wording.shown((subject.type,), key, value, names)


def frozen_sheet(approval: Approval, subject: Subject, record: Any, *, by: User) -> bytes:
    """Print what a round froze; who printed it when stands in the audit trail."""
    shown = values(approval, subject, record, by)
    detail = {"sheet": "frozen", "approval": approval.number, "round": approval.round}
    db.session.rollback()
    with writing():
        audit.record("print", detail=detail, actor=by)
    html = environment().get_template("documents/paper/frozen.html").render(imprint=house.imprint(), **shown)
    return press().print(html).pdf
