"""What is sent of photos along with a registration sheet: a new one, those read before, the values that are taken over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request
from werkzeug.datastructures import FileStorage

from salesapp.customers.camera.page import Proposal
from salesapp.customers.camera.rules import Shown
from salesapp.customers.contacts.rules import MOST_CONTACTS
from salesapp.customers.picking.forms import Picked
from salesapp.customers.registration.forms import RegistrationForm

EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class Sent:
    """The part of a request that is about photos."""

    upload: FileStorage | None
    wanted: Shown
    tokens: list[str]
    taken: list[str]
    kept: bool

    @classmethod
    def of_request(cls) -> Sent:
        """Return what was sent; the first file of the three ways to choose one."""
        files = [(shown, request.files.get(f"photo_{shown}")) for shown in Shown]
        wanted, upload = next(
            ((shown, file) for shown, file in files if file is not None and file.filename),
            (Shown.PICTURE, None),
        )
        return cls(
            upload,
            wanted,
            request.form.getlist("photo")[-8:],
            request.form.getlist("take")[:40],
            "keep_photos" in request.form,
        )


def fill_in(form: RegistrationForm, proposals: Sequence[Proposal], taken: Sequence[str]) -> None:
    """Put the values that a person took over into the sheet; “everything” leaves alone what is filled in."""
    for proposal in proposals:
        named = f"{proposal.field}={proposal.value}" in taken
        if not proposal.takeable or not (named or (EVERYTHING in taken and proposal.with_all)):
            continue
        _ensure_row(form, proposal.field)
        target = form._field(proposal.field)
        if target is None or (target.data and not named and not proposal.added):
            continue
        value = proposal.value
        if proposal.added and target.data and proposal.value not in target.data:
            value = f"{target.data}\n{proposal.value}"
        if isinstance(target, Picked):
            target.typed = None
        target.process_formdata([value])
        target.raw_data = [value]


def _ensure_row(form: RegistrationForm, name: str) -> None:
    rows = form.contacts
    while name.startswith(f"contacts-{len(rows)}-") and len(rows) < MOST_CONTACTS:
        rows.append_entry()
