"""Opportunities on the screen: the list, those not followed up, the file (F06)."""

from __future__ import annotations

from flask import Blueprint, abort, flash, render_template, request, send_file, url_for
from flask_login import current_user

from salesapp.customers.picking import queries as picking
from salesapp.db import db, writing
from salesapp.opportunities import actions, desk, export, queries, words
from salesapp.trail.actions import record
from salesapp.web import clock, htmx
from salesapp.web.workbook import XLSX
from salesapp.words import gettext as _

bp = Blueprint("opportunities", __name__, url_prefix="/opportunities")


@bp.get("")
def index():
    """List the opportunities that one may see: searched, filtered, sorted, by pages."""
    asked, now = queries.Asked.read(request.args), clock.now()
    page = queries.page(current_user, asked, now, request.args.get("after"))
    count = queries.total(current_user, asked, now)
    owners = queries.possible_owners(current_user) if current_user.role in words.LEADS else []
    return render_template("opportunities/index.html", page=page, asked=asked, total=count, owners=owners)


@bp.get("/export.xlsx")
def export_list():
    """Give out what is filtered as a workbook; who took which list is noted."""
    asked = queries.Asked.read(request.args)
    book, rows = export.workbook(queries.export(current_user, asked, clock.now()))
    filters = request.query_string.decode("utf-8", "replace")[:300]
    with writing():
        record("export", detail={"list": "opportunities", "rows": rows, "filters": filters})
    name = f"{_('Opportunities')}_{clock.today():%Y%m%d}.xlsx"
    return send_file(book, mimetype=XLSX, as_attachment=True, download_name=name)


@bp.get("/breaches")
def breaches():
    """List what was not followed up in time, the longest first (R24 漏跟进)."""
    owner_id = desk.asked_id("owner")
    found = queries.breaches(current_user, clock.now(), owner_id=owner_id)
    today = clock.today()
    figures = queries.figures(current_user, today.replace(day=1), today, clock.now())
    return render_template("opportunities/breaches.html", cards=found, figures=figures, owner_id=owner_id)


@bp.get("/pick")
def pick():
    """Offer open opportunities to a type-ahead, of one customer where asked."""
    within = desk.asked_id("within")
    rows = queries.pick(request.args.get("q", "").strip()[:100], current_user, customer_id=within)
    return render_template("opportunities/pick.html", rows=rows)


@bp.get("/contacts/pick")
def pick_contact():
    """Offer the people of the customer that stands in the form."""
    customer_id, term = desk.asked_id("within") or 0, request.args.get("q", "").strip()[:50]
    people = picking.pick_contacts(customer_id, current_user, term)
    return render_template("opportunities/pick_contacts.html", rows=people)


@bp.get("/suggestion")
def suggestion():
    """Answer, while somebody types, which grade the system suggests and why (R25)."""
    return render_template("opportunities/suggested.html", suggestion=desk.suggestion_asked())


@bp.get("/new")
def new():
    """Show an empty sheet, for the customer in the address."""
    form = desk.new_form(fresh=True)
    return render_template("opportunities/new.html", form=form, suggestion=None)


@bp.post("")
def create():
    """Open an opportunity."""
    form = desk.new_form(fresh=False)
    opportunity = form.carry_out(lambda: desk.create(form))
    if opportunity is None:
        return form.again("opportunities/new.html", suggestion=desk.suggestion_of(form))
    target = url_for(".show", opportunity_id=opportunity.id)
    form.settle(target)
    db.session.commit()
    flash(_("%(number)s %(name)s is opened.", number=opportunity.number, name=opportunity.name), "ok")
    return htmx.go(target)


@bp.get("/<int:opportunity_id>/edit")
def edit(opportunity_id: int):
    """Show the file, to be changed."""
    opportunity = queries.find(opportunity_id, current_user) or abort(404)
    form = desk.edit_form(opportunity, fresh=True)
    return render_template("opportunities/edit.html", form=form, opportunity=opportunity)


@bp.post("/<int:opportunity_id>")
def update(opportunity_id: int):
    """Change the file."""
    opportunity = queries.find(opportunity_id, current_user) or abort(404)
    form, before = desk.edit_form(opportunity, fresh=False), opportunity.suggested_grade
    done = form.carry_out(lambda: actions.change(opportunity, form.values(), by=current_user, at=clock.now()))
    if done is None:
        return form.again("opportunities/edit.html", opportunity=opportunity)
    target = url_for(".show", opportunity_id=opportunity_id)
    form.settle(target)
    db.session.commit()
    flash(*words.saved(before, opportunity))
    return htmx.go(target)


from salesapp.opportunities import board_routes, step_routes  # noqa: E402, F401
