"""Support on the screen: the lists, asking, one request with the turns it takes (R9, R64)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug import Response

from salesapp.calendar.queries import work_calendar
from salesapp.db import db
from salesapp.support import access, actions, page, queries, rules
from salesapp.support.forms import AgainForm, AnswerForm, AskForm, RefusalForm, WithdrawalForm
from salesapp.support.models import SupportRequest
from salesapp.support.rules import VIEW_LABELS, View
from salesapp.support.subjects.rules import Supported, supported
from salesapp.web import clock, htmx, pages, params
from salesapp.web.forms import Form
from salesapp.web.guard import back_to
from salesapp.words import gettext as _

bp = Blueprint("support", __name__, url_prefix="/support")
#: Working days that whoever is asked has, where nothing else is said.
USUAL = 3


def _found(request_id: int) -> SupportRequest:
    change = request.method != "GET"
    return queries.find(request_id, current_user, to_change=change) or abort(404)


@bp.get("")
def index():
    """List requests: asked of me, asked by me, ended."""
    asked = request.args.get("show")
    view = View(asked) if asked in set(View) else View.TO_ME
    after = pages.read(request.args.get("after"), params.record_id)
    cut = pages.cut(queries.page(current_user, view, after=after), queries.PAGE, lambda row: (row.id,))
    lines = page.lines(cut.rows, clock.now())
    return render_template("support/index.html", page=cut, lines=lines, view=view, views=VIEW_LABELS)


@bp.get("/new")
def new():
    """Ask what is needed, of whom, by when; without a record there is nothing to ask for."""
    if "record" not in request.args:
        return redirect(url_for(".index"))
    subject, record = _record(request.args.get("record"))
    rules.check_record(subject.is_open(record))
    access.check_asker(subject, record.id, current_user)
    due_on = work_calendar().add_working_days(clock.today(), USUAL)
    form = AskForm(formdata=None, record=f"{subject.type}-{record.id}", due_on=due_on)
    return _asking(form.offer(queries.helpers(current_user)), subject, record)


def _asking(form: AskForm, subject: Supported, record: Any):
    return render_template("support/new.html", form=form, about=subject.describe(record), kind=subject.label)


def _record(named: str | None) -> tuple[Supported, Any]:
    """Find the record for whose sake is asked, within what a person sees."""
    kind, _dash, number = (named or "").rpartition("-")
    subject, record_id = supported().get(kind), params.id_or(number, 0) or 0
    if subject is None or not subject.sees(record_id, current_user):
        abort(404)
    return subject, subject.load(record_id)


@bp.post("")
def create():
    """Ask for support."""
    form = AskForm().offer(queries.helpers(current_user))
    subject, record = _record(form.record.data)
    ask = lambda: actions.ask(subject.type, record, form.asked(), by=current_user, at=clock.now())  # noqa: E731
    asked = form.carry_out(ask)
    if asked is None:
        return form.again("support/new.html", about=subject.describe(record), kind=subject.label)
    return _done(asked, form, _("Asked for. You see here what becomes of it."))


@bp.get("/<int:request_id>")
def show(request_id: int):
    """Show one request: what is asked, for whose sake, what became of it."""
    return render_template("support/show.html", **_page(_found(request_id)))


def _page(asked: SupportRequest) -> dict[str, Any]:
    due_on = work_calendar().add_working_days(clock.today(), USUAL)
    return {
        "desk": page.desk(asked, current_user, clock.now()),
        "answer_form": AnswerForm(formdata=None),
        "refusal_form": RefusalForm(formdata=None),
        "withdrawal_form": WithdrawalForm(formdata=None),
        "again_form": AgainForm(formdata=None, due_on=due_on),
    }


def _done(asked: SupportRequest, form: Form, words: str) -> Response:
    target = form.onward(url_for("support.show", request_id=asked.id))
    form.settle(target)
    db.session.commit()
    flash(words, "ok")
    return htmx.go(target)


def _refused(asked: SupportRequest, form: Form, name: str) -> Response:
    return form.again("support/show.html", **_page(asked) | {name: form})


@bp.post("/<int:request_id>/acceptances")
def create_acceptance(request_id: int):
    """Take a request on."""
    asked = _found(request_id)
    actions.accept(asked, by=current_user, at=clock.now())
    db.session.commit()
    flash(_("It is yours now."), "ok")
    return htmx.go(back_to(url_for("support.show", request_id=request_id)))


@bp.post("/<int:request_id>/answers")
def create_answer(request_id: int):
    """Answer a request as done."""
    asked, form = _found(request_id), AnswerForm()
    verb = lambda: actions.finish(asked, form.answer.data, by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(verb) is None:
        return _refused(asked, form, "answer_form")
    return _done(asked, form, _("Answered: %(name)s reads it today.", name=asked.asked_by.name))


@bp.post("/<int:request_id>/refusals")
def create_refusal(request_id: int):
    """Refuse a request with the reason."""
    asked, form = _found(request_id), RefusalForm()
    verb = lambda: actions.refuse(asked, form.reason.data, by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(verb) is None:
        return _refused(asked, form, "refusal_form")
    return _done(asked, form, _("Refused: %(name)s reads why.", name=asked.asked_by.name))


@bp.post("/<int:request_id>/withdrawals")
def create_withdrawal(request_id: int):
    """Take a request back."""
    asked, form = _found(request_id), WithdrawalForm()
    verb = lambda: actions.withdraw(asked, form.why.data, by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(verb) is None:
        return _refused(asked, form, "withdrawal_form")
    return _done(asked, form, _("Withdrawn: nobody is asked any more."))


@bp.post("/<int:request_id>/repetitions")
def create_repetition(request_id: int):
    """Ask for the same again, until another day."""
    asked, form = _found(request_id), AgainForm()

    def verb():
        return actions.ask_again(asked, form.more.data, form.due_on.data, by=current_user, at=clock.now())

    if form.carry_out(verb) is None:
        return _refused(asked, form, "again_form")
    return _done(asked, form, _("Asked again."))


@bp.post("/<int:request_id>/readings")
def create_reading(request_id: int):
    """Note that the answer was read."""
    asked = _found(request_id)
    actions.read(asked, by=current_user, at=clock.now())
    db.session.commit()
    flash(_("Read."), "ok")
    return htmx.go(Form().onward(url_for("support.show", request_id=request_id)))
