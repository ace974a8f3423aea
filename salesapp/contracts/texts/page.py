"""The text of a contract as its page and its paper show it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from salesapp.accounts.models import User
from salesapp.contracts.access import may_edit
from salesapp.contracts.models import Contract
from salesapp.contracts.texts.clauses import rules as clauses
from salesapp.contracts.texts.clauses.rules import Filled
from salesapp.contracts.texts.comparing.rules import Comparison, How
from salesapp.contracts.texts.queries import clauses_of, word_files
from salesapp.documents.attachments.models import Attachment
from salesapp.rights.rules import Role
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a contract, as its page shows it."""

    contract_id: int
    clauses: list[tuple[Filled, str]]  # with how each deviates
    deviating: int
    may_edit: bool
    #: Word files of the contract that can be compared with our text.
    files: list[Attachment]
    #: What came of the comparison that is looked at, not saved yet.
    proposed: Proposed | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """A comparison in words: whose file, and by clause what differs."""

    file: str
    told: str
    how: dict[str, str]
    added: tuple[tuple[str, str], ...]


def text_of(contract: Contract, user: User) -> Text:
    """Return the text of a contract."""
    shown = [(one, clauses.changed_words(one) if one.deviates else "") for one in clauses_of(contract)]
    edits = may_edit(contract, user)
    deviating = sum(one.deviates for one, _words in shown)
    return Text(contract.id, shown, deviating, edits, word_files(contract) if edits else [])


def proposed(contract: Contract, file: Attachment, found: Comparison) -> tuple[list[Filled], Proposed]:
    """Return the clauses of a contract as its customer's file has them, and what is said of each."""
    texts = {one.title: one for one in found.clauses}
    clauses_now = [one for one in clauses_of(contract) if one.standard]
    now = [replace(one, text=texts[one.title].text) for one in clauses_now]
    how = {one.title: _said(one, texts[one.title].how) for one in now}
    told = _(
        "%(same)s clauses read as ours, %(changed)s otherwise, %(missing)s are missing in theirs, %(added)s stand only there.",
        same=found.count(How.SAME), changed=found.count(How.CHANGED), missing=found.count(How.MISSING), added=len(found.added),
    )  # fmt: skip
    return now, Proposed(file.name, told, how, found.added)


def _said(one: Filled, how: How) -> str:
    if how == How.SAME:
        return ""
    if how == How.MISSING:
        return _("Not found in their file: left out, unless you write it in.")
    return _("Proposed: %(how)s", how=clauses.changed_words(one))


def keeps_templates(user: User) -> bool:
    """Tell whether a person makes templates: legal."""
    return user.role == Role.LEGAL


def why(file: Attachment) -> str:
    """Say why the text deviates, where nobody has said it yet: it is the customer's own."""
    return _("The customer’s own text: %(file)s", file=file.name)
