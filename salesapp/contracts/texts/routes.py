"""Templates of contracts, and the text of one contract, on the screen."""

from __future__ import annotations

import functools
from io import BytesIO
from typing import Any

from flask import Blueprint, abort, flash, render_template, request, send_file, url_for
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from salesapp.contracts import page as contract_page
from salesapp.contracts.access import check_keeper
from salesapp.contracts.forms import chosen
from salesapp.contracts.models import Contract
from salesapp.contracts.routes import found_or_404
from salesapp.contracts.texts import actions, page, queries, sheets
from salesapp.contracts.texts.clauses.rules import TextRefused
from salesapp.contracts.texts.docx.rules import MEDIA_TYPE
from salesapp.contracts.texts.forms import (
    ChoiceForm,
    CompareForm,
    KeepForm,
    TemplateForm,
    TextForm,
    sent_added,
    text_form,
)
from salesapp.contracts.texts.models import ContractTemplate
from salesapp.db import db
from salesapp.refusals import check_all
from salesapp.web import clock, htmx
from salesapp.web.forms import Form
from salesapp.web.inline import inline_pdf, paper_name
from salesapp.words import gettext as _
from salesapp.words import ngettext

bp = Blueprint("texts", __name__)


def _template(template_id: int) -> ContractTemplate:
    return queries.find(template_id) or abort(404)


@bp.get("/contract-templates")
def index():
    """List the templates in their versions."""
    keeps = page.keeps_templates(current_user)
    return render_template("contracts/texts/index.html", templates=queries.templates(), keeps=keeps)


@bp.get("/contract-templates/new")
def new():
    """Draft a template, from the latest one where there is one."""
    latest = next(iter(queries.templates()), None)
    first = {name: getattr(latest, name) for name in ("name", "kind", "source")} if latest else {}
    return render_template(
        "contracts/texts/edit.html", form=TemplateForm(formdata=None, data=first), template=None
    )


@bp.post("/contract-templates")
def create():
    """Keep a drafted version."""
    form = TemplateForm()
    made = form.carry_out(lambda: _draft(form), slow=form.read_files)
    if made is None:
        return form.again("contracts/texts/edit.html", template=None)
    return _kept(form, made.id, _("Drafted. Put it in force when legal agrees."))


def _draft(form: TemplateForm) -> ContractTemplate:
    made: list[ContractTemplate] = []
    draft = functools.partial(actions.draft, form.template(), chosen(form.files), at=clock.now())
    check_all(form.check_files, lambda: made.append(draft(by=current_user)))
    return made[0]


def _kept(form: Form, template_id: int, said: str):
    target = url_for(".template", template_id=template_id)
    form.settle(target)
    db.session.commit()
    flash(said, "ok")
    return htmx.go(target)


@bp.get("/contract-templates/<int:template_id>")
def template(template_id: int):
    """Show one version: its clauses, its Word file."""
    found = _template(template_id)
    shown = {"template": found, "word": queries.word_file(found), "keeps": page.keeps_templates(current_user)}
    return render_template("contracts/texts/template.html", form=KeepForm(formdata=None), **shown)


@bp.get("/contract-templates/<int:template_id>/blank.pdf")
def blank_pdf(template_id: int):
    """Print one version, to be filled in by hand."""
    template = _template(template_id)
    made = sheets.blank_pdf(template, by=current_user._get_current_object())
    return _pdf(made, paper_name(template.version_no, template.name))


@bp.get("/contract-templates/<int:template_id>/edit")
def edit(template_id: int):
    """Show a draft, to be changed."""
    found = _template(template_id)
    form = TemplateForm(formdata=None, obj=found, data={"files": None}).expect_version(found)
    return render_template("contracts/texts/edit.html", form=form, template=found)


@bp.post("/contract-templates/<int:template_id>")
def update(template_id: int):
    """Change a draft."""
    found = _template(template_id)
    form = TemplateForm().expect_version(found)
    if form.carry_out(lambda: _revise(found, form), slow=form.read_files) is None:
        return form.again("contracts/texts/edit.html", template=found)
    return _kept(form, found.id, _("Saved."))


def _revise(found: ContractTemplate, form: TemplateForm) -> None:
    revise = functools.partial(actions.revise, found, form.template(), chosen(form.files), at=clock.now())
    check_all(form.check_files, lambda: revise(by=current_user))


@bp.post("/contract-templates/<int:template_id>/enforcements")
def create_enforcement(template_id: int):
    """Put a version in force."""
    found, form = _template(template_id), KeepForm()
    if form.carry_out(lambda: actions.put_in_force(found, at=clock.now())) is None:
        shown = {"template": found, "word": queries.word_file(found), "keeps": True}
        return form.again("contracts/texts/template.html", **shown)
    return _kept(form, found.id, _("In force: new contracts are made from it."))


