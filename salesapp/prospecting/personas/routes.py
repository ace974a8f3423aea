"""Personas on the screen: all of them, one with its versions, the next version (R11, R12)."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, flash, render_template, request, url_for
from flask_login import current_user
from werkzeug import Response

from salesapp.db import db
from salesapp.prospecting.personas import access, actions, page, queries, rules
from salesapp.prospecting.personas.forms import PersonaForm
from salesapp.prospecting.personas.models import Persona
from salesapp.prospecting.personas.rules import STATE_LABELS, State
from salesapp.prospecting.scoring.queries import lists_of
from salesapp.schedule.queue.actions import hurry
from salesapp.web import clock, htmx
from salesapp.web.turning import turned
from salesapp.words import gettext as _

bp = Blueprint("personas", __name__, url_prefix="/prospects/personas")


def _found(persona_id: int) -> Persona:
    return queries.find(persona_id, to_change=request.method != "GET") or abort(404)


@bp.get("")
def index():
    """List the personas: those in use, or the retired ones."""
    state = State.RETIRED if request.args.get("state") == State.RETIRED else State.ACTIVE
    cards = [page.card(persona) for persona in queries.every(state)]
    return render_template("prospecting/personas/index.html", cards=cards, state=state, states=STATE_LABELS,
                           may_edit=access.may_edit(current_user))  # fmt: skip


@bp.get("/new")
def new():
    """Ask for a new persona."""
    access.check_editor(current_user)
    return render_template("prospecting/personas/edit.html", form=PersonaForm(formdata=None), persona=None)


@bp.post("")
def create():
    """Write a persona."""
    form = PersonaForm()

    def verb() -> Persona:
        return actions.write(form.values(), form.asked(), by=current_user, at=clock.now())

    persona = form.carry_out(verb, may=lambda: access.check_editor(current_user))
    if persona is None:
        return form.again("prospecting/personas/edit.html", persona=None)
    return _done(persona, form, _("The persona is written."))


@bp.get("/<int:persona_id>")
def show(persona_id: int):
    """Show a persona: what counts now, and every version with who wrote it and why."""
    persona = _found(persona_id)
    return render_template(
        "prospecting/personas/show.html", card=page.card(persona), lists=lists_of(persona_id, current_user),
        may_edit=access.may_edit(current_user),
    )  # fmt: skip


@bp.get("/<int:persona_id>/edit")
def edit(persona_id: int):
    """Show what counts now, to be written anew."""
    persona = _found(persona_id)
    access.check_editor(current_user)
    rules.check_in_use(persona.state)
    form = PersonaForm.of(persona).expect_version(persona)
    return render_template("prospecting/personas/edit.html", form=form, persona=persona)


@bp.post("/<int:persona_id>")
def update(persona_id: int):
    """Write the next version of a persona."""
    persona = _found(persona_id)
    form = PersonaForm().expect_version(persona)

    def verb() -> Persona:
        return actions.write_anew(persona, form.values(), form.asked(), by=current_user, at=clock.now())

    if form.carry_out(verb, may=lambda: access.check_editor(current_user)) is None:
        return form.again("prospecting/personas/edit.html", persona=persona)
    return _done(persona, form, _("The next version counts from now on. Its open lists are scored anew."))


@bp.post("/<int:persona_id>/retirement")
def create_retirement(persona_id: int):
    """End the use of a persona."""
    target = url_for(".show", persona_id=persona_id)
    return turned(_found(persona_id), actions.retire, _("Retired. It stays readable."), target)


@bp.post("/<int:persona_id>/reinstatement")
def create_reinstatement(persona_id: int):
    """Work with a retired persona again."""
    target = url_for(".show", persona_id=persona_id)
    return turned(_found(persona_id), actions.take_up, _("In use again."), target)


def _done(persona: Persona, form: PersonaForm, words: str) -> Response:
    target = url_for(".show", persona_id=persona.id)
    form.settle(target)
    db.session.commit()
    hurry(current_app.config["SALESAPP"], "prospecting.rescore")
    flash(words, "ok")
    return htmx.go(target)
