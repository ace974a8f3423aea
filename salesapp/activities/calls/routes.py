"""The round of calls on the screen: a card, a tap, the next card; and what openings brought (F03)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from flask_login import current_user

from salesapp.activities.calls import actions, page
from salesapp.activities.calls.forms import CallForm
from salesapp.activities.calls.rules import RHYTHM, Result, read_key
from salesapp.customers.contacts import actions as contacts
from salesapp.db import db, writing
from salesapp.trail.actions import record
from salesapp.web import clock, htmx
from salesapp.web.months import period
from salesapp.web.params import record_id
from salesapp.web.undo import said_with_undo
from salesapp.words import gettext as _

bp = Blueprint("calls", __name__, url_prefix="/calls")


@bp.get("")
def show():
    """Show the card of whoever is called next; that their full number is shown is noted before it is."""
    shown = _page()
    answer = render_template("activities/calls/show.html", form=CallForm.of(shown["card"]), **shown)
    if shown["card"] and shown["card"]["number"]:
        with writing(again=False):
            _noted(shown["card"])
    return answer


def _noted(card) -> None:
    """Note that somebody looks at a full number."""
    if card["customer"] is not None:
        contacts.reveal(card["contact"])
    else:
        record("unmask", card["prospect"])


def _page():
    company = current_app.config["SALESAPP"].company_name
    return page.page(current_user, request.args, clock.now(), company=company)


@bp.post("")
def create():
    """Keep what a call came to, and go on: to the record of whom one reached, else to the next card."""
    form = CallForm()
    call = form.carry_out_anywhere(
        lambda: actions.log_call(**form.calling(), by=current_user, at=clock.now())
    )
    target = url_for(".show")
    if call.result == Result.REACHED:
        target = _reached(call)
    form.settle(target)
    db.session.commit()
    if call.result != Result.REACHED:
        said_with_undo(_("%(name)s: %(result)s", **page.said(call)), url_for(".create_undoing"))
    return htmx.go(target)


def _reached(call) -> str:
    """Return where what was said is written down: a contact record, or the row of the list, whence it becomes a customer.

    Either leads back to the round.
    """
    back: dict[str, Any] = {"from": "calls"}
    if call.prospect_id:
        return url_for("prospects.show", prospect_id=call.prospect_id, **back)
    kind, number = read_key(call.key) or ("", 0)
    deal = number if kind == RHYTHM else None
    return url_for(
        "activities.new", customer=call.customer_id, opportunity=deal, task=call.task_id, call=call.id, **back
    )


@bp.post("/undoings")
def create_undoing():
    """Take the last call back, with what followed from it."""
    call = actions.take_back(by=current_user, at=clock.now())
    db.session.commit()
    return htmx.go(url_for(".show", key=call.key))


@bp.get("/openings")
def openings():
    """Show what each wording of an opening brought in a month (R63)."""
    asked = period(request.args.get("month"), clock.today())
    found = page.figures(current_user, asked.start, asked.end)
    return render_template("activities/calls/openings.html", period=asked, **found)


@bp.get("/made")
def index():
    """List calls: one's own, those of the team; of one opening, of one result."""
    asked = period(request.args.get("month"), clock.today())
    version_id = request.args.get("opening", 0, record_id) or None
    call_id = request.args.get("call", 0, record_id) or None
    found = page.listed(current_user, asked.start, asked.end, request.args, version_id, call_id)
    return render_template("activities/calls/index.html", period=asked, **found)
