"""The clauses gone through with the customer on one screen (R39)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from salesapp.contracts import rules
from salesapp.contracts.access import check_keeper
from salesapp.contracts.checklist.rules import ITEMS
from salesapp.contracts.explanations import actions, page, queries, sheets
from salesapp.contracts.explanations.forms import AnswerForm, BeginForm, EndForm
from salesapp.contracts.explanations.models import Explanation
from salesapp.contracts.forms import chosen
from salesapp.contracts.models import Contract
from salesapp.contracts.routes import found_or_404
from salesapp.db import db
from salesapp.web import clock, htmx
from salesapp.web.formats import iso
from salesapp.web.forms import Form
from salesapp.web.inline import inline_pdf, paper_name
from salesapp.web.params import id_or
from salesapp.words import gettext as _

bp = Blueprint("explanations", __name__, url_prefix="/contracts")


def _found(contract_id: int, explanation_id: int) -> tuple[Contract, Explanation]:
    contract = found_or_404(contract_id)
    return contract, queries.of(contract, explanation_id) or abort(404)


@bp.get("/explanations/<int:explanation_id>")
def open_round(explanation_id: int):
    """Go to a round by its own number."""
    contract_id = queries.contract_of(explanation_id, current_user) or abort(404)
    return redirect(url_for(".show", contract_id=contract_id, explanation_id=explanation_id), code=303)


@bp.get("/<int:contract_id>/explanations/new")
def new(contract_id: int):
    """Ask with whom of the customer the clauses are gone through."""
    contract = found_or_404(contract_id)
    check_keeper(contract, current_user)
    rules.check_explainable(contract.status)
    form = BeginForm(formdata=None).offer(page.people_of(contract))
    return render_template("contracts/explanations/new.html", form=form, contract=contract)


@bp.post("/<int:contract_id>/explanations")
def create(contract_id: int):
    """Begin a round."""
    contract = found_or_404(contract_id)
    form = BeginForm().offer(page.people_of(contract))
    verb = lambda: actions.begin(contract, form.name, form.way.data, by=current_user, at=clock.now())  # noqa: E731
    begun = form.carry_out(verb)
    if begun is None:
        return form.again("contracts/explanations/new.html", contract=contract)
    return _go(form, contract, begun)


def _go(form: Form, contract: Contract, kept: Explanation, clause: str | None = None):
    target = url_for(".show", contract_id=contract.id, explanation_id=kept.id, clause=clause)
    form.settle(target)
    db.session.commit()
    return htmx.go(target)


@bp.get("/<int:contract_id>/explanations/<int:explanation_id>")
def show(contract_id: int, explanation_id: int):
    """Show one clause of a round, or all of them at its end."""
    contract, kept = _found(contract_id, explanation_id)
    shown = _page(contract, kept)
    here = shown["round"].here
    answer = AnswerForm(formdata=None, no=here.no if here else "")
    forms = {"answer_form": answer, "end_form": EndForm(formdata=None)}
    return render_template("contracts/explanations/show.html", **shown | forms)


def _page(contract: Contract, kept: Explanation, at: str | None = None) -> dict[str, Any]:
    asked = request.args.get("clause", "") if at is None else at
    return {"contract": contract, "round": page.round_of(contract, kept, current_user, asked)}


@bp.post("/<int:contract_id>/explanations/<int:explanation_id>/answers")
def create_answer(contract_id: int, explanation_id: int):
    """Note what the customer says to one clause, and go on to the next."""
    contract, kept = _found(contract_id, explanation_id)
    form = AnswerForm()
    no = id_or(form.no.data, 0) or 0
    if no not in ITEMS:
        abort(404)
    then = form.carry_out(lambda: _answer(contract, kept, no, form))
    if then is None:
        forms = {"answer_form": form, "end_form": EndForm(formdata=None)}
        return form.again("contracts/explanations/show.html", **_page(contract, kept, str(no)) | forms)
    return _go(form, contract, kept, str(then))


def _answer(contract: Contract, kept: Explanation, no: int, form: AnswerForm) -> int | str:
    said = page.said_of(contract, no)
    verdict, words = form.answer.data, form.words.data
    return actions.answer(kept, no, said, verdict, words, by=current_user, at=clock.now()) or "end"


@bp.post("/<int:contract_id>/explanations/<int:explanation_id>/endings")
def create_ending(contract_id: int, explanation_id: int):
    """Close a round, with the customer's signature where they give one."""
    contract, kept = _found(contract_id, explanation_id)
    form = EndForm()
    if form.carry_out(lambda: _end(kept, form)) is None:
        forms = {"answer_form": AnswerForm(formdata=None), "end_form": form}
        return form.again("contracts/explanations/show.html", **_page(contract, kept, "end") | forms)
    flash(_("Closed. What the customer said stands in the checklist."), "ok")
    return _go(form, contract, kept)


def _end(kept: Explanation, form: EndForm) -> None:
    actions.end(
        kept, no_objection=bool(form.no_objection.data), remark=form.remark.data or None,
        files=chosen(form.signature), by=current_user, at=clock.now(),
    )  # fmt: skip


@bp.get("/<int:contract_id>/explanations/<int:explanation_id>.pdf")
def sheet(contract_id: int, explanation_id: int):
    """Print one round."""
    contract, kept = _found(contract_id, explanation_id)
    name = paper_name(
        _("The clauses, one by one"), contract.customer.short_name or contract.number, iso(kept.begun_at)
    )
    by = current_user._get_current_object()
    return inline_pdf(sheets.round_sheet(contract, kept, by=by), "clauses.pdf", called=name)
