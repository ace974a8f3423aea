"""The file of an opportunity on the screen: the list, the sheet F06, the leader's word, its endings (R6, F06, F24)."""

from __future__ import annotations

from flask import Blueprint, abort, flash, render_template, request, send_file, url_for
from flask_login import current_user

from salesapp.accounts.belongings import queries as belongings
from salesapp.customers.picking import queries as picking
from salesapp.db import db, writing
from salesapp.opportunities import actions
from salesapp.opportunities.access import leads, possible_owners
from salesapp.opportunities.board.rules import STAGES
from salesapp.opportunities.figures import page as figure_page
from salesapp.opportunities.figures import queries as figures
from salesapp.opportunities.forms import ClosureForm, ReopeningForm, edit_form, new_form
from salesapp.opportunities.grading.page import advice_of
from salesapp.opportunities.grading.rules import GRADES
from salesapp.opportunities.lists import queries as lists
from salesapp.opportunities.lists.rules import Asked
from salesapp.opportunities.lists.sheets import workbook
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.page import saved
from salesapp.opportunities.queries import find
from salesapp.opportunities.rules import ENDINGS, Status
from salesapp.policies.page import how_often
from salesapp.policies.queries import policy
from salesapp.support import queries as support
from salesapp.trail.actions import record
from salesapp.web import clock, htmx, params
from salesapp.web.months import period
from salesapp.web.workbook import XLSX
from salesapp.words import gettext as _

bp = Blueprint("opportunities", __name__, url_prefix="/opportunities")


@bp.get("")
def index():
    """List the opportunities that one may see: searched, filtered, sorted, by pages."""
    asked, now = Asked.read(request.args), clock.now()
    found = lists.page(current_user, asked, now, request.args.get("after"))
    whole = found.next is None and "after" not in request.args
    count = len(found.rows) if whole else lists.total(current_user, asked, now)
    owners = possible_owners(current_user) if leads(current_user) else []
    return render_template(
        "opportunities/lists/index.html", page=found, asked=asked, total=count, owners=owners, statuses=tuple(Status),
        stages=STAGES, grades=GRADES, stuck_days=policy("board_stuck_days"),
    )  # fmt: skip


@bp.get("/export.xlsx")
def export_list():
    """Give out what is filtered as a workbook; who took which list is noted."""
    asked = Asked.read(request.args)
    book, rows = workbook(lists.export(current_user, asked, clock.now()))
    filters = request.query_string.decode("utf-8", "replace")[:300]
    with writing():
        record("export", detail={"list": "opportunities", "rows": rows, "filters": filters})
    name = f"{_('Opportunities')}_{clock.today():%Y%m%d}.xlsx"
    return send_file(book, mimetype=XLSX, as_attachment=True, download_name=name)


@bp.get("/breaches")
def breaches():
    """List what was not followed up in time, the longest first (R24 漏跟进)."""
    owner_id, now = params.id_or(request.args.get("owner")), clock.now()
    found = lists.breaches(current_user, now, owner_id=owner_id, cursor=request.args.get("after"))
    month = clock.today().replace(day=1)
    of_month = figures.figures(current_user, month, clock.today(), now, owner_id=owner_id)
    late = lists.breached(current_user, now, owner_id=owner_id)
    return render_template(
        "opportunities/lists/breaches.html", cards=found.rows, next=found.next, owner_id=owner_id,
        figures=figure_page.of_the_month(of_month, month, late, owner_id), how_often=how_often,
    )  # fmt: skip


@bp.get("/follow-ups")
def follow_ups():
    """List the follow-ups behind the share of those made in time, the latest first (R24)."""
    asked, now = period(request.args.get("month"), clock.today()), clock.now()
    owner_id = params.id_or(request.args.get("owner"))
    months = (current_user, asked.first, asked.last)
    return render_template(
        "opportunities/figures/follow_ups.html",
        page=figures.follow_ups(*months, request.args.get("after"), owner_id=owner_id),
        figures=figures.in_time(*months, now, owner_id=owner_id),
        lapsed=figures.lapsed(*months, now, owner_id=owner_id),
        month=f"{asked.first:%Y-%m}",
        owner_id=owner_id,
    )


@bp.get("/pick")
def pick():
    """Offer open opportunities to a type-ahead, of one customer where asked."""
    within = params.id_or(request.args.get("within"))
    rows = lists.pick(request.args.get("q", "")[:100], current_user, customer_id=within)
    return render_template("opportunities/lists/pick.html", rows=rows)


