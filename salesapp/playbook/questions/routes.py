"""The question bank on the screen: read by all who sell, kept by those who rule (R19)."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request, url_for

from salesapp.chinese.industries import words
from salesapp.db import db
from salesapp.playbook.actions import move
from salesapp.playbook.questions import actions, queries
from salesapp.playbook.questions.forms import QuestionForm
from salesapp.playbook.questions.rules import PARTS
from salesapp.playbook.routes import saved
from salesapp.web import htmx, menu

bp = Blueprint("questions", __name__, url_prefix="/settings/questions")


@bp.get("")
def index():
    """List the question bank by its four parts, as it suits one industry where asked."""
    industry = request.args.get("industry") or None
    bank = queries.questions(with_closed=menu.may_open("questions.new"))
    return render_template(
        "playbook/questions/index.html",
        bank=queries.for_industry(industry) if industry else bank,
        parts=PARTS,
        industry=industry,
        industries=queries.industries(),
        industry_name=words,
    )


@bp.get("/new")
def new():
    """Ask for a new question."""
    form = QuestionForm(part=request.args.get("part", "S"), industry=request.args.get("industry", ""))
    return render_template("playbook/questions/question.html", form=form, question=None)


@bp.post("")
def create():
    """Keep a new question."""
    form = QuestionForm()
    if form.carry_out(lambda: actions.save_question(None, **form.values())) is None:
        return form.again("playbook/questions/question.html", question=None)
    return saved(form, ".index")


@bp.get("/<int:spin_question_id>")
def edit(spin_question_id: int):
    """Show a question, to be reworded or switched off."""
    question = queries.question(spin_question_id) or abort(404)
    form = QuestionForm(obj=question)
    form.expect_version(question)
    return render_template("playbook/questions/question.html", form=form, question=question)


@bp.post("/<int:spin_question_id>")
def update(spin_question_id: int):
    """Keep a reworded question."""
    question = queries.question(spin_question_id) or abort(404)
    form = QuestionForm()
    form.expect_version(question)
    if form.carry_out(lambda: actions.save_question(question, **form.values())) is None:
        return form.again("playbook/questions/question.html", question=question)
    return saved(form, ".index")


@bp.post("/<int:spin_question_id>/moves")
def create_move(spin_question_id: int):
    """Put a question one place up or down within its part."""
    question = queries.question(spin_question_id) or abort(404)
    move(question, queries.questions(with_closed=True)[question.part], up=request.form.get("to") == "up")
    db.session.commit()
    return htmx.go(url_for(".index", _anchor=f"question-{question.id}"))
