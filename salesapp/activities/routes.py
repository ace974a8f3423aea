"""Contact records on the screen: write one, read it, change it, comment on it (F05)."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from salesapp.activities import access, actions, queries
from salesapp.activities import page as shown
from salesapp.activities.forms import CommentForm, RecordForm, WordsForm
from salesapp.customers import access as customers
from salesapp.customers.picking import queries as picking
from salesapp.db import db
from salesapp.policies.queries import policy
from salesapp.web import clock, htmx
from salesapp.web.params import record_id
from salesapp.words import gettext as _

bp = Blueprint("activities", __name__, url_prefix="/activities")


@bp.get("/new")
def new():
    """Show the form for a contact, or first the choice of the customer."""
    customer = customers.find(request.args.get("customer", 0, record_id), current_user)
    if customer is None:
        return choose()
    form = RecordForm(formdata=None)
    context = shown.prepare(form, customer, current_user, clock.now())
    shown.fill_in(form, customer, request.args, context, current_user, clock.now())
    return render_template("activities/new.html", form=form, **context)


def choose():
    """Show the customers that a contact may be recorded for: those named, or the latest ones."""
    words = request.args.get("customer_text", "").strip()
    found = picking.pick(words, current_user) if words else []
    if len(found) == 1:
        return redirect(url_for(".new", customer=found[0].id), code=303)
    recent = queries.recent_customers(current_user)
    return render_template("activities/choose.html", words=words, found=found, recent=recent)


@bp.post("")
def create():
    """Write a contact down, with everything that follows from it."""
    form = RecordForm()
    customer = customers.find(form.chosen_customer(), current_user) or abort(404)
    shown.prepare(form, customer, current_user, clock.now())
    values = form.values()
    record = form.carry_out(lambda: actions.record_contact(values, by=current_user, at=clock.now()))
    if record is None:
        customer = customers.find(form.chosen_customer(), current_user) or abort(404)
        return form.again("activities/new.html", **shown.prepare(form, customer, current_user, clock.now()))
    target = url_for(".new") if form.then.data == "new" else form.onward(_back(form, record))
    form.settle(target)
    db.session.commit()
    flash(_("Contact record %(number)s is saved.", number=record.number), "ok")
    return htmx.go(target)


def _back(form: RecordForm, record) -> str:
    """Return where one goes on: to the next card of the round of calls, or to the customer."""
    if form.call_id.data:
        return url_for("calls.show")
    return url_for("customers.show", customer_id=record.customer_id)


@bp.get("/<int:activity_id>")
def show(activity_id):
    """Show one record in the order of the sheet F05."""
    record = queries.find(activity_id, current_user) or abort(404)
    form = CommentForm(formdata=None, obj=record)
    form.expect_version(record)
    return render_template("activities/show.html", form=form, **shown.page(record, current_user, clock.now()))


@bp.get("/<int:activity_id>/edit")
def edit(activity_id):
    """Show what may still be changed in a record."""
    record = queries.find(activity_id, current_user) or abort(404)
    access.check_editor(record, current_user, clock.now(), hours=policy("record_edit_hours"))
    form = WordsForm(formdata=None, obj=record)
    form.expect_version(record)
    return render_template(
        "activities/edit.html", form=form, record=record, questions=shown.questions(record.customer)
    )


@bp.post("/<int:activity_id>")
def update(activity_id):
    """Change a record within its limits."""
    record = queries.find(activity_id, current_user) or abort(404)
    form = WordsForm()
    form.expect_version(record)
    context = {"record": record, "questions": shown.questions(record.customer)}
    values, at = form.values(), clock.now()
    editor = lambda: access.check_editor(record, current_user, at, hours=policy("record_edit_hours"))  # noqa: E731
    change = lambda: actions.revise_record(record, values, by=current_user, at=at)  # noqa: E731
    if form.carry_out(change, may=editor) is None:
        return form.again("activities/edit.html", **context)
    target = url_for(".show", activity_id=activity_id)
    form.settle(target)
    db.session.commit()
    flash(_("The record is changed. The former words are kept."), "ok")
    return htmx.go(target)


@bp.post("/<int:activity_id>/comments")
def create_comment(activity_id):
    """Put the supervisor's comment on a record."""
    record = queries.find(activity_id, current_user) or abort(404)
    form, at = CommentForm(), clock.now()
    form.expect_version(record)
    comment = lambda: record.comment(form.supervisor_comment.data, by=current_user, at=at)  # noqa: E731
    if form.carry_out(comment, may=lambda: access.check_commenter(record, current_user)) is None:
        return form.again("activities/show.html", **shown.page(record, current_user, at))
    target = url_for(".show", activity_id=activity_id)
    form.settle(target)
    db.session.commit()
    return htmx.go(target)
