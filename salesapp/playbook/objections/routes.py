"""Answers to objections on the screen: read by all who sell, kept by those who rule (R37)."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask_login import current_user

from salesapp.playbook.dictionaries.queries import dictionary
from salesapp.playbook.objections import actions, page, queries
from salesapp.playbook.objections.forms import answer_form
from salesapp.playbook.objections.rules import METHODS
from salesapp.playbook.routes import saved
from salesapp.web import menu

bp = Blueprint("objections", __name__, url_prefix="/settings/objections")
KINDS = "objection_kind"


@bp.get("")
def index():
    """List the answers to objections, of one kind where asked."""
    kind = request.args.get("kind")
    found = queries.answers(kind=kind, with_closed=menu.may_open("objections.new"))
    return render_template(
        "playbook/objections/index.html",
        answers=found,
        told=page.told(found, current_user),
        kinds={word.code: word.label for word in dictionary(KINDS)},
        kind=kind,
        methods=METHODS,
    )


@bp.get("/new")
def new():
    """Ask for a new answer."""
    form = answer_form(dictionary(KINDS))()
    return render_template("playbook/objections/answer.html", form=form, answer=None)


@bp.post("")
def create():
    """Keep a new answer."""
    form = answer_form(dictionary(KINDS))()
    if form.carry_out(lambda: actions.save_answer(None, **form.values())) is None:
        return form.again("playbook/objections/answer.html", answer=None)
    return saved(form, ".index")


@bp.get("/<int:objection_answer_id>")
def edit(objection_answer_id: int):
    """Show an answer, to be reworded or switched off."""
    answer = queries.answer(objection_answer_id) or abort(404)
    form = answer_form(dictionary(KINDS, keep=answer.kind))(obj=answer)
    form.expect_version(answer)
    return render_template("playbook/objections/answer.html", form=form, answer=answer)


@bp.post("/<int:objection_answer_id>")
def update(objection_answer_id: int):
    """Keep a reworded answer."""
    answer = queries.answer(objection_answer_id) or abort(404)
    form = answer_form(dictionary(KINDS, keep=answer.kind))()
    form.expect_version(answer)
    if form.carry_out(lambda: actions.save_answer(answer, **form.values())) is None:
        return form.again("playbook/objections/answer.html", answer=answer)
    return saved(form, ".index")
