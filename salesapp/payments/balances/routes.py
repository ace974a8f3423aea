"""The account of a customer on the screen and on paper, for both seals (对账单)."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, render_template, request
from flask_login import current_user

from salesapp.contracts.payments.rules import months_after
from salesapp.customers.models import Customer
from salesapp.payments.balances import queries
from salesapp.payments.balances.rules import Account, Basis, account
from salesapp.payments.papers.sheets import account_paper
from salesapp.web import clock, params
from salesapp.web.inline import inline_pdf, paper_name
from salesapp.words import gettext as _

bp = Blueprint("balances", __name__, url_prefix="/payments/accounts")


def _found(customer_id: int) -> Customer:
    return queries.customer(customer_id, current_user) or abort(404)


def _account(customer_id: int) -> Account:
    """Return the account over the days that an address names; without them over the last month."""
    month = months_after(clock.today().replace(day=1), -1)
    first = request.args.get("first", None, params.typed_day) or month
    last = request.args.get("last", None, params.typed_day) or date.fromordinal(
        months_after(month, 1).toordinal() - 1
    )
    return account(queries.moves(customer_id, _basis()), first, max(first, last))


def _basis() -> Basis:
    named = request.args.get("by", "")
    return Basis(named) if named in set(Basis) else Basis.DUE


@bp.get("/<int:customer_id>")
def show(customer_id: int):
    """Show what a customer was charged and paid over a period, row by row."""
    customer = _found(customer_id)
    return render_template(
        "payments/balances/show.html", customer=customer, account=_account(customer_id), basis=_basis(), bases=list(Basis)
    )  # fmt: skip


@bp.get("/<int:customer_id>.pdf")
def paper(customer_id: int):
    """Print the account for both seals."""
    customer, account = _found(customer_id), _account(customer_id)
    name = paper_name(
        _("Account for both seals"), customer.short_name or customer.full_name, account.last.isoformat()
    )
    by = current_user._get_current_object()
    return inline_pdf(
        account_paper(customer, account, _basis(), by=by, at=clock.now()), "account.pdf", called=name
    )
