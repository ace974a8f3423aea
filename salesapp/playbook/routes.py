"""Scripts, the question bank and answers to objections: read by all who sell, kept by supervisors (R15, R19, R37)."""

from __future__ import annotations

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask_login import current_user

from salesapp.db import db
from salesapp.playbook import actions, queries
from salesapp.playbook import scripts as wording
from salesapp.playbook.forms import METHODS, PARTS, QuestionForm, ScriptForm, answer_form
from salesapp.web import clock, htmx, menu
from salesapp.words import gettext as _

bp = Blueprint("playbook", __name__, url_prefix="/settings")


def _keeps() -> bool:
    """Tell whether the present person keeps the wordings, and so sees those out of use."""
    return menu.may_open("playbook.new_script")


def _saved(form, endpoint: str):
    form.settle(url_for(endpoint))
    db.session.commit()
    flash(_("Saved."), "ok")
    return htmx.go(url_for(endpoint))


# ------------------------------------------------------------------------------------- scripts


@bp.get("/scripts", endpoint="scripts")
def list_scripts():
    """List the scripts by kind, each with a preview."""
    kind = request.args.get("kind")
    return render_template(
        "playbook/scripts.html",
        scripts=queries.scripts(kind=kind, with_closed=_keeps()),
        kinds=wording.KIND_NAMES,
        kind=kind,
        keeps=_keeps(),
        preview=lambda text: wording.fill(text or "", wording.SAMPLE_VALUES),
    )


def _script_page() -> dict:
    return {"samples": wording.SAMPLE_VALUES}


@bp.get("/scripts/new")
def new_script():
    """Ask for a new script."""
    return render_template("playbook/script.html", form=ScriptForm(), script=None, **_script_page())


@bp.post("/scripts")
def create_script():
    """Keep a new script."""
    form = ScriptForm()
    save = lambda: actions.save_script(None, **form.values(), by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(save) is None:
        return form.again("playbook/script.html", script=None, **_script_page())
    return _saved(form, ".scripts")


@bp.get("/scripts/<int:script_template_id>")
def edit_script(script_template_id: int):
    """Show a script, to be reworded."""
    script = queries.script(script_template_id) or abort(404)
    form = ScriptForm(obj=script)
    form.expect_version(script)
    return render_template("playbook/script.html", form=form, script=script, **_script_page())


@bp.post("/scripts/<int:script_template_id>")
def update_script(script_template_id: int):
    """Keep a reworded script."""
    script = queries.script(script_template_id) or abort(404)
    form = ScriptForm()
    form.expect_version(script)
    save = lambda: actions.save_script(script, **form.values(), by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(save) is None:
        return form.again("playbook/script.html", script=script, **_script_page())
    return _saved(form, ".scripts")


@bp.post("/scripts/previews")
def create_preview():
    """Show a wording as it would read, with sample values; nothing is kept."""
    form = ScriptForm()
    text = form.body.data or ""
    filled = wording.fill(text, wording.SAMPLE_VALUES)
    unknown = [name for name in wording.placeholders(text) if name not in wording.SAMPLE_VALUES]
    title = wording.fill(form.subject.data or "", wording.SAMPLE_VALUES)
    return render_template("playbook/preview.html", title=title, text=filled, unknown=unknown, form=form)


# ----------------------------------------------------------------------------------- questions


@bp.get("/questions", endpoint="questions")
def list_questions():
    """List the question bank by its four parts."""
    return render_template(
        "playbook/questions.html", bank=queries.questions(with_closed=_keeps()), parts=PARTS, keeps=_keeps()
    )


@bp.get("/questions/new")
def new_question():
    """Ask for a new question."""
    form = QuestionForm(part=request.args.get("part", "S"))
    return render_template("playbook/question.html", form=form, question=None)


@bp.post("/questions")
def create_question():
    """Keep a new question."""
    form = QuestionForm()
    if form.carry_out(lambda: _save_question(None, form)) is None:
        return form.again("playbook/question.html", question=None)
    return _saved(form, ".questions")


@bp.get("/questions/<int:spin_question_id>")
def edit_question(spin_question_id: int):
    """Show a question, to be reworded or switched off."""
    question = queries.question(spin_question_id) or abort(404)
    form = QuestionForm(obj=question)
    form.expect_version(question)
    return render_template("playbook/question.html", form=form, question=question)


@bp.post("/questions/<int:spin_question_id>")
def update_question(spin_question_id: int):
    """Keep a reworded question."""
    question = queries.question(spin_question_id) or abort(404)
    form = QuestionForm()
    form.expect_version(question)
    if form.carry_out(lambda: _save_question(question, form)) is None:
        return form.again("playbook/question.html", question=question)
    return _saved(form, ".questions")


def _save_question(question, form: QuestionForm):
    return actions.save_question(
        question, part=form.part.data, text=form.question.data, active=form.active.data
    )


@bp.post("/questions/<int:spin_question_id>/moves")
def create_question_move(spin_question_id: int):
    """Put a question one place up or down within its part."""
    question = queries.question(spin_question_id) or abort(404)
    siblings = queries.questions(with_closed=True)[question.part]
    actions.move(question, siblings, up=request.form.get("to") == "up")
    db.session.commit()
    return htmx.go(url_for(".questions", _anchor=f"question-{question.id}"))


# ------------------------------------------------------------------------------------- answers


@bp.get("/objections", endpoint="objections")
def list_objections():
    """List the answers to objections, of one kind where asked."""
    kind = request.args.get("kind")
    return render_template(
        "playbook/objections.html",
        answers=queries.answers(kind=kind, with_closed=_keeps()),
        kinds={word.code: word.label for word in queries.dictionary("objection_kind")},
        kind=kind,
        methods=METHODS,
        keeps=_keeps(),
    )


@bp.get("/objections/new")
def new_objection():
    """Ask for a new answer."""
    form = answer_form(queries.dictionary("objection_kind"))()
    return render_template("playbook/objection.html", form=form, answer=None)


@bp.post("/objections")
def create_objection():
    """Keep a new answer."""
    form = answer_form(queries.dictionary("objection_kind"))()
    if form.carry_out(lambda: _save_answer(None, form)) is None:
        return form.again("playbook/objection.html", answer=None)
    return _saved(form, ".objections")


@bp.get("/objections/<int:objection_answer_id>")
def edit_objection(objection_answer_id: int):
    """Show an answer, to be reworded or switched off."""
    answer = queries.answer(objection_answer_id) or abort(404)
    form = answer_form(queries.dictionary("objection_kind", keep=answer.kind))(obj=answer)
    form.expect_version(answer)
    return render_template("playbook/objection.html", form=form, answer=answer)


@bp.post("/objections/<int:objection_answer_id>")
def update_objection(objection_answer_id: int):
    """Keep a reworded answer."""
    answer = queries.answer(objection_answer_id) or abort(404)
    form = answer_form(queries.dictionary("objection_kind", keep=answer.kind))()
    form.expect_version(answer)
    if form.carry_out(lambda: _save_answer(answer, form)) is None:
        return form.again("playbook/objection.html", answer=answer)
    return _saved(form, ".objections")


def _save_answer(answer, form):
    values = form.values()
    return actions.save_answer(answer, text=values.pop("answer"), **values)
