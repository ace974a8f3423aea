"""Proposals on the screen: written, reckoned while one types, renewed, presented, given to the customer (R34, R35, F08)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug import Response

from salesapp.db import db
from salesapp.opportunities import queries as opportunities
from salesapp.opportunities.models import Opportunity
from salesapp.playbook.library import queries as library
from salesapp.playbook.library.rules import ItemKind
from salesapp.proposals import access, actions, page, queries, rules, sheets
from salesapp.proposals.forms import (
    PresentationForm,
    ProposalForm,
    RenewalForm,
    WithdrawalForm,
    blank_form,
)
from salesapp.proposals.models import Proposal
from salesapp.proposals.rules import Status
from salesapp.web import clock, htmx, params
from salesapp.web.forms import Form
from salesapp.web.inline import inline_pdf, paper_name
from salesapp.words import gettext as _

bp = Blueprint("proposals", __name__, url_prefix="/proposals")


@bp.get("")
def index():
    """List the versions that one sees, by where they stand."""
    asked = request.args.get("status")
    status = Status(asked) if asked in set(Status) else None
    found = queries.page(current_user, status=status, cursor=request.args.get("after"))
    return render_template("proposals/index.html", page=found, status=status, statuses=tuple(Status))


@bp.get("/new")
def new():
    """Ask what is proposed for an opportunity."""
    if "opportunity" not in request.args:
        return redirect(url_for(".index"))
    opportunity = _opportunity(request.args.get("opportunity"))
    draft = queries.draft(opportunity.id)
    if draft is not None:
        return redirect(url_for(".edit", proposal_id=draft.id))
    access.check_writes(opportunity, current_user)
    form = blank_form(opportunity.id, _cases(opportunity))
    return render_template("proposals/new.html", form=form, **_writing(form, opportunity))


def _opportunity(number: Any) -> Opportunity:
    return opportunities.find(params.id_or(number) or 0, current_user) or abort(404)


def _cases(opportunity: Opportunity):
    customer = opportunity.customer
    return library.offered(
        customer.industry, clock.today(), kind=ItemKind.CASE, pain_points=customer.pain_points
    )


def _writing(form: ProposalForm, opportunity: Opportunity) -> dict[str, Any]:
    return {"opportunity": opportunity, "reckoned": page.reckoned(form.lines)}


@bp.post("")
def create():
    """Keep a first version."""
    form = ProposalForm()
    opportunity = _opportunity(form.opportunity_id.data)
    form.offer(_cases(opportunity))
    write = lambda: actions.write(opportunity, form.values(), form.lines, by=current_user, at=clock.now())  # noqa: E731
    proposal = form.carry_out(write)
    if proposal is None:
        opportunity = _opportunity(form.opportunity_id.data)
        return form.again("proposals/new.html", **_writing(form, opportunity))
    return _done(form, proposal, _("%(version)s is kept as a draft.", version=proposal.version_words))


def _done(form: Form, proposal: Proposal, said: str) -> Response:
    target = url_for("proposals.show", proposal_id=proposal.id)
    form.settle(target)
    db.session.commit()
    flash(said, "ok")
    return htmx.go(target)


@bp.get("/reckoning")
def reckoning():
    """Answer, while somebody types, what the lines come to in a year."""
    form = ProposalForm(formdata=request.args, meta={"csrf": False})
    return render_template("proposals/reckoning.html", reckoned=page.reckoned(form.lines))


@bp.get("/<int:proposal_id>")
def show(proposal_id: int):
    """Show one version: its lines with their arithmetic, to whom it was presented, the versions beside it."""
    return render_template("proposals/show.html", **_page(_found(proposal_id)))


def _found(proposal_id: int) -> Proposal:
    return queries.find(proposal_id, current_user, to_change=request.method != "GET") or abort(404)


def _page(proposal: Proposal) -> dict[str, Any]:
    return {"desk": page.desk(proposal, current_user), "withdrawal_form": WithdrawalForm(formdata=None)}


@bp.get("/<int:proposal_id>/edit")
def edit(proposal_id: int):
    """Show a draft, to be changed."""
    proposal = _found(proposal_id)
    rules.check_draft(proposal.status)
    form = ProposalForm(formdata=None).offer(_cases(proposal.opportunity), keep=proposal.case)
    form.show(proposal)
    form.expect_version(proposal)
    return render_template(
        "proposals/edit.html", form=form, proposal=proposal, **_writing(form, proposal.opportunity)
    )


@bp.post("/<int:proposal_id>")
def update(proposal_id: int):
    """Keep a changed draft."""
    proposal = _found(proposal_id)
    form = ProposalForm().offer(_cases(proposal.opportunity), keep=proposal.case)
    form.expect_version(proposal)
    change = lambda: actions.change(proposal, form.values(), form.lines, by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(change) is None:
        proposal = _found(proposal_id)
        return form.again("proposals/edit.html", proposal=proposal, **_writing(form, proposal.opportunity))
    return _done(form, proposal, _("Saved."))


@bp.get("/<int:proposal_id>/versions/new")
def new_version(proposal_id: int):
    """Ask why there is a next version."""
    return render_template(
        "proposals/version.html", form=RenewalForm(formdata=None), proposal=_found(proposal_id)
    )


@bp.post("/<int:proposal_id>/versions")
def create_version(proposal_id: int):
    """Begin the next version with what this one says."""
    proposal, form = _found(proposal_id), RenewalForm()
    anew = form.anew.data == "yes"
    renewed = form.carry_out(
        lambda: actions.renew(proposal, form.why.data, anew=anew, by=current_user, at=clock.now())
    )
    if renewed is None:
        return form.again("proposals/version.html", proposal=_found(proposal_id))
    return _done(
        form, renewed, _("%(version)s is a draft now: change what is new.", version=renewed.version_words)
    )


@bp.get("/<int:proposal_id>/presentations/new")
def new_presentation(proposal_id: int):
    """Ask when, how and to whom a version was presented."""
    proposal = _found(proposal_id)
    rules.check_draft(proposal.status)
    form = PresentationForm(formdata=None).offer(queries.people(proposal.opportunity.customer_id))
    form.expect_version(proposal)
    return render_template("proposals/presentation.html", form=form, proposal=proposal)


@bp.post("/<int:proposal_id>/presentations")
def create_presentation(proposal_id: int):
    """Note the presentation of a version."""
    proposal = _found(proposal_id)
    form = PresentationForm().offer(queries.people(proposal.opportunity.customer_id))
    form.expect_version(proposal)
    present = lambda: actions.present(proposal, form.values(), by=current_user, at=clock.now())  # noqa: E731
    check = lambda: actions.check_presentation(proposal, form.values(), at=clock.now())  # noqa: E731
    if form.carry_out(present, rules=check) is None:
        return form.again("proposals/presentation.html", proposal=_found(proposal_id))
    return _done(
        form,
        proposal,
        _("%(version)s is presented: it stays as it was shown.", version=proposal.version_words),
    )


@bp.post("/<int:proposal_id>/withdrawals")
def create_withdrawal(proposal_id: int):
    """Take a draft back."""
    proposal, form = _found(proposal_id), WithdrawalForm()
    if (
        form.carry_out(lambda: actions.withdraw(proposal, form.why.data, by=current_user, at=clock.now()))
        is None
    ):
        return form.again("proposals/show.html", **_page(_found(proposal_id)) | {"withdrawal_form": form})
    return _done(form, proposal, _("Withdrawn."))


@bp.get("/<int:proposal_id>/value.pdf")
def value_sheet(proposal_id: int):
    """Hand over the value sheet for the customer: one page, without internals."""
    proposal = _found(proposal_id)
    customer = proposal.opportunity.customer
    name = paper_name(_("Value sheet"), customer.short_name or customer.full_name, clock.today().isoformat())
    pdf = sheets.value_sheet(proposal, by=current_user._get_current_object(), at=clock.now())
    return inline_pdf(pdf, "value.pdf", called=name)
