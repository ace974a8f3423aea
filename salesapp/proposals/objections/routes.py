"""Objections on the screen: written down as they were said, answered from the bank, followed until resolved (R36, R37)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug import Response

from salesapp.chinese.manners import contradicts
from salesapp.db import db
from salesapp.opportunities import queries as opportunities
from salesapp.opportunities.models import Opportunity
from salesapp.playbook.dictionaries.queries import dictionary
from salesapp.playbook.library import queries as library
from salesapp.playbook.objections import queries as bank
from salesapp.proposals import access
from salesapp.proposals.objections import actions, page, queries
from salesapp.proposals.objections.forms import ObjectionForm, ReplyFields, ReplyForm
from salesapp.proposals.objections.models import CustomerObjection
from salesapp.proposals.objections.queries import KINDS
from salesapp.proposals.objections.rules import VIEW_LABELS, View
from salesapp.proposals.queries import of_opportunity, people
from salesapp.web import clock, htmx, params
from salesapp.words import gettext as _

bp = Blueprint("customer_objections", __name__, url_prefix="/objections")


@bp.get("")
def index():
    """List objections: those to be answered, or all; by type where asked."""
    asked, kind = request.args.get("show"), request.args.get("kind", "")[:30]
    view = View(asked) if asked in set(View) else View.PENDING
    found = queries.page(current_user, view, kind=kind or None, cursor=request.args.get("after"))
    return render_template(
        "proposals/objections/index.html", page=found, lines=page.lines(found.rows, clock.now(), about=True), view=view,
        views=VIEW_LABELS, kind=kind, kinds=page.kinds_of(current_user),
    )  # fmt: skip


@bp.get("/new")
def new():
    """Ask what the customer of an opportunity objects."""
    if "opportunity" not in request.args:
        return redirect(url_for(".index"))
    opportunity = _opportunity(request.args.get("opportunity"))
    access.check_writes(opportunity, current_user)
    form = ObjectionForm(formdata=None, opportunity_id=opportunity.id, raised_on=clock.today())
    return render_template(
        "proposals/objections/new.html", form=_offered(form, opportunity), opportunity=opportunity
    )


def _opportunity(number: Any) -> Opportunity:
    return opportunities.find(params.id_or(number) or 0, current_user) or abort(404)


def _offered(form: ObjectionForm, opportunity: Opportunity) -> ObjectionForm:
    versions = of_opportunity(opportunity.id)
    evidence = library.offered(opportunity.customer.industry, clock.today())
    return form.offer(dictionary(KINDS), people(opportunity.customer_id), versions, evidence)


@bp.post("")
def create():
    """Keep an objection, with its first answer where there was one."""
    form = ObjectionForm()
    opportunity = _opportunity(form.opportunity_id.data)
    _offered(form, opportunity)
    keep = lambda: actions.raise_objection(opportunity, form.values(), by=current_user, at=clock.now())  # noqa: E731
    check = lambda: actions.check_raised(opportunity, form.values(), at=clock.now())  # noqa: E731
    objection = form.carry_out(keep, rules=check)
    if objection is None:
        return form.again("proposals/objections/new.html", opportunity=_opportunity(form.opportunity_id.data))
    return _done(form, objection, _("Written down."))


def _done(form: ReplyFields, objection: CustomerObjection, said: str) -> Response:
    target = form.onward(url_for("customer_objections.show", objection_id=objection.id))
    form.settle(target)
    db.session.commit()
    flash(said, "ok")
    if contradicts(form.points.data):
        flash(
            _(
                "The answer begins by contradicting: take the concern seriously first, then show figures or a case."
            ),
            "warn",
        )
    return htmx.go(target)


@bp.get("/<int:objection_id>")
def show(objection_id: int):
    """Show one objection: its answers, and those of the bank that fit; one of them is taken over where asked."""
    objection = _found(objection_id)
    form = ReplyForm(formdata=None)
    taken = bank.answer(request.args.get("answer", 0, params.record_id))
    if taken is not None:
        form.points.data, form.method.data, form.answer_id.data = taken.answer, taken.method, taken.id
    return render_template("proposals/objections/show.html", form=form, **_page(objection, form))


def _found(objection_id: int) -> CustomerObjection:
    return queries.find(objection_id, current_user, to_change=request.method != "GET") or abort(404)


def _page(objection: CustomerObjection, form: ReplyForm) -> dict[str, Any]:
    form.offer_evidence(library.offered(objection.opportunity.customer.industry, clock.today()))
    form.expect_version(objection)
    return {"desk": page.desk(objection, current_user, clock.now())}


@bp.post("/<int:objection_id>/replies")
def create_reply(objection_id: int):
    """Keep one more answer to an objection."""
    objection, form = _found(objection_id), ReplyForm()
    shown = _page(objection, form)
    if (
        form.carry_out(lambda: actions.answer(objection, form.values(), by=current_user, at=clock.now()))
        is None
    ):
        return form.again(
            "proposals/objections/show.html",
            **shown | {"desk": page.desk(_found(objection_id), current_user, clock.now())},
        )
    return _done(form, objection, _("Kept: %(state)s.", state=objection.standing.label))
