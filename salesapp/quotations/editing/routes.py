"""The editor of a quotation: what its buttons do without saving, and its figures while one types."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, make_response, render_template, request
from flask_login import current_user
from werkzeug import Response

from salesapp.chinese.texts import enumerated
from salesapp.db import db, let_go
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.queries import find as find_opportunity
from salesapp.quotations import queries
from salesapp.quotations.editing import actions as steps
from salesapp.quotations.editing.page import Figures, figures
from salesapp.quotations.forms import QuotationForm
from salesapp.quotations.lines.queries import listed as list_of
from salesapp.quotations.models import Quotation
from salesapp.quotations.products import actions as keeping
from salesapp.quotations.products import queries as products
from salesapp.quotations.products.access import sees_floor
from salesapp.quotations.rules import MOST_LINES
from salesapp.quotations.tables.forms import read_table
from salesapp.quotations.tables.rules import Found
from salesapp.refusals import Refusal
from salesapp.web import clock
from salesapp.web.params import id_or
from salesapp.words import gettext as _

bp = Blueprint("quotation_editing", __name__, url_prefix="/quotations")


def prepare(form: QuotationForm, opportunity: Opportunity, quotation: Quotation | None = None) -> None:
    """Let the form know whom it can name, how fine the prices of its products are, and the rates it was made with."""
    known = products.these(form.items.product_ids())
    kept = {one.rate for one in quotation.lines} if quotation else ()
    form.items.know({number: one.price_places for number, one in known.items()}, kept)
    form.offer(
        one
        for one in opportunity.customer.contacts
        if one.in_office or one.id == id_or(form.contact_id.data, 0)
    )


def editor(
    form: QuotationForm, opportunity: Opportunity, quotation: Quotation | None = None, *, bound: bool = False
) -> dict[str, Any]:
    """Return what the editor shows; a form that was refused goes into the page by itself (``bound``)."""
    if not bound:
        prepare(form, opportunity, quotation)
        if quotation is not None and not form.is_submitted():
            form.items.say([one.as_line() for one in quotation.lines])
    words = form.product_q.data or ""
    shown = {
        "opportunity": opportunity, "quotation": quotation, "figures": _figures(form, opportunity, quotation),
        "offers": steps.offers(words, clock.today()), "most_lines": MOST_LINES,
    }  # fmt: skip
    return shown if bound else shown | {"form": form}


def _figures(form: QuotationForm, opportunity: Opportunity, quotation: Quotation | None) -> Figures:
    lines = form.items.lines()
    if not form.items.rows:
        form.items.append()
    before = quotation.lines if quotation else ()
    listed = list_of(lines, before, clock.today(), fresh=bool(form.fresh.data))
    known = products.these({one.product_id for one in listed if one.product_id})
    owner = quotation.owner if quotation else opportunity.owner
    return figures(
        form.items,
        listed,
        known,
        discount=form.discount.data,
        rounding=form.rounding.data or "",
        owner_role=owner.role,
        floors=sees_floor(current_user),
    )


def stepped(form: QuotationForm, opportunity: Opportunity, quotation: Quotation | None = None) -> Response:
    """Answer a button of the editor: the same page with other rows, nothing of the quotation saved."""
    try:
        table = _read(form) if form.step == "paste" else None
        said = _step(form, table)
    except Refusal as refusal:
        db.session.rollback()
        form.refuse(refusal)
        said = ""
    if said:
        flash(said, "ok")
    form.asks = form.step
    prepare(form, opportunity, quotation)
    page = render_template(
        "quotations/edit.html", form=form, **editor(form, opportunity, quotation, bound=True)
    )
    return make_response(page, 422 if form.refusals or not said and form.step == "paste" else 200)


def _read(form: QuotationForm) -> Found:
    """Read a table while nothing is written."""
    let_go()
    return read_table(form.pasted.data, most=MOST_LINES)


def _step(form: QuotationForm, table: Found | None) -> str:
    items, today = form.items, clock.today()
    if form.step == "pick":
        for texts in (found := steps.picked(form.picked, today)):
            items.append(texts)
        return _("%(count)s lines added.", count=len(found)) if found else _("Tick the products first.")
    if table is not None:
        for texts in (found := steps.pasted(table, today)):
            items.append(texts)
        form.pasted.data, form.pasted.raw_data = "", None
        left = (
            _("Columns not taken: %(columns)s", columns=enumerated(table.left_out)) if table.left_out else ""
        )
        return f"{_('%(count)s lines added.', count=len(found))} {left}".strip()
    if form.step == "propose":
        return _proposed(form)
    if form.step == "refetch":
        form.fresh.data = "1"
        return steps.summary(steps.refetched([row.typed.texts for row in items.rows], today))
    return ""


def _proposed(form: QuotationForm) -> str:
    values = {
        "name": form.new_name.data, "spec": form.new_spec.data or None, "unit": form.new_unit.data or "",
        "tax_rate": form.new_rate.data,
    }  # fmt: skip
    try:
        product = keeping.propose(values, by=current_user, at=clock.now())
    except Refusal as refusal:
        names = {"name": "new_name", "tax_rate": "new_rate", "spec": "new_spec", "unit": "new_unit"}
        for one in (refusal, *refusal.also):
            one.field = names.get(one.field or "", one.field)
        raise
    db.session.commit()
    form.items.append(steps.texts_of_product(product, None))
    for field in (form.new_name, form.new_spec, form.new_unit):
        field.data, field.raw_data = "", None
    return _(
        "%(code)s %(name)s is kept; finance or the director sets its price.",
        code=product.code,
        name=product.name,
    )


@bp.get("/products")
def offers():
    """Answer a search for products while somebody types."""
    words = request.args.get("product_q", "").strip()[:100]
    return render_template("quotations/editing/offers.html", offers=steps.offers(words, clock.today()))


@bp.post("/figures")
def create_figures():
    """Answer, while somebody types, what each row and the whole come to, and who must agree; nothing is saved."""
    form = QuotationForm()
    quotation_id = request.args.get("quotation", 0, int)
    quotation = queries.find(quotation_id, current_user) if quotation_id else None
    opportunity = (
        quotation.opportunity
        if quotation
        else find_opportunity(id_or(form.opportunity_id.data, 0) or 0, current_user)
    )
    if opportunity is None:
        abort(404)
    prepare(form, opportunity, quotation)
    return render_template(
        "quotations/editing/figures.html", form=form, figures=_figures(form, opportunity, quotation)
    )
