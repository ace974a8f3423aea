"""Quotations on the screen: the list, drawing one up, its page, its edits (F09)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask_login import current_user
from werkzeug import Response

from salesapp.db import db
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.queries import find as find_opportunity
from salesapp.policies.queries import policy
from salesapp.quotations import access, actions, page, queries, rules
from salesapp.quotations.approval.forms import SubmissionForm
from salesapp.quotations.approval.page import shown as approval_shown
from salesapp.quotations.editing import routes as editing
from salesapp.quotations.forms import CopyForm, LossForm, QuotationForm, SendForm
from salesapp.quotations.models import Quotation
from salesapp.quotations.papers.rules import Kind
from salesapp.web import clock, htmx, pages
from salesapp.web.forms import Form
from salesapp.web.params import id_or, record_id
from salesapp.words import gettext as _

bp = Blueprint("quotations", __name__, url_prefix="/quotations")


def found_or_404(quotation_id: int) -> Quotation:
    """Return a quotation that this person may see, held until the commit where the request changes something."""
    change = request.method != "GET"
    return queries.find(quotation_id, current_user, to_change=change) or abort(404)


@bp.get("")
def index():
    """List quotations: by state, by words."""
    view, words = request.args.get("view", ""), request.args.get("q", "").strip()[:100]
    view, today = (view if view in queries.VIEWS else ""), clock.today()
    rows = queries.listed(
        current_user, view, words, today, warn_days=policy("quotation_warn_days"),
        after=queries.cursor(request.args.get("after")),
    )  # fmt: skip
    cut = pages.cut(rows, queries.PAGE, lambda row: (row.id,))
    return render_template(
        "quotations/index.html",
        page=cut,
        cards=page.cards(cut.rows, today),
        view=view,
        words=words,
        views=page.views(),
    )


@bp.get("/new")
def new():
    """Show a new quotation for an opportunity; without one, the opportunities to choose from."""
    opportunity_id = request.args.get("opportunity", None, record_id)
    if opportunity_id is None:
        return render_template("quotations/start.html", rows=queries.startable(current_user))
    opportunity = find_opportunity(opportunity_id, current_user) or abort(404)
    rules.check_opportunity(opportunity.status)
    access.check_quotes(opportunity, current_user)
    form = QuotationForm(
        formdata=None, opportunity_id=opportunity.id, contact_id=opportunity.key_contact_id, quoted_on=clock.today(),
        valid_count=policy("quotation_valid_days"), items=[{}],
    )  # fmt: skip
    return render_template("quotations/edit.html", **editing.editor(form, opportunity))


@bp.post("")
def create():
    """Draw up a quotation."""
    form = QuotationForm()
    opportunity = find_opportunity(id_or(form.opportunity_id.data, 0) or 0, current_user) or abort(404)
    access.check_quotes(opportunity, current_user)
    editing.prepare(form, opportunity)
    if form.step:
        return editing.stepped(form, opportunity)
    draw = lambda: _drawn(form, opportunity)  # noqa: E731
    made = form.carry_out(draw, rules=lambda: _check(form, opportunity))
    if made is None:
        return form.again("quotations/edit.html", **editing.editor(form, opportunity, bound=True))
    return done(form, made, _("%(number)s is drawn up.", number=made.label))


def _check(form: QuotationForm, opportunity: Opportunity) -> None:
    lines = () if form.items.errors else form.items.lines()
    actions.check_said(opportunity, form.head(), lines)


def _drawn(form: QuotationForm, opportunity: Opportunity) -> Quotation:
    return actions.draft(opportunity, form.head(), form.items.lines(), by=current_user, at=clock.now())


@bp.get("/<int:quotation_id>")
def show(quotation_id: int):
    """Show one quotation: its lines, its sums, its versions, how it is agreed to."""
    return render_template("quotations/show.html", **_page(found_or_404(quotation_id)))


def _page(quotation: Quotation, **forms: Form) -> dict[str, Any]:
    rows = queries.startable(current_user)
    return (
        page.page(quotation, current_user)
        | approval_shown(quotation, current_user)
        | {
            "submission_form": SubmissionForm(formdata=None),
            "send_form": SendForm(formdata=None),
            "loss_form": LossForm(formdata=None),
            "copy_form": CopyForm(formdata=None, opportunity_id=str(quotation.opportunity_id)).offer(rows),
            "may_copy": bool(rows),
            "papers": [(kind.label, kind.value) for kind in Kind],
        }
        | forms
    )


def refused(quotation: Quotation, form: Form, name: str) -> Response:
    """Answer a small form that was refused with the page of its quotation."""
    return form.again("quotations/show.html", **_page(quotation, **{name: form}))


@bp.get("/<int:quotation_id>/edit")
def edit(quotation_id: int):
    """Show a draft, to be changed."""
    quotation = found_or_404(quotation_id)
    access.check_keeper(quotation, current_user)
    rules.check_draft(quotation.status)
    form = QuotationForm(formdata=None, obj=quotation).expect_version(quotation)
    return render_template("quotations/edit.html", **editing.editor(form, quotation.opportunity, quotation))


@bp.post("/<int:quotation_id>")
def update(quotation_id: int):
    """Change a draft."""
    quotation, form = found_or_404(quotation_id), QuotationForm()
    form.expect_version(quotation)
    editing.prepare(form, quotation.opportunity, quotation)
    if form.step:
        access.check_keeper(quotation, current_user)
        return editing.stepped(form, quotation.opportunity, quotation)
    keeper = lambda: access.check_keeper(quotation, current_user)  # noqa: E731
    check = lambda: _check(form, quotation.opportunity)  # noqa: E731
    if form.carry_out(lambda: _revised(form, quotation), may=keeper, rules=check) is None:
        context = editing.editor(form, quotation.opportunity, quotation, bound=True)
        return form.again("quotations/edit.html", **context)
    return done(form, quotation, _("Saved."))


def _revised(form: QuotationForm, quotation: Quotation) -> Quotation:
    fresh = bool(form.fresh.data)
    return actions.revise(
        quotation, form.head(), form.items.lines(), fresh=fresh, by=current_user, at=clock.now()
    )


def done(form: Form, quotation: Quotation, said: str) -> Response:
    """Lead to the page of a quotation, and say what was done."""
    target = url_for("quotations.show", quotation_id=quotation.id)
    form.settle(target)
    db.session.commit()
    flash(said, "ok")
    return htmx.go(target)
