"""Rows of lists on the screen: all that one sees, one with its reasons, typed by hand, and what becomes of it (R14)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask_login import current_user
from werkzeug import Response

from salesapp.chinese import phones
from salesapp.customers.duplicates.rules import of_values
from salesapp.db import db, writing
from salesapp.prospecting.duplicates import queries as duplicates
from salesapp.prospecting.duplicates.rules import Known
from salesapp.prospecting.lists import access, actions, page, queries
from salesapp.prospecting.lists.forms import ContactedForm, GivingUpForm, ProspectForm
from salesapp.prospecting.lists.models import Prospect, ProspectList
from salesapp.prospecting.lists.rules import check_list, check_next
from salesapp.prospecting.rows import queries as rows
from salesapp.prospecting.rows.queries import Wanted
from salesapp.rights.access import check_runs, runs
from salesapp.trail.actions import record
from salesapp.web import clock, htmx
from salesapp.web.forms import Form
from salesapp.web.undo import said_with_undo
from salesapp.words import gettext as _

bp = Blueprint("prospects", __name__, url_prefix="/prospects")


def _found(prospect_id: int) -> Prospect:
    return queries.find(prospect_id, current_user, to_change=request.method != "GET") or abort(404)


@bp.get("")
def index():
    """Show the rows of all lists that one sees, high intent first."""
    asked = Wanted.of(request.args)
    cut = rows.page(current_user, asked, None, request.args.get("after"))
    whole = cut.next is None and "after" not in request.args
    return render_template(
        "prospecting/rows/index.html", page=cut, wanted=asked, lines=page.lines(cut.rows, clock.now()),
        filters=page.filters(asked), chosen=page.chosen(asked),
        total=str(len(cut.rows)) if whole else rows.total(current_user, asked),
    )  # fmt: skip


@bp.get("/<int:prospect_id>")
def show(prospect_id: int):
    """Show one row: what is known, why it scores so, what became of it."""
    return render_template("prospecting/rows/show.html", **_page(_found(prospect_id)))


def _page(row: Prospect, **forms: Form) -> dict[str, Any]:
    return {
        "desk": page.desk(row, current_user, clock.now()),
        "contacted_form": ContactedForm(formdata=None),
        "giving_up_form": GivingUpForm(formdata=None),
        "masked": phones.masked,
        **forms,
    }


@bp.get("/lists/<int:list_id>/rows/new")
def new(list_id: int):
    """Ask for a row."""
    found = _list(list_id)
    check_list(closed=not found.is_open)
    form = ProspectForm(formdata=None, channel=found.channel)
    return render_template("prospecting/rows/edit.html", form=form, found=found, row=None, known=Known())


@bp.post("/lists/<int:list_id>/rows")
def create(list_id: int):
    """Add a row to a list."""
    found, form = _list(list_id), ProspectForm()

    def verb() -> Prospect:
        return actions.add(
            found,
            form.values(),
            form.people_values(),
            by=current_user,
            at=clock.now(),
            aware=bool(form.aware.data),
        )

    row = form.carry_out(verb, may=lambda: check_runs(found, current_user))
    if row is None:
        return form.again("prospecting/rows/edit.html", found=found, row=None, known=_known(form))
    again = request.form.get("then") == "new"
    target = (
        url_for("prospects.new", list_id=list_id) if again else url_for("prospects.show", prospect_id=row.id)
    )
    return _done(form, target, _("Row %(row)s: %(name)s", row=row.row_no, name=row.full_name))


def _list(list_id: int) -> ProspectList:
    found = queries.find_list(list_id, current_user, to_change=request.method != "GET") or abort(404)
    if request.method == "GET" and not runs(found, current_user):
        abort(404)
    return found


def _known(form: ProspectForm, but: int | None = None) -> Known:
    """Return who agrees with what was typed, as far as it can be read."""
    if not form.full_name.data or form.people.errors:
        return Known()
    return duplicates.find(of_values(form.values(), form.people_values()), current_user, but=but)


@bp.get("/<int:prospect_id>/edit")
def edit(prospect_id: int):
    """Show a row in full, to be corrected; that somebody looked is noted (PIPL)."""
    row = _found(prospect_id)
    if not access.runs_row(row, current_user):
        abort(404)
    with writing():
        record("unmask", row)
    form = ProspectForm(formdata=None, obj=row)
    for each in form.people:
        each.form.mobile.data = phones.shown(each.form.mobile.data)
    form.expect_version(row)
    return render_template("prospecting/rows/edit.html", form=form, found=row.of_list, row=row, known=Known())


@bp.post("/<int:prospect_id>")
def update(prospect_id: int):
    """Correct a row."""
    row = _found(prospect_id)
    form = ProspectForm().expect_version(row)

    def verb() -> Prospect:
        return actions.change(
            row,
            form.values(),
            form.people_values(),
            by=current_user,
            at=clock.now(),
            aware=bool(form.aware.data),
        )

    if form.carry_out(verb, may=lambda: access.check_row(row, current_user)) is None:
        return form.again(
            "prospecting/rows/edit.html", found=row.of_list, row=row, known=_known(form, row.id)
        )
    return _done(form, url_for("prospects.show", prospect_id=prospect_id), _("Saved."))


@bp.post("/<int:prospect_id>/reveals")
def create_reveal(prospect_id: int):
    """Show the numbers of a row's people in full; the look is noted (PIPL)."""
    row = _found(prospect_id)
    record("unmask", row)
    db.session.commit()
    template = "prospecting/rows/revealed.html" if htmx.wanted() else "prospecting/rows/show.html"
    return render_template(template, **_page(row), revealed=True, shown=phones.shown, dialled=phones.dialled)


@bp.post("/<int:prospect_id>/contacts")
def create_contact(prospect_id: int):
    """Note that somebody spoke with them."""
    row, form = _found(prospect_id), ContactedForm()

    def verb() -> None:
        check_next(form.next_on.data, clock.today())
        row.note_contact(form.words.data, by=current_user, at=clock.now(), next_on=form.next_on.data)

    if form.carry_out(verb, may=lambda: access.check_row(row, current_user)) is None:
        return form.again("prospecting/rows/show.html", **_page(row, contacted_form=form))
    return _done(
        form, form.onward(url_for("prospects.show", prospect_id=prospect_id)), _("Noted: contacted.")
    )


@bp.post("/<int:prospect_id>/giving-ups")
def create_giving_up(prospect_id: int):
    """Give a row up, with the reason."""
    row, form = _found(prospect_id), GivingUpForm()

    def verb() -> None:
        row.give_up(form.reason.data, by=current_user, at=clock.now())

    if form.carry_out(verb, may=lambda: access.check_row(row, current_user)) is None:
        return form.again("prospecting/rows/show.html", **_page(row, giving_up_form=form))
    target = form.onward(url_for("prospects.show", prospect_id=prospect_id))
    form.settle(target)
    db.session.commit()
    said_with_undo(
        _("Given up: %(name)s", name=row.full_name),
        url_for("prospects.create_taking_up", prospect_id=prospect_id),
    )
    return htmx.go(target)


@bp.post("/<int:prospect_id>/taking-up")
def create_taking_up(prospect_id: int):
    """Work again on what was given up."""
    row = _found(prospect_id)
    access.check_row(row, current_user)
    row.take_up(by=current_user, at=clock.now())
    db.session.commit()
    flash(_("Taken up again."), "ok")
    return htmx.go(url_for("prospects.show", prospect_id=prospect_id))


def _done(form: Form, target: str, words: str) -> Response:
    form.settle(target)
    db.session.commit()
    flash(words, "ok")
    return htmx.go(target)
