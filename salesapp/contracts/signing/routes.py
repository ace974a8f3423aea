"""Signature and archive on the screen (F11)."""

from __future__ import annotations

from flask import Blueprint, flash, url_for
from flask_login import current_user

from salesapp.contracts import access
from salesapp.contracts.models import Contract
from salesapp.contracts.routes import found_or_404, refused, show_url
from salesapp.contracts.signing import actions, page
from salesapp.contracts.signing.forms import ArchiveForm, signature_form
from salesapp.db import db
from salesapp.web import clock, htmx
from salesapp.words import gettext as _

bp = Blueprint("signing", __name__, url_prefix="/contracts")


@bp.post("/<int:contract_id>/signatures")
def create_signature(contract_id: int):
    """Note the signature and the seal; the hand-off falls due."""
    contract = found_or_404(contract_id)
    form = signature_form(page.dates_past(contract))()
    sign = lambda: actions.sign(contract, form.values(), by=current_user, at=clock.now())  # noqa: E731
    check = lambda: actions.check_signing(contract, form.values(), at=clock.now())  # noqa: E731
    handoff = form.carry_out(sign, rules=check)
    if handoff is None:
        return refused(contract, form, "sign_form", part="contracts/signing/signing.html")
    target = url_for("handoff.show", contract_id=contract.id)
    form.settle(target)
    db.session.commit()
    flash(_("Signed. Hand it over to finance and after-sales by %(day)s.", day=handoff.due_on), "ok")
    return htmx.go(target)


@bp.post("/<int:contract_id>/archivings")
def create_archiving(contract_id: int):
    """Note where the signed paper lies."""
    contract = found_or_404(contract_id)
    form = ArchiveForm().expect_version(contract)
    archivist = lambda: access.check_archivist(contract, current_user)  # noqa: E731
    check = lambda: actions.check_archiving(contract, form.archived_on.data, at=clock.now())  # noqa: E731
    if form.carry_out(lambda: _archive(contract, form), may=archivist, rules=check) is None:
        return refused(contract, form, "archive_form", part="contracts/signing/archive.html")
    form.settle(show_url(contract))
    db.session.commit()
    flash(_("Filed under %(number)s.", number=form.archive_no.data), "ok")
    return htmx.go(show_url(contract))


def _archive(contract: Contract, form: ArchiveForm) -> None:
    actions.archive(contract, form.values(), by=current_user, at=clock.now())
