"""Supplements on the screen: drawn up, submitted, signed, voided (F11)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from salesapp.contracts.access import check_keeper
from salesapp.contracts.amendments import actions, page, queries, rules
from salesapp.contracts.amendments.drafting import page as drafting
from salesapp.contracts.amendments.early.page import instead
from salesapp.contracts.amendments.forms import (
    AmendmentForm,
    SigningForm,
    SubmissionForm,
    VoidingForm,
    form_of,
)
from salesapp.contracts.amendments.models import Amendment
from salesapp.contracts.amendments.planning import rules as planning
from salesapp.contracts.amendments.rules import Kind
from salesapp.contracts.forms import chosen
from salesapp.contracts.models import Contract
from salesapp.contracts.routes import found_or_404
from salesapp.db import db
from salesapp.web import clock, htmx
from salesapp.web.forms import Form
from salesapp.words import gettext as _

bp = Blueprint("amendments", __name__, url_prefix="/contracts")


def _kind() -> Kind:
    asked = request.values.get("kind", "")
    return Kind(asked) if asked in set(Kind) else Kind.SUPPLEMENT


def _found(contract_id: int, amendment_id: int) -> tuple[Contract, Amendment]:
    contract = found_or_404(contract_id)
    return contract, queries.find(contract, amendment_id) or abort(404)


@bp.get("/amendments/<int:amendment_id>")
def open_amendment(amendment_id: int):
    """Go to a supplement by its own number."""
    contract_id = queries.contract_of(amendment_id, current_user) or abort(404)
    return redirect(url_for(".show", contract_id=contract_id, amendment_id=amendment_id), code=303)


def _form_page(contract: Contract, kind: Kind, amendment: Amendment | None = None) -> dict[str, Any]:
    return {
        "contract": contract,
        "kind": kind,
        "amendment": amendment,
        "kept": planning.kept(contract.standing()),
        "settled": drafting.settled(contract) if kind == Kind.ENDING else [],
        "hanging": page.hanging(contract, amendment, kind),
        "instead": instead(contract, kind),
    }


@bp.get("/<int:contract_id>/amendments/new")
def new(contract_id: int):
    """Show the form of a supplement, or of an ending before its time."""
    contract, kind = found_or_404(contract_id), _kind()
    check_keeper(contract, current_user)
    actions.check_amendable(contract)
    form = form_of(kind)(formdata=None, data=drafting.first_values(contract, kind))
    return render_template("contracts/amendments/edit.html", form=form, **_form_page(contract, kind))


@bp.post("/<int:contract_id>/amendments")
def create(contract_id: int):
    """Draw up a supplement."""
    contract, kind = found_or_404(contract_id), _kind()
    form = form_of(kind)()
    drawn = form.carry_out(
        lambda: _draw_up(contract, kind, form), may=lambda: check_keeper(contract, current_user),
        rules=lambda: _check(contract, kind, form),
    )  # fmt: skip
    if drawn is None:
        return form.again("contracts/amendments/edit.html", **_form_page(contract, kind))
    return _done(form, drawn, _("Drawn up: %(number)s.", number=drawn.number))


def _check(contract: Contract, kind: Kind, form: AmendmentForm) -> None:
    whole, confirmed = form.reads("amount", "payment_nodes"), actions.confirmed_of(form.values())
    actions.check_said(contract, form.terms(kind), confirmed, whole=whole, at=clock.now())


def _draw_up(contract: Contract, kind: Kind, form: AmendmentForm) -> Amendment:
    confirmed = actions.confirmed_of(form.values())
    files, at = chosen(form.texts), clock.now()
    return actions.draw_up(contract, form.terms(kind), confirmed, files, by=current_user, at=at)


def _done(form: Form, amendment: Amendment, said: str):
    target = form.onward(url_for(".show", contract_id=amendment.contract_id, amendment_id=amendment.id))
    form.settle(target)
    db.session.commit()
    flash(said, "ok")
    return htmx.go(target)


@bp.get("/<int:contract_id>/amendments/<int:amendment_id>")
def show(contract_id: int, amendment_id: int):
    """Show one supplement: what it changes, where it stands."""
    return render_template("contracts/amendments/show.html", **_page(*_found(contract_id, amendment_id)))


def _page(contract: Contract, amendment: Amendment, **forms: Form) -> dict[str, Any]:
    empty = {
        "submission_form": SubmissionForm(formdata=None),
        "signing_form": SigningForm(formdata=None),
        "voiding_form": VoidingForm(formdata=None),
    }
    return (
        {
            "contract": contract, "amendment": amendment, "desk": page.desk(amendment, current_user),
            "hanging": page.hanging(contract, amendment), "changes": page.changes(amendment),
            "instead": instead(contract, amendment.kind) if amendment.is_open else "",
            "facts_of": page.facts(amendment), "files": page.files_of(amendment),
        }
        | empty
        | forms
    )  # fmt: skip


@bp.get("/<int:contract_id>/amendments/<int:amendment_id>/edit")
def edit(contract_id: int, amendment_id: int):
    """Show the form of a supplement, to be changed."""
    contract, amendment = _found(contract_id, amendment_id)
    check_keeper(contract, current_user)
    rules.check_editable(amendment.status)
    form = form_of(amendment.kind)(formdata=None, data=drafting.values(amendment)).expect_version(amendment)
    return render_template(
        "contracts/amendments/edit.html", form=form, **_form_page(contract, amendment.what_it_is, amendment)
    )


@bp.post("/<int:contract_id>/amendments/<int:amendment_id>")
def update(contract_id: int, amendment_id: int):
    """Change a supplement while nobody decides on it."""
    contract, amendment = _found(contract_id, amendment_id)
    form = form_of(amendment.kind)().expect_version(amendment)
    if (
        form.carry_out(
            lambda: _revise(amendment, form),
            may=lambda: check_keeper(contract, current_user),
            rules=lambda: _check(contract, amendment.what_it_is, form),
        )  # fmt: skip
        is None
    ):
        return form.again(
            "contracts/amendments/edit.html", **_form_page(contract, amendment.what_it_is, amendment)
        )
    return _done(form, amendment, _("Saved."))


def _revise(amendment: Amendment, form: AmendmentForm) -> None:
    confirmed, terms = actions.confirmed_of(form.values()), form.terms(amendment.kind)
    actions.revise(amendment, terms, confirmed, chosen(form.texts), by=current_user, at=clock.now())


@bp.post("/<int:contract_id>/amendments/<int:amendment_id>/submissions")
def create_submission(contract_id: int, amendment_id: int):
    """Send a supplement into its approval."""
    contract, amendment = _found(contract_id, amendment_id)
    form = SubmissionForm()
    verb = lambda: actions.submit(amendment, answer=form.answer.data, by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(verb) is None:
        return form.again(
            "contracts/amendments/show.html", **_page(contract, amendment, submission_form=form)
        )
    return _done(form, amendment, _("Submitted for approval."))


@bp.post("/<int:contract_id>/amendments/<int:amendment_id>/withdrawals")
def create_withdrawal(contract_id: int, amendment_id: int):
    """Take a supplement back from its approval."""
    contract, amendment = _found(contract_id, amendment_id)
    form = SubmissionForm()
    if form.carry_out(lambda: actions.withdraw(amendment, by=current_user, at=clock.now())) is None:
        return form.again(
            "contracts/amendments/show.html", **_page(contract, amendment, submission_form=form)
        )
    return _done(form, amendment, _("Withdrawn. It can be changed again."))


@bp.post("/<int:contract_id>/amendments/<int:amendment_id>/signatures")
def create_signature(contract_id: int, amendment_id: int):
    """Bring a supplement into force."""
    contract, amendment = _found(contract_id, amendment_id)
    form = SigningForm()
    verb = lambda: actions.sign(  # noqa: E731
        amendment, form.signed_on.data, agreed=form.agreed.data, by=current_user, at=clock.now()
    )
    if form.carry_out(verb) is None:
        return form.again("contracts/amendments/show.html", **_page(contract, amendment, signing_form=form))
    return _done(form, amendment, _("In force: the contract says it from now on."))


@bp.post("/<int:contract_id>/amendments/<int:amendment_id>/voidings")
def create_voiding(contract_id: int, amendment_id: int):
    """Void a supplement before it is in force."""
    contract, amendment = _found(contract_id, amendment_id)
    form = VoidingForm()
    verb = lambda: actions.void(amendment, form.reason.data, by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(verb) is None:
        return form.again("contracts/amendments/show.html", **_page(contract, amendment, voiding_form=form))
    return _done(form, amendment, _("%(number)s is void.", number=amendment.number))