@bp.get("/contacts/pick")
def pick_contact():
    """Offer the people of the customer that stands in the form."""
    customer_id, term = params.id_or(request.args.get("within")) or 0, request.args.get("q", "").strip()[:50]
    people = picking.pick_contacts(customer_id, current_user, term)
    seen = people or picking.name_of(customer_id, current_user)
    return render_template(
        "customers/picking/contacts.html", rows=people, typed=term, customer_id=seen and customer_id
    )


@bp.get("/new")
def new():
    """Show an empty sheet, for the customer in the address."""
    form = new_form(fresh=True, customer_id=params.id_or(request.args.get("customer")))
    return render_template("opportunities/new.html", form=form, advice=None)


@bp.post("")
def create():
    """Open an opportunity."""
    form = new_form(fresh=False)
    opportunity = form.carry_out(
        lambda: actions.open_opportunity(form.values(), by=current_user, at=clock.now())
    )
    if opportunity is None:
        return form.again("opportunities/new.html", advice=advice_of(form, form.amount.data))
    target = url_for(".show", opportunity_id=opportunity.id)
    form.settle(target)
    db.session.commit()
    flash(_("%(number)s %(name)s is opened.", number=opportunity.number, name=opportunity.name), "ok")
    return htmx.go(target)


@bp.get("/<int:opportunity_id>/edit")
def edit(opportunity_id: int):
    """Show the file, to be changed."""
    opportunity = _find(opportunity_id)
    form = edit_form(opportunity, fresh=True)
    return render_template("opportunities/edit.html", form=form, opportunity=opportunity)


@bp.post("/<int:opportunity_id>")
def update(opportunity_id: int):
    """Change the file."""
    opportunity = _find(opportunity_id)
    form, before = edit_form(opportunity, fresh=False), opportunity.suggested_grade
    done = form.carry_out(lambda: actions.change(opportunity, form.values(), by=current_user, at=clock.now()))
    if done is None:
        return form.again("opportunities/edit.html", opportunity=opportunity)
    target = url_for(".show", opportunity_id=opportunity_id)
    form.settle(target)
    db.session.commit()
    flash(*saved(before, opportunity))
    return htmx.go(target)


@bp.get("/<int:opportunity_id>/closures/new")
def new_closure(opportunity_id: int):
    """Show the form that ends an opportunity."""
    opportunity, status = _find(opportunity_id), request.args.get("status")
    heaps = belongings.ending_with(("opportunity", opportunity_id))
    form = ClosureForm(formdata=None, data={"status": status if status in ENDINGS else None})
    form.offer(heaps, fresh=True).expect_version(opportunity)
    return render_template("opportunities/closure.html", form=form, **_ending(opportunity, heaps))


@bp.post("/<int:opportunity_id>/closures")
def create_closure(opportunity_id: int):
    """End an opportunity: won, lost or parked, with its reason."""
    opportunity, heaps = _find(opportunity_id), belongings.ending_with(("opportunity", opportunity_id))
    form = ClosureForm().offer(heaps, fresh=False).expect_version(opportunity)
    done = form.carry_out(lambda: actions.close(opportunity, form.values(), by=current_user, at=clock.now()))
    if done is None:
        return form.again("opportunities/closure.html", **_ending(_find(opportunity_id), heaps))
    status = opportunity.status_label
    return _done(form, opportunity_id, _("%(name)s: %(status)s.", name=opportunity.name, status=status))


@bp.get("/<int:opportunity_id>/reopenings/new")
def new_reopening(opportunity_id: int):
    """Show the form that takes a closed opportunity up again."""
    form = ReopeningForm(formdata=None)
    return render_template("opportunities/reopening.html", form=form, opportunity=_find(opportunity_id))


@bp.post("/<int:opportunity_id>/reopenings")
def create_reopening(opportunity_id: int):
    """Take a closed opportunity up again."""
    opportunity, form = _find(opportunity_id), ReopeningForm()
    done = form.carry_out(
        lambda: actions.reopen(opportunity, form.reason.data, by=current_user, at=clock.now())
    )
    if done is None:
        return form.again("opportunities/reopening.html", opportunity=_find(opportunity_id))
    return _done(form, opportunity_id, _("%(name)s is open again.", name=opportunity.name))


def _find(opportunity_id: int) -> Opportunity:
    return find(opportunity_id, current_user) or abort(404)


def _ending(opportunity: Opportunity, heaps) -> dict:
    """Return what the form that ends an opportunity shows beside itself: what ends with it, asked or not."""
    asked = [one for one in support.open_of("opportunity", opportunity.id) if one.is_open]
    return {"opportunity": opportunity, "heaps": heaps, "support": asked}


def _done(form, opportunity_id: int, said: str):
    target = url_for(".show", opportunity_id=opportunity_id)
    form.settle(target)
    db.session.commit()
    flash(said, "ok")
    return htmx.go(target)
