"""The delivery on the screen: its plan, the report of each milestone (R42)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_login import current_user

from salesapp.contracts import page as contract_page
from salesapp.contracts.delivery import actions, page, queries
from salesapp.contracts.delivery.access import check_reporter, may_report
from salesapp.contracts.delivery.forms import AcceptanceForm, PlanForm, ReportForm, ReversalForm, plan_form
from salesapp.contracts.delivery.models import Milestone
from salesapp.contracts.delivery.rules import Kind
from salesapp.contracts.forms import chosen
from salesapp.contracts.models import Contract
from salesapp.contracts.routes import found_or_404
from salesapp.db import db
from salesapp.web import clock, htmx
from salesapp.web.forms import Form
from salesapp.words import gettext as _
from salesapp.words import ngettext

bp = Blueprint("delivery", __name__, url_prefix="/contracts")


@bp.get("/<int:contract_id>/delivery")
def show(contract_id: int):
    """Show the delivery of a contract, and its plan to whoever plans it."""
    contract = found_or_404(contract_id)
    form = plan_form(page.open_kinds(contract))(formdata=None, data=page.planned_values(contract))
    return render_template("contracts/delivery/show.html", form=form, **_page(contract))


@bp.get("/milestones/<int:milestone_id>")
def open_milestone(milestone_id: int):
    """Go to the delivery that a milestone belongs to."""
    contract_id = queries.contract_of(milestone_id, current_user) or abort(404)
    return redirect(url_for(".show", contract_id=contract_id), code=303)


def _page(contract: Contract) -> dict[str, Any]:
    return contract_page.page(contract, current_user) | {
        "delivery": page.delivery(contract, current_user, queries.papers_of(contract)),
        "kinds": page.open_kinds(contract),
    }


@bp.post("/<int:contract_id>/deliveries")
def create_delivery(contract_id: int):
    """Begin the delivery of a contract that was handed over before deliveries were kept."""
    contract = found_or_404(contract_id)
    actions.open_delivery(contract, by=current_user, at=clock.now())
    db.session.commit()
    return htmx.go(url_for(".show", contract_id=contract.id))


@bp.post("/<int:contract_id>/delivery-plans")
def create_plan(contract_id: int):
    """Plan the days of what is not reached yet."""
    contract = found_or_404(contract_id)
    form: PlanForm = plan_form(page.open_kinds(contract))()
    verb = lambda: actions.plan(contract, form.plan(), form.reason.data, by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(verb, may=lambda: check_reporter(contract, current_user)) is None:
        return form.again("contracts/delivery/show.html", **_page(contract))
    return _done(form, contract, _("Planned."))


def _milestone(contract: Contract, kind: str) -> Milestone:
    if kind not in set(Kind) or not contract.milestones:
        abort(404)
    return contract.milestone(Kind(kind))


def _report_form(contract: Contract, row: Milestone, *, empty: bool = False) -> ReportForm:
    form = AcceptanceForm if row.what == Kind.ACCEPTANCE else ReportForm
    if not empty:
        return form()
    return form(formdata=None, data={"months": page.promised_months(contract)})


@bp.get("/<int:contract_id>/milestones/<kind>")
def report(contract_id: int, kind: str):
    """Show one milestone, to be reported or, where it is, taken back."""
    contract = found_or_404(contract_id)
    check_reporter(contract, current_user)
    row = _milestone(contract, kind)
    forms = {
        "report_form": _report_form(contract, row, empty=True),
        "reversal_form": ReversalForm(formdata=None),
    }
    return render_template("contracts/delivery/report.html", **_reporting(contract, row), **forms)


def _reporting(contract: Contract, row: Milestone) -> dict[str, Any]:
    delivery = page.delivery(contract, current_user, queries.papers_of(contract))
    line = next(line for line in delivery.lines if line.kind == row.what)
    return {"contract": contract, "line": line, "may_report": may_report(contract, current_user)}


@bp.post("/<int:contract_id>/milestones/<kind>/reports")
def create_report(contract_id: int, kind: str):
    """Report one milestone with its day and papers; acceptance starts the warranty and its payments."""
    contract = found_or_404(contract_id)
    row = _milestone(contract, kind)
    form = _report_form(contract, row)
    check = lambda: contract.check_report(  # noqa: E731
        form.report(row.what, len(chosen(form.files))), today=clock.today()
    )
    due = form.carry_out(lambda: _report(contract, row.what, form), rules=check)
    if due is None:
        again = {"report_form": form, "reversal_form": ReversalForm(formdata=None)}
        return form.again("contracts/delivery/report.html", **_reporting(contract, row), **again)
    words = ngettext("%(num)d payment falls due.", "%(num)d payments fall due.", len(due)) if due else ""
    said = _("%(what)s is reported.", what=row.what.label)
    return _done(form, contract, f"{said} {words}".strip())


def _report(contract: Contract, kind: Kind, form: ReportForm):
    files = chosen(form.files)
    reported = form.report(kind, len(files))
    return actions.report(contract, reported, files, by=current_user, at=clock.now())


@bp.post("/<int:contract_id>/milestones/<kind>/reversals")
def create_reversal(contract_id: int, kind: str):
    """Take the report of a milestone back, with the reason."""
    contract = found_or_404(contract_id)
    row, form = _milestone(contract, kind), ReversalForm()
    verb = lambda: actions.take_back(contract, row.what, form.reason.data, by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(verb) is None:
        again = {"report_form": _report_form(contract, row, empty=True), "reversal_form": form}
        return form.again("contracts/delivery/report.html", **_reporting(contract, row), **again)
    return _done(form, contract, _("Taken back: it is open again."))


def _done(form: Form, contract: Contract, said: str):
    target = form.onward(url_for(".show", contract_id=contract.id))
    form.settle(target)
    db.session.commit()
    flash(said, "ok")
    return htmx.go(target)
