"""Contracts on the screen: the list, drawing one up, its page, its edits, its files, its end (F11)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, current_app, flash, render_template, request, send_file, url_for
from flask_login import current_user
from werkzeug import Response

from salesapp.contracts import access, actions, page, queries
from salesapp.contracts.approval.page import rounds
from salesapp.contracts.forms import ContractForm, DraftForm, FilesForm, VoidForm, chosen
from salesapp.contracts.handoff.page import answers
from salesapp.contracts.hanging.page import panel
from salesapp.contracts.hanging.rules import Way
from salesapp.contracts.lines import page as lines
from salesapp.contracts.lines import queries as quoted
from salesapp.contracts.lists import page as list_page
from salesapp.contracts.lists import queries as lists
from salesapp.contracts.models import Contract
from salesapp.contracts.parts.page import parts
from salesapp.contracts.payments.page import figures as figures_of
from salesapp.contracts.rules import Status
from salesapp.contracts.signing import page as signing_page
from salesapp.contracts.signing.access import may_sign
from salesapp.contracts.signing.forms import ArchiveForm, signature_form
from salesapp.db import db, writing
from salesapp.opportunities.queries import find as find_opportunity
from salesapp.trail.actions import record
from salesapp.web import clock, htmx
from salesapp.web.forms import Form
from salesapp.web.params import id_or, record_id
from salesapp.web.workbook import XLSX
from salesapp.words import gettext as _

bp = Blueprint("contracts", __name__, url_prefix="/contracts")


def found_or_404(contract_id: int) -> Contract:
    """Return a contract that this person may see, held until the commit where the request changes something."""
    look = queries.find if request.method == "GET" else queries.find_to_change
    return look(contract_id, current_user) or abort(404)


def show_url(contract: Contract) -> str:
    """Return the address of a contract's page."""
    return url_for("contracts.show", contract_id=contract.id)


@bp.get("")
def index():
    """List the contracts that one may see: filtered, searched, sorted, by pages."""
    asked = lists.asked(request.args)
    found = lists.page(current_user, asked, request.args.get("after"), today=clock.today())
    return render_template(
        "contracts/lists/index.html", page=found, wanted=asked, views=list_page.views(current_user),
        form_code=list_page.FORM_OF.get(asked.view, "F10"),
    )  # fmt: skip


@bp.get("/export.xlsx")
def export_list():
    """Give out what is filtered as a workbook; who took which list is noted."""
    book, rows = list_page.workbook(
        lists.export(current_user, lists.asked(request.args), today=clock.today())
    )
    with writing():
        filters = request.query_string.decode()[:300]
        record("export", detail={"list": "contracts", "rows": rows, "filters": filters})
    return send_file(
        book, mimetype=XLSX, as_attachment=True, download_name=f"{_('Contracts')}_{clock.today():%Y%m%d}.xlsx"
    )


@bp.get("/new")
def new():
    """Show the terms of a new contract, filled from its opportunity; without one, the opportunities to choose from."""
    chosen = quoted.asked(request.args.get("quotation", None, record_id), current_user)
    opportunity_id = chosen.opportunity_id if chosen else request.args.get("opportunity", None, record_id)
    if opportunity_id is None:
        return render_template("contracts/start.html", rows=queries.startable(current_user))
    opportunity = find_opportunity(opportunity_id, current_user) or abort(404)
    actions.check_drawable(opportunity)
    company, quotation = (
        current_app.config["SALESAPP"].company_name,
        quoted.proposed(opportunity_id, chosen, clock.today()),
    )
    terms = actions.first_terms(opportunity, our_entity=company, today=clock.today(), quotation=quotation)
    plan = actions.first_plan(opportunity, today=clock.today(), quotation=quotation)
    form = DraftForm(formdata=None, opportunity_id=opportunity.id, payment_nodes=plan, **terms)
    return render_template("contracts/new.html", form=form, **_draft_page(form, opportunity))


def _draft_page(form: DraftForm, opportunity) -> dict[str, Any]:
    form.offer(lines.offered(opportunity.id, form.quotation_id.data or "", current_user))
    return {"opportunity": opportunity, "head": page.head(opportunity), "figures": figures_of(form)}


@bp.post("")
def create():
    """Draw up a contract from an opportunity."""
    form = DraftForm()
    opportunity_id = id_or(form.opportunity_id.data, 0) or 0
    opportunity = find_opportunity(opportunity_id, current_user) or abort(404)
    contract = form.carry_out(lambda: _draft(form, opportunity_id))
    if contract is None:
        return form.again("contracts/new.html", **_draft_page(form, opportunity))
    said = _("%(number)s is drawn up. Now go through the checklist.", number=contract.number)
    return _done(form, url_for("checklist.show", contract_id=contract.id), said)


def _draft(form, opportunity_id: int) -> Contract:
    return actions.draft_from(
        opportunity_id, form.terms(), form.nodes(), **form.besides(), quotation_id=id_or(form.quotation_id.data, None),
        by=current_user, at=clock.now(),
    )  # fmt: skip


@bp.get("/figures")
def figures():
    """Answer, while somebody types, the amount in capitals and whether the nodes make it up."""
    form = ContractForm(request.args, meta={"csrf": False})
    return render_template("contracts/payments/figures.html", figures=figures_of(form))


