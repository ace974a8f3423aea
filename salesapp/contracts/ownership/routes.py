"""Giving a contract to another owner, on the screen (F11)."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, render_template, url_for
from flask_login import current_user

from salesapp.accounts import queries as people
from salesapp.accounts.belongings import queries as belongings
from salesapp.accounts.belongings.forms import HandOverForm
from salesapp.accounts.models import User
from salesapp.contracts.access import check_hand_over
from salesapp.contracts.models import Contract
from salesapp.contracts.ownership import actions
from salesapp.contracts.routes import found_or_404
from salesapp.db import db
from salesapp.web import clock, htmx
from salesapp.words import gettext as _

bp = Blueprint("contract_owners", __name__, url_prefix="/contracts")
PAGE = "contracts/ownership/new.html"


def _run(contract_id: int) -> Contract:
    contract = found_or_404(contract_id)
    check_hand_over(contract, current_user)
    return contract


def _owners(contract: Contract) -> Sequence[User]:
    return belongings.receivers(current_user, without=contract.owner_id)


@bp.get("/<int:contract_id>/owner-changes/new")
def new(contract_id: int):
    """Ask who should answer for a contract; its hand-off goes along."""
    contract = _run(contract_id)
    form = HandOverForm(formdata=None, owners=_owners(contract)).offer((), fresh=True)
    return render_template(PAGE, form=form, contract=contract)


@bp.post("/<int:contract_id>/owner-changes")
def create(contract_id: int):
    """Give a contract to another owner."""
    contract = _run(contract_id)
    form = HandOverForm(owners=_owners(contract)).offer((), fresh=False)
    if form.carry_out(lambda: _hand_over(form, contract)) is None:
        return form.again(PAGE, contract=contract)
    target = url_for("contracts.show", contract_id=contract_id)
    form.settle(target)
    db.session.commit()
    flash(_("%(name)s now belongs to %(owner)s.", name=contract.number, owner=contract.owner.name), "ok")
    return htmx.go(target)


def _hand_over(form: HandOverForm, contract: Contract):
    return actions.hand_over(
        contract, people.find(form.owner_id.data), by=current_user, at=clock.now(), reason=form.reason.data,
        keeps_reader=form.keeps_reader.data,
    )  # fmt: skip
