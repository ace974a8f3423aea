"""What paper tells the house."""

from __future__ import annotations

from sqlalchemy import select

from salesapp.capability import Capability
from salesapp.documents import routes
from salesapp.documents.attachments import jobs as attachment_jobs
from salesapp.documents.attachments import routes as attachment_routes
from salesapp.documents.batches import jobs as batch_jobs
from salesapp.documents.batches import routes as batch_routes
from salesapp.documents.forms.registry import CODES as FORMS
from salesapp.documents.forms.registry import form
from salesapp.documents.register import jobs as register_jobs
from salesapp.documents.register import routes as register_routes
from salesapp.documents.register.models import PrintedSheet
from salesapp.policies.rules import Group, Kind, Policies, Policy
from salesapp.rights.rules import BUSINESS, EVERYBODY, KEEPER
from salesapp.schedule.rules import Every, Job
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.first_day import FirstStep
from salesapp.web.menu import Place
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

#: How a sheet was printed, with and without a line in the register.
PRINTS = {
    "blank": lazy_pgettext("trail", "blank"),
    "filled": lazy_pgettext("trail", "filled"),
    "masked": lazy_pgettext("trail", "masked copy"),
}


def _form(code: str) -> str:
    return f"{code} {form(code).title}" if code in FORMS else code


RIGHTS = {
    "documents.index": BUSINESS | KEEPER,
    "documents.blank": BUSINESS | KEEPER,
    "documents.filled": BUSINESS,
    "prints.show": EVERYBODY,
    "batches.new": BUSINESS,
    "batches.new_blanks": BUSINESS,
    "batches.create_blanks": BUSINESS,
    "batches.create": BUSINESS,
    "batches.show": BUSINESS,
    "batches.progress": BUSINESS,
    "batches.download": BUSINESS,
    "batches.create_cancellation": BUSINESS,
    "attachments.show": BUSINESS,
    "attachments.thumbnail": BUSINESS,
}

POLICIES = Policies(
    (
        Policy("company_address", Group.COMPANY, "", _l("Address"), _l("Stands in the head of what goes to customers."), "F09",
               Kind.WORDS),
        Policy("company_phone", Group.COMPANY, "", _l("Phone"), _l("Stands in the head of what goes to customers."), "F09",
               Kind.WORDS),
        Policy("company_bank", Group.COMPANY, "", _l("Bank of the account"),
               _l("The dunning letter asks to pay into this account."), "F13", Kind.WORDS),
        Policy("company_account", Group.COMPANY, "", _l("Account number"),
               _l("The dunning letter asks to pay into this account."), "F13", Kind.WORDS),
    ),
)  # fmt: skip

TRAIL = Vocabulary(
    records={
        "printed_sheet": lazy_pgettext("trail", "printed sheet"),
        "print_batch": lazy_pgettext("trail", "sheets printed together"),
        "attachment": lazy_pgettext("trail", "attachment"),
        "counter": lazy_pgettext("trail", "number counter"),
    },
    events={
        "print": lazy_pgettext("trail", "printed"),
        "download": lazy_pgettext("trail", "downloaded"),
    },
    fields={
        "code": lazy_pgettext("trail", "code"),
        "size": lazy_pgettext("trail", "size"),
        "content": lazy_pgettext("trail", "content"),
        "no": lazy_pgettext("trail", "no."),
        "form": lazy_pgettext("trail", "form"),
        "masked": lazy_pgettext("trail", "masked"),
        "nth": lazy_pgettext("trail", "print no."),
        "record_id": lazy_pgettext("trail", "record"),
        "removed_at": lazy_pgettext("trail", "removed at"),
        "owner_type": lazy_pgettext("trail", "belongs to"),
        "media_type": lazy_pgettext("trail", "file type"),
        "sha256": lazy_pgettext("trail", "fingerprint of the file"),
        "uploaded_by_id": lazy_pgettext("trail", "uploaded by"),
        "uploaded_at": lazy_pgettext("trail", "uploaded at"),
        "form_code": lazy_pgettext("trail", "form"),
        "done": lazy_pgettext("trail", "done"),
        "left_out": lazy_pgettext("trail", "left out"),
        "path": lazy_pgettext("trail", "file"),
        "pages": lazy_pgettext("trail", "pages"),
        "error": lazy_pgettext("trail", "fault"),
        "filters": lazy_pgettext("trail", "filters"),
        "copy": lazy_pgettext("trail", "copy"),
        "archive": lazy_pgettext("trail", "archive copy"),
        "unit": lazy_pgettext("trail", "unit"),
        "copies": lazy_pgettext("trail", "number of copies"),
    },
    codes={
        "form": _form,
        "form_code": _form,
        "printed_sheet.kind": PRINTS,
        "print.kind": PRINTS,
    },
)

CAPABILITY = Capability(
    name="documents",
    blueprints=(routes.bp, register_routes.bp, batch_routes.bp, attachment_routes.bp),
    rights=RIGHTS,
    policies=POLICIES,
    menu=(Place(60, "forms", _l("Forms"), "documents.index", "g f", shelf=True),),
    first_day=(
        FirstStep(
            50,
            _l("Print a sheet"),
            _l("Blank, filled or masked, from the same data."),
            "documents.index",
            lambda user: select(PrintedSheet.id).where(PrintedSheet.by_id == user.id).exists(),
        ),
    ),
    jobs=(
        Job("documents.prune_paper", Every.NIGHT, register_jobs.prune_paper),
        Job("documents.prune_files", Every.NIGHT, attachment_jobs.prune_files),
        Job("documents.print_batches", Every.MINUTE, batch_jobs.print_batches),
        Job("documents.prune_batches", Every.NIGHT, batch_jobs.prune_batches),
    ),
    trail=TRAIL,
    template_globals={"copies_of": lambda code: form(code).copies},
)