@bp.get("/<int:contract_id>")
def show(contract_id: int):
    """Show one contract: where it stands, its facts, its plan, its approvals, its hand-off, its history."""
    return render_template("contracts/show.html", **_page(found_or_404(contract_id)))


def _page(contract: Contract) -> dict[str, Any]:
    """Return what the page of a contract shows, with its small forms as they are before somebody fills them."""
    return (
        page.page(contract, current_user)
        | _forms(contract)
        | {
            "next_step": page.next_step(contract, current_user),
            "may_edit": access.may_edit(contract, current_user),
            "may_void": access.may_void(contract, current_user),
            "may_hand_over": access.may_hand_over(contract, current_user) and contract.status != Status.VOID,
            "may_attach": access.may_attach(contract, current_user),
            "files_end_round": page.files_end_round(contract),
            "standing": page.standing(contract),
            "facts_of": page.facts(contract, current_user),
            "rounds": rounds(contract, clock.now()),
            "signing": signing_page.signing(contract, current_user),
            "archive": signing_page.archive(contract, current_user),
            "answers": answers(contract.handoff) if contract.handoff else None,
            **parts(contract, current_user, everything=request.args.get("history") == "all"),
        }
    )


def _forms(contract: Contract) -> dict[str, Form | None]:
    """Return the small forms, each where its part is shown with one."""
    user, today = current_user, clock.today()
    signs, attaches = may_sign(contract, user), access.may_attach(contract, user)
    files = contract.signed_on is not None and access.may_archive(contract, user)
    seal, filed = signing_page.first_seal(contract, today), page.archive_values(contract, user, today)
    sign_form = signature_form(signing_page.dates_past(contract)) if signs else None
    return {
        "sign_form": sign_form(formdata=None, data=seal) if sign_form else None,
        "archive_form": ArchiveForm(formdata=None, data=filed).expect_version(contract) if files else None,
        "void_form": VoidForm(formdata=None) if access.may_void(contract, user) else None,
        "files_form": FilesForm(formdata=None, is_text=page.lacks_text(contract)) if attaches else None,
    }


def refused(contract: Contract, form: Form, name: str, *, part: str) -> Response:
    """Answer a small form that was refused: its own part to htmx, the whole page of the contract to a browser."""
    return form.again_in(part, "contracts/show.html", **_page(contract) | {name: form})


@bp.get("/<int:contract_id>/edit")
def edit(contract_id: int):
    """Show the terms of a contract, to be changed."""
    contract = found_or_404(contract_id)
    access.check_keeper(contract, current_user)
    form = ContractForm(formdata=None, obj=contract, data={"texts": None, "attachments": None})
    form.expect_version(contract)
    return render_template("contracts/edit.html", form=form, **_edit_page(form, contract))


def _edit_page(form, contract: Contract) -> dict[str, Any]:
    return {
        "contract": contract,
        "head": page.head(contract.opportunity, contract),
        "figures": figures_of(form),
        "ends_approval": page.ends_approval(contract),
    }


@bp.post("/<int:contract_id>")
def update(contract_id: int):
    """Change the terms; an approval that is running or given ends with it."""
    contract = found_or_404(contract_id)
    form = ContractForm().expect_version(contract)
    keeper = lambda: access.check_keeper(contract, current_user)  # noqa: E731
    check = lambda: actions.check_revision(contract, *form.judged(), at=clock.now())  # noqa: E731
    if (reopened := form.carry_out(lambda: _revise(form, contract), may=keeper, rules=check)) is None:
        return form.again("contracts/edit.html", **_edit_page(form, contract))
    return _done(form, show_url(contract), page.saved(reopened))


def _revise(form, contract: Contract) -> list[int]:
    said = form.terms(), form.nodes()
    return actions.revise(contract, *said, **form.besides(), by=current_user, at=clock.now())


@bp.post("/<int:contract_id>/attachments")
def create_attachment(contract_id: int):
    """Keep files with a contract."""
    contract, form = found_or_404(contract_id), FilesForm()
    may = lambda: access.check_attaches(contract, current_user)  # noqa: E731
    if form.carry_out(lambda: _attach(contract, form), may=may) is None:
        return refused(contract, form, "files_form", part="contracts/files.html")
    return _done(form, show_url(contract), _("Saved."))


def _attach(contract: Contract, form: FilesForm) -> None:
    actions.attach(contract, chosen(form.files), is_text=form.is_text.data, by=current_user, at=clock.now())


@bp.post("/<int:contract_id>/voidings")
def create_voiding(contract_id: int):
    """Void a contract, with the reason."""
    contract, form = found_or_404(contract_id), VoidForm()
    if form.carry_out(lambda: _void(contract, form)) is None:
        again = _page(contract) | {"void_form": form, "hanging": panel(contract.id, Way.VOID)}
        return form.again_in("contracts/voiding.html", "contracts/show.html", **again)
    return _done(form, show_url(contract), _("%(number)s is void.", number=contract.number))


def _void(contract: Contract, form: VoidForm) -> None:
    actions.void(contract, form.reason.data, agreed=form.agreed.data, by=current_user, at=clock.now())


def _done(form: Form, target: str, said: str):
    form.settle(target)
    db.session.commit()
    flash(said, "ok")
    return htmx.go(target)
