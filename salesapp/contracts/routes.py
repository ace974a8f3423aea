"""Contracts on the screen: the list, drawing one up, its page, its edits, its signature, its end (F11)."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, flash, render_template, request, send_file, url_for
from flask_login import current_user

from salesapp.contracts import actions, checklist, desk, export, payments, queries, words
from salesapp.contracts.forms import ContractForm, DraftForm
from salesapp.contracts.step_forms import ArchiveForm, FilesForm, SignatureForm, VoidForm
from salesapp.db import db, writing
from salesapp.documents.attachments import queries as attachments
from salesapp.opportunities.queries import find as find_opportunity
from salesapp.trail.actions import record
from salesapp.web import clock, htmx
from salesapp.web.params import id_or, record_id
from salesapp.web.workbook import XLSX
from salesapp.words import gettext as _

bp = Blueprint("contracts", __name__, url_prefix="/contracts")


def wanted() -> queries.Wanted:
    """Return what the address asks the list for."""
    args = request.args
    view = "late" if args.get("late") else args.get("view", "")
    return queries.Wanted(
        view, args.get("q", "")[:100], args.get("sort", "updated"), args.get("owner", None, record_id)
    )


def found_or_404(contract_id: int):
    """Return a contract that this person may see, held until the commit where the request changes something."""
    look = queries.find if request.method == "GET" else queries.find_to_change
    return look(contract_id, current_user) or abort(404)


def show_url(contract) -> str:
    """Return the address of a contract's page."""
    return url_for("contracts.show", contract_id=contract.id)


@bp.get("")
def index():
    """List the contracts that one may see: filtered, searched, sorted, by pages."""
    asked = wanted()
    page = queries.page(current_user, asked, request.args.get("after"), today=clock.today())
    return render_template("contracts/index.html", page=page, wanted=asked, today=clock.today())


@bp.get("/export.xlsx")
def export_list():
    """Give out what is filtered as a workbook; who took which list is noted."""
    book, rows = export.workbook(queries.export(current_user, wanted(), today=clock.today()))
    with writing():
        filters = request.query_string.decode()[:300]
        record("export", detail={"list": "contracts", "rows": rows, "filters": filters})
    name = f"{_('Contracts')}_{clock.today():%Y%m%d}.xlsx"
    return send_file(book, mimetype=XLSX, as_attachment=True, download_name=name)


@bp.get("/new")
def new():
    """Show the terms of a new contract, filled from its opportunity; without one, the opportunities to choose from."""
    opportunity_id = request.args.get("opportunity", None, record_id)
    if opportunity_id is None:
        return render_template("contracts/start.html", rows=queries.startable(current_user))
    opportunity = find_opportunity(opportunity_id, current_user) or abort(404)
    company = current_app.config["SALESAPP"].company_name
    terms = actions.first_terms(opportunity, our_entity=company, today=clock.today())
    plan = actions.first_plan(opportunity, today=clock.today())
    form = DraftForm(formdata=None, opportunity_id=opportunity.id, payment_nodes=plan, **terms)
    return render_template(
        "contracts/new.html", form=form, opportunity=opportunity, figures=desk.figures(form)
    )


@bp.post("")
def create():
    """Draw up a contract from an opportunity."""
    form = DraftForm()
    opportunity_id = id_or(form.opportunity_id.data, 0)
    opportunity = find_opportunity(opportunity_id, current_user) or abort(404)
    contract = None if _one_more_row(form) else form.carry_out(lambda: _draft(form, opportunity_id))
    if contract is None:
        return form.again("contracts/new.html", opportunity=opportunity, figures=desk.figures(form))
    target = url_for(".checklist_page", contract_id=contract.id)
    form.settle(target)
    db.session.commit()
    flash(_("%(number)s is drawn up. Now go through the checklist.", number=contract.number), "ok")
    return htmx.go(target)


def _draft(form, opportunity_id: int):
    return actions.draft_from(
        opportunity_id, form.terms(), form.nodes(), files=form.files(), by=current_user, at=clock.now()
    )


def _one_more_row(form) -> bool:
    """Add a payment node where somebody without a script asked for one."""
    asked = request.form.get("add_row") == "payment_nodes" and len(form.payment_nodes) < payments.MOST_NODES
    if asked:
        form.payment_nodes.append_entry()
    return asked


@bp.get("/figures")
def figures():
    """Answer, while somebody types, the amount in capitals and whether the nodes make it up."""
    return render_template(
        "contracts/figures.html", figures=desk.figures(ContractForm(request.args, meta={"csrf": False}))
    )


@bp.get("/<int:contract_id>")
def show(contract_id: int):
    """Show one contract: where it stands, its facts, its plan, its approvals, its hand-off, its history."""
    contract = found_or_404(contract_id)
    return render_template("contracts/show.html", **_page(contract))


