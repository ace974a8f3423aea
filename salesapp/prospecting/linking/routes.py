"""A row that is a customer already, linked on the screen (R13)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask_login import current_user

from salesapp.db import db
from salesapp.prospecting.linking import actions, page
from salesapp.prospecting.linking.forms import LinkForm
from salesapp.prospecting.lists import access, queries, rules
from salesapp.prospecting.lists.models import Prospect
from salesapp.web import clock, htmx, params
from salesapp.words import gettext as _

bp = Blueprint("prospect_links", __name__, url_prefix="/prospects/<int:prospect_id>/link")
TEMPLATE = "prospecting/linking/new.html"


def _found(prospect_id: int) -> Prospect:
    row = queries.find(prospect_id, current_user, to_change=request.method != "GET") or abort(404)
    if request.method == "GET" and not access.gives_away(row, current_user):
        abort(404)
    return row


@bp.get("")
def new(prospect_id: int):
    """Ask which customer a row is, with those that agree with it."""
    row = _found(prospect_id)
    rules.check_turn(row.result, rules.OPEN)
    form = LinkForm(formdata=None, customer_id=params.id_or(request.args.get("customer"))).offer(row)
    return render_template(TEMPLATE, form=form, **_page(row))


def _page(row: Prospect) -> dict[str, Any]:
    return {"row": row, "people": page.people(row), "matches": page.matches(row, current_user)}


@bp.post("")
def create(prospect_id: int):
    """Link the row."""
    row = _found(prospect_id)
    form = LinkForm().offer(row)
    link = lambda: actions.link(row, **form.link(), by=current_user, at=clock.now())  # noqa: E731
    customer = form.carry_out(link, may=lambda: access.check_gives_away(row, current_user))
    if customer is None:
        return form.again(TEMPLATE, **_page(row))
    target = url_for("prospects.show", prospect_id=row.id)
    form.settle(target)
    db.session.commit()
    flash(_("Linked to %(number)s %(name)s.", number=customer.number, name=customer.full_name), "ok")
    return htmx.go(target)
