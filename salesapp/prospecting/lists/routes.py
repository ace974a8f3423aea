"""Lists on the screen: those there are, one with its rows, a new one (R13, R14; F02)."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, flash, render_template, request, url_for
from flask_login import current_user
from werkzeug import Response

from salesapp.db import db
from salesapp.playbook.dictionaries import queries as dictionaries
from salesapp.prospecting.assignment import queries as assignment
from salesapp.prospecting.assignment.forms import GiveForm
from salesapp.prospecting.lists import actions, page, queries
from salesapp.prospecting.lists.forms import ListForm
from salesapp.prospecting.lists.models import ProspectList
from salesapp.prospecting.personas import queries as personas
from salesapp.prospecting.rows import queries as rows
from salesapp.prospecting.rows.queries import Wanted
from salesapp.rights.access import check_runs, runs
from salesapp.schedule.queue.actions import hurry
from salesapp.web import clock, htmx
from salesapp.web.forms import Form
from salesapp.web.turning import turned
from salesapp.words import gettext as _

bp = Blueprint("prospect_lists", __name__, url_prefix="/prospects/lists")


def _found(list_id: int) -> ProspectList:
    return queries.find_list(list_id, current_user, to_change=request.method != "GET") or abort(404)


@bp.get("")
def index():
    """List the lists of which one sees something, with how far each has come."""
    closed = "closed" in request.args
    heaps = rows.heaps(current_user, closed=closed)
    label = dictionaries.label
    return render_template(
        "prospecting/lists/index.html", heaps=heaps, closed=closed, counted=page.counted, label=label
    )


@bp.get("/new")
def new():
    """Ask for a new list."""
    form = ListForm(formdata=None).offer(personas.offered())
    return render_template("prospecting/lists/edit.html", form=form, found=None)


@bp.post("")
def create():
    """Open a list."""
    form = ListForm().offer(personas.offered())
    found = form.carry_out(lambda: actions.open_list(form.values(), by=current_user, at=clock.now()))
    if found is None:
        return form.again("prospecting/lists/edit.html", found=None)
    return _done(found, form, _("The list %(number)s is open.", number=found.number))


@bp.get("/<int:list_id>")
def show(list_id: int):
    """Show a list: its rows, high intent first, searched and filtered."""
    found, asked = _found(list_id), Wanted.of(request.args)
    cut = rows.page(current_user, asked, found, request.args.get("after"))
    whole = cut.next is None and "after" not in request.args
    may_run = runs(found, current_user)
    return render_template(
        "prospecting/lists/show.html", found=found, page=cut, wanted=asked, lines=page.lines(cut.rows, clock.now()),
        filters=page.filters(asked), chosen=page.chosen(asked), counts=page.counted(rows.counts(found, current_user)),
        total=str(len(cut.rows)) if whole else rows.total(current_user, asked, found), may_run=may_run,
        give=GiveForm(formdata=None).offer(assignment.people(current_user) if may_run else ()),
        channel=dictionaries.label("source_channel", found.channel),
    )  # fmt: skip


@bp.get("/<int:list_id>/edit")
def edit(list_id: int):
    """Show what a list is called and scored by, to be changed."""
    found = _found(list_id)
    if not runs(found, current_user):
        abort(404)
    form = _offered(ListForm(formdata=None, obj=found), found).expect_version(found)
    return render_template("prospecting/lists/edit.html", form=form, found=found)


@bp.post("/<int:list_id>")
def update(list_id: int):
    """Change a list."""
    found = _found(list_id)
    form = _offered(ListForm(), found).expect_version(found)

    def verb() -> ProspectList:
        return actions.change_list(found, form.values(), by=current_user, at=clock.now())

    if form.carry_out(verb, may=lambda: check_runs(found, current_user)) is None:
        return form.again("prospecting/lists/edit.html", found=found)
    return _done(found, form, _("Saved. Another persona scores the rows anew within a minute."))


@bp.post("/<int:list_id>/closing")
def create_closing(list_id: int):
    """End the work on a list."""
    target = url_for("prospect_lists.show", list_id=list_id)
    return turned(_found(list_id), actions.close_list, _("Closed. It stays readable."), target)


@bp.post("/<int:list_id>/reopening")
def create_reopening(list_id: int):
    """Work on a list again."""
    target = url_for("prospect_lists.show", list_id=list_id)
    return turned(_found(list_id), actions.open_list_again, _("Open again."), target)


def _offered(form: ListForm, found: ProspectList) -> ListForm:
    return form.offer(personas.offered(), kept=found.persona_version)


def _done(found: ProspectList, form: Form, words: str) -> Response:
    target = url_for("prospect_lists.show", list_id=found.id)
    form.settle(target)
    db.session.commit()
    hurry(current_app.config["SALESAPP"], "prospecting.rescore")
    flash(words, "ok")
    return htmx.go(target)
