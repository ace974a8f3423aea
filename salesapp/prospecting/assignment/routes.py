"""Giving rows to people on the screen: by hand from the list, by a rule on a page of its own (R14)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask_login import current_user

from salesapp.db import db
from salesapp.prospecting.assignment import actions, queries
from salesapp.prospecting.assignment.forms import GiveForm, ShareForm, grouped
from salesapp.prospecting.assignment.rules import Way
from salesapp.prospecting.lists import queries as lists
from salesapp.prospecting.lists.models import ProspectList
from salesapp.rights.access import check_runs, runs
from salesapp.web import clock, htmx
from salesapp.web.guard import back_to
from salesapp.words import gettext as _

bp = Blueprint("prospect_assignments", __name__, url_prefix="/prospects/lists/<int:list_id>/assignments")
PAGE = "prospecting/assignment/new.html"


def _found(list_id: int) -> ProspectList:
    found = lists.find_list(list_id, current_user, to_change=request.method != "GET") or abort(404)
    if request.method == "GET" and not runs(found, current_user):
        abort(404)
    check_runs(found, current_user)
    return found


@bp.get("")
def new(list_id: int):
    """Ask how the free rows of a list are shared out, with what everybody holds."""
    found, asked = _found(list_id), request.args.get("way")
    way = Way(asked) if asked in set(Way) else Way.TURN
    form = ShareForm(formdata=None).offer(queries.people(current_user), way)
    return render_template(PAGE, form=form, **_page(found, way))


def _page(found: ProspectList, way: Way) -> dict[str, Any]:
    people, counts = queries.people(current_user), queries.counted(found, way)
    loads = queries.loads([one.id for one in people], clock.today())
    return {
        "found": found, "way": way, "people": people, "free": sum(counts.values()),
        "not_followed": queries.not_followed(found), "groups": grouped(counts, way),
        "loads": {one.id: loads.get(one.id, queries.Load()) for one in people}, "day": actions.first_day(clock.now()),
    }  # fmt: skip


@bp.post("")
def create(list_id: int):
    """Share the free rows of a list out by a rule."""
    found = _found(list_id)
    asked = request.form.get("way")
    way = Way(asked) if asked in set(Way) else Way.TURN
    form = ShareForm().offer(queries.people(current_user), way)

    def verb() -> dict[str, int]:
        return actions.share_out(
            found, way, people=form.people.data or (), groups=form.groups(), by=current_user, at=clock.now()
        )

    counted = form.carry_out(verb)
    if counted is None:
        return form.again(PAGE, **_page(found, way))
    target = url_for("prospect_lists.show", list_id=list_id)
    form.settle(target)
    db.session.commit()
    said = _(", ").join(_("%(name)s %(count)s", name=name, count=count) for name, count in counted.items())
    flash(_("Assigned: %(said)s", said=said), "ok")
    return htmx.go(target)


@bp.post("/some")
def create_some(list_id: int):
    """Give the ticked rows of a list to somebody."""
    found, form = _found(list_id), GiveForm().offer(queries.people(current_user))

    def verb() -> int:
        return actions.give(
            found,
            form.rows.data or (),
            form.owner_id.data,
            form.planned_on.data,
            by=current_user,
            at=clock.now(),
        )

    count = form.carry_out_anywhere(verb)
    target = back_to(url_for("prospect_lists.show", list_id=list_id))
    form.settle(target)
    db.session.commit()
    flash(
        _("%(count)s rows assigned.", count=count)
        if form.owner_id.data
        else _("%(count)s rows taken back.", count=count),
        "ok",
    )
    return htmx.go(target)