# ------------------------------------------------------------------------------------- one contract's text


@bp.get("/contracts/<int:contract_id>/text")
def show(contract_id: int):
    """Show the text of a contract, clause by clause, to be changed while it may be."""
    return render_template("contracts/texts/show.html", **page_of(found_or_404(contract_id)))


def page_of(contract: Contract, **forms: Form) -> dict[str, Any]:
    """Return what the page of a contract's text shows, with its forms as they are before somebody fills them."""
    made = queries.clauses_of(contract)
    empty = {
        "text_form": text_form(made)(formdata=None, data={"why": contract.deviates_because}).read(contract),
        "choice_form": ChoiceForm(formdata=None).offer(queries.in_force(contract.kind)),
        "keep_form": KeepForm(formdata=None),
        "compare_form": CompareForm(formdata=None),
    }
    return (
        contract_page.page(contract, current_user)
        | {"text": page.text_of(contract, current_user)}
        | empty
        | forms
    )


@bp.post("/contracts/<int:contract_id>/text-choices")
def create_choice(contract_id: int):
    """Make a contract's text from a template."""
    contract = found_or_404(contract_id)
    form = ChoiceForm().offer(queries.in_force(contract.kind))
    found = next((t for t in queries.in_force(contract.kind) if str(t.id) == form.template.data), None)
    verb = lambda: actions.choose(contract, found, by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(verb, may=lambda: check_keeper(contract, current_user)) is None:
        return form.again("contracts/texts/show.html", **page_of(contract, choice_form=form))
    return _done(form, contract, _("The text is made from the template."))


@bp.post("/contracts/<int:contract_id>/text")
def update_text(contract_id: int):
    """Take over the text; what deviates from our template is found and goes to legal."""
    contract = found_or_404(contract_id)
    form = text_form(queries.clauses_of(contract), sent_added(request.form))().read(contract)
    verb = lambda: _write(contract, form)  # noqa: E731
    count = form.carry_out(verb, may=lambda: check_keeper(contract, current_user))
    if count is None:
        return form.again("contracts/texts/show.html", **page_of(contract, text_form=form))
    found = int(count)
    said = ngettext(
        "%(num)d clause deviates: legal reads it.", "%(num)d clauses deviate: legal reads them.", found
    )
    return _done(form, contract, said if found else _("Our standard text."))


def _write(contract: Contract, form: TextForm) -> str:
    at, by = clock.now(), current_user
    return str(actions.write(contract, form.typed(), form.why.data, added=form.added(), by=by, at=at))


@bp.post("/contracts/<int:contract_id>/text-files")
def create_text_file(contract_id: int):
    """Keep the text as a PDF among the contract's files; it is rendered before anything is held."""
    contract, form = found_or_404(contract_id), KeepForm()
    held: dict[str, bytes] = {}
    check_keeper(contract, current_user)
    values, name = sheets.paper_values(contract), f"{contract.number}.pdf"
    slow = lambda: held.update(pdf=sheets.printed(values))  # noqa: E731

    def keep() -> None:
        file = FileStorage(BytesIO(held["pdf"]), filename=name)
        actions.keep_file(found_or_404(contract_id), file, by=current_user, at=clock.now())

    if form.carry_out(keep, slow=slow) is None:
        return form.again("contracts/texts/show.html", **page_of(found_or_404(contract_id), keep_form=form))
    return _done(form, found_or_404(contract_id), _("Kept among the files: reviewers read it there."))


def _done(form: Form, contract: Contract, said: str):
    target = url_for(".show", contract_id=contract.id)
    form.settle(target)
    db.session.commit()
    flash(said, "ok")
    return htmx.go(target)


@bp.get("/contracts/<int:contract_id>/text.pdf")
def text_pdf(contract_id: int):
    """Print the text of a contract."""
    contract = found_or_404(contract_id)
    made = sheets.text_pdf(contract, by=current_user._get_current_object())
    return _pdf(made, paper_name(contract.number, contract.name))


def _pdf(made: bytes, name: str):
    return inline_pdf(made, "contract.pdf", called=name)


@bp.get("/contracts/<int:contract_id>/text.docx")
def text_docx(contract_id: int):
    """Hand over the text of a contract for Word."""
    contract = found_or_404(contract_id)
    name, ours = f"{contract.number}.docx", "ours" in request.args
    try:
        made = sheets.text_docx(contract, by=current_user._get_current_object(), ours=ours)
    except TextRefused as refusal:
        flash(str(refusal), "warn")
        return htmx.go(url_for(".show", contract_id=contract_id))
    return send_file(BytesIO(made), mimetype=MEDIA_TYPE, as_attachment=True, download_name=name)
