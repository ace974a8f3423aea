"""What the sheets of an opportunity are prepared with: lists, first values, the live suggestion."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from flask import request, url_for
from flask_login import current_user

from salesapp.customers import access as customers
from salesapp.customers.picking import queries as picking
from salesapp.opportunities import actions, grading, queries, rules
from salesapp.opportunities.forms import EditForm, GradeForm, NewForm, SheetForm
from salesapp.opportunities.models import Opportunity
from salesapp.refusals import Refusal
from salesapp.web import clock
from salesapp.web.forms import Form


def new_form(*, fresh: bool) -> NewForm:
    """Return the sheet of a new opportunity: empty for the customer in the address, or as it was sent."""
    form = NewForm(formdata=None) if fresh else NewForm()
    owners = queries.possible_owners(current_user)
    own = current_user.id if current_user.role in queries.OWNERS else 0
    _offer(form, owners, own, None)
    if fresh:
        _begin(form)
    return form


def edit_form(opportunity: Opportunity, *, fresh: bool) -> EditForm:
    """Return the sheet of an opportunity, as it stands or as it was sent."""
    form = EditForm(formdata=None, obj=opportunity) if fresh else EditForm()
    if fresh:
        form.collaborators.data = [each.user_id for each in opportunity.collaborations]
    owners = queries.possible_owners(current_user)
    if opportunity.owner_id not in {user.id for user in owners}:
        owners = [opportunity.owner, *owners]
    _offer(form, owners, opportunity.owner_id, opportunity.product_type)
    form.look_among(opportunity.customer_id)
    form.expect_version(opportunity)
    return form


def grade_form(opportunity: Opportunity, *, fresh: bool) -> GradeForm:
    """Return the grading sheet of an opportunity, as it stands or as it was sent."""
    form = GradeForm(formdata=None, obj=opportunity) if fresh else GradeForm()
    form.expect_version(opportunity)
    return form


def create(form: NewForm) -> Opportunity:
    """Open what a checked form holds."""
    return actions.open_opportunity(form.values(), by=current_user, at=clock.now())


def _offer(form: SheetForm, owners, owner_id: int, kept_product: str | None) -> None:
    colleagues = queries.possible_collaborators()
    form.offer(owners=owners, colleagues=colleagues, owner_id=owner_id, kept_product=kept_product)


def _begin(form: NewForm) -> None:
    """Fill in what the address says: the customer, and with it the key contact."""
    customer_id = asked_id("customer")
    if customer_id and customers.sees(customer_id, current_user):
        form.customer_id.data = customer_id
        people = picking.pick_contacts(customer_id, current_user, limit=100)
        form.look_among(customer_id)
        form.key_contact_id.data = people[0].id if people else None


def suggestion_of(form: Form, amount: Decimal | None = None) -> grading.Suggestion | None:
    """Return what the system suggests for what a form holds so far, or None while something is missing."""
    fields = (form.budget_score, form.chain_score, form.urgency_score)
    return _suggest([field.data for field in fields], amount or form.amount.data, form.expected_close_on.data)


def suggestion_asked() -> grading.Suggestion | None:
    """Return the suggestion for what somebody is typing, sent along in the address."""
    form = NewForm(formdata=request.args, meta={"csrf": False})
    opportunity_id = asked_id("of")
    opportunity = queries.find(opportunity_id, current_user) if opportunity_id else None
    return suggestion_of(form, opportunity.amount if opportunity is not None else None)


def _suggest(scores: list, amount: Decimal | None, expected_on: date | None) -> grading.Suggestion | None:
    if not amount or amount <= 0 or expected_on is None or None in scores:
        return None
    try:
        return actions.suggested(scores, amount, expected_on, clock.today())
    except Refusal:
        return None


def asked_id(name: str) -> int | None:
    """Return an id from the address, or None for none or for one that cannot be."""
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def after(opportunity_id: int) -> str:
    """Return where an act on an opportunity leads: back to the board for what was done there, else to its page."""
    if request.form.get("on") == "board":
        return url_for("opportunities.board", **queries.Wanted.read(request.form).args())
    return url_for("opportunities.show", opportunity_id=opportunity_id)


def shown_cards() -> dict[str, int]:
    """Return how many cards the columns of a board had when it asked, as the page says: ``shown=proposal:40``."""
    counts = {}
    for each in request.values.getlist("shown"):
        stage, _colon, count = each.partition(":")
        if stage in rules.STAGES and count.isdecimal():
            counts[stage] = int(count[:4])
    return counts


def wanted_now() -> queries.Wanted:
    """Return the filters of a board, from its address or from what its forms send along."""
    return queries.Wanted.read(request.values)
