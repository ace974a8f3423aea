"""Giving an opportunity to another owner, on the screen (F06 责任人)."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, flash, render_template, url_for
from flask_login import current_user

from salesapp.accounts import queries as people
from salesapp.accounts.belongings import queries as belongings
from salesapp.accounts.belongings.forms import HandOverForm
from salesapp.accounts.belongings.rules import Heap
from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.opportunities.access import check_hand_over
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.ownership import actions
from salesapp.opportunities.queries import find
from salesapp.web import clock, htmx
from salesapp.words import gettext as _

bp = Blueprint("opportunity_owners", __name__, url_prefix="/opportunities")
PAGE = "opportunities/ownership/new.html"


def _run(opportunity_id: int) -> tuple[Opportunity, list[Heap]]:
    """Return an opportunity that this person may give away, and what hangs on it."""
    opportunity = find(opportunity_id, current_user) or abort(404)
    check_hand_over(opportunity, current_user)
    return opportunity, belongings.of_record(("opportunity", opportunity.id), opportunity.owner_id)


def _owners(opportunity: Opportunity) -> Sequence[User]:
    return belongings.receivers(current_user, without=opportunity.owner_id)


@bp.get("/<int:opportunity_id>/owner-changes/new")
def new(opportunity_id: int):
    """Ask who should answer for it, and what goes along."""
    opportunity, heaps = _run(opportunity_id)
    form = HandOverForm(formdata=None, owners=_owners(opportunity)).offer(heaps, fresh=True)
    return render_template(PAGE, form=form, heaps=heaps, opportunity=opportunity)


@bp.post("/<int:opportunity_id>/owner-changes")
def create(opportunity_id: int):
    """Give an opportunity to another owner."""
    opportunity, heaps = _run(opportunity_id)
    form = HandOverForm(owners=_owners(opportunity)).offer(heaps, fresh=False)
    if form.carry_out(lambda: _hand_over(form, opportunity)) is None:
        return form.again(PAGE, heaps=heaps, opportunity=opportunity)
    target = url_for("opportunities.show", opportunity_id=opportunity_id)
    form.settle(target)
    db.session.commit()
    flash(_("%(name)s now belongs to %(owner)s.", name=opportunity.name, owner=opportunity.owner.name), "ok")
    return htmx.go(target)


def _hand_over(form: HandOverForm, opportunity: Opportunity):
    return actions.hand_over(
        opportunity, people.find(form.owner_id.data), by=current_user, at=clock.now(), reason=form.reason.data,
        along=form.along.data or (), keeps_reader=form.keeps_reader.data,
    )  # fmt: skip