def _page(contract) -> dict:
    """Return what the page of a contract shows, with its small forms as they are before somebody fills them."""
    today, all_history = clock.today(), request.args.get("history") == "all"
    page = desk.page(contract, current_user, show_url(contract))
    hidden = () if page["sees_margin"] else ("gross_margin",)
    archive = {
        "archive_no": contract.archive_no, "archived_by": contract.archived_by or current_user.name,
        "archived_on": contract.archived_on or today,
    }  # fmt: skip
    return page | {
        "history": words.history(queries.history(contract, limit=500 if all_history else 12), hidden),
        "all_history": all_history,
        "mine": desk.my_step(contract, current_user),
        "rounds": desk.rounds(contract),
        "before_signing": checklist.missing_words(contract.missing(checklist.BEFORE_SIGNING)),
        "today": today,
        "files": attachments.of("contract", contract.id),
        "sign_form": SignatureForm(
            formdata=None, signed_on=today, sealed_on=today, seal_copies=contract.copies, seal_kind="contract"
        ),
        "archive_form": ArchiveForm(formdata=None, data=archive).expect_version(contract),
        "void_form": VoidForm(formdata=None),
        "files_form": FilesForm(formdata=None),
    }  # fmt: skip


@bp.get("/<int:contract_id>/edit")
def edit(contract_id: int):
    """Show the terms of a contract, to be changed."""
    contract = found_or_404(contract_id)
    actions.check_keeper(contract, current_user)
    form = ContractForm(formdata=None, obj=contract, data={"attachments": None})
    form.expect_version(contract)
    return render_template("contracts/edit.html", form=form, contract=contract, figures=desk.figures(form))


@bp.post("/<int:contract_id>")
def update(contract_id: int):
    """Change the terms; an approval that is running or given ends with it."""
    contract = found_or_404(contract_id)
    form = ContractForm()
    form.expect_version(contract)
    reopened = None if _one_more_row(form) else form.carry_out(lambda: _revise(form, contract))
    if reopened is None:
        return form.again("contracts/edit.html", contract=contract, figures=desk.figures(form))
    form.settle(show_url(contract))
    db.session.commit()
    flash(words.saved(reopened), "ok")
    return htmx.go(show_url(contract))


def _revise(form, contract) -> list[int]:
    return actions.revise(
        contract, form.terms(), form.nodes(), files=form.files(), by=current_user, at=clock.now()
    )


@bp.post("/<int:contract_id>/signatures")
def create_signature(contract_id: int):
    """Note the signature and the seal; the hand-off falls due."""
    contract, form = found_or_404(contract_id), SignatureForm()
    if form.carry_out(lambda: actions.sign(contract, form.values(), by=current_user, at=clock.now())) is None:
        return form.again("contracts/show.html", **_page(contract) | {"sign_form": form})
    target = url_for(".handoff", contract_id=contract.id)
    due = contract.handoff.due_on
    return _done(form, target, _("Signed. Hand it over to finance and after-sales by %(day)s.", day=due))


@bp.post("/<int:contract_id>/archivings")
def create_archiving(contract_id: int):
    """Note where the signed paper lies."""
    contract = found_or_404(contract_id)
    form = ArchiveForm().expect_version(contract)
    if (
        form.carry_out(lambda: actions.archive(contract, form.values(), by=current_user, at=clock.now()))
        is None
    ):
        return form.again("contracts/show.html", **_page(contract) | {"archive_form": form})
    return _done(form, show_url(contract), _("Filed under %(number)s.", number=form.archive_no.data))


@bp.post("/<int:contract_id>/attachments")
def create_attachment(contract_id: int):
    """Keep files with a contract."""
    contract, form = found_or_404(contract_id), FilesForm()
    files = [file for file in form.files.data or () if getattr(file, "filename", "")]
    if form.carry_out(lambda: actions.attach(contract, files, by=current_user, at=clock.now())) is None:
        return form.again("contracts/show.html", **_page(contract) | {"files_form": form})
    return _done(form, show_url(contract), _("Saved."))


@bp.post("/<int:contract_id>/voidings")
def create_voiding(contract_id: int):
    """Void a contract, with the reason."""
    contract, form = found_or_404(contract_id), VoidForm()
    if (
        form.carry_out(lambda: actions.void(contract, form.reason.data, by=current_user, at=clock.now()))
        is None
    ):
        return form.again("contracts/show.html", **_page(contract) | {"void_form": form})
    return _done(form, show_url(contract), _("%(number)s is void.", number=contract.number))


def _done(form, target: str, words_: str):
    form.settle(target)
    db.session.commit()
    flash(words_, "ok")
    return htmx.go(target)


from salesapp.contracts import approval_routes, check_routes, handoff_routes  # noqa: E402, F401
