"""Making templates and texts: drafted, put in force, chosen for a contract, changed clause by clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.contracts import access
from salesapp.contracts import rules as contracts
from salesapp.contracts.approval import actions as approving
from salesapp.contracts.approval.rules import TEXT
from salesapp.contracts.explanations.rules import reopened_by_text
from salesapp.contracts.models import Contract
from salesapp.contracts.texts import queries, rules
from salesapp.contracts.texts.clauses import rules as clauses
from salesapp.contracts.texts.clauses.rules import Filled, TextRefused
from salesapp.contracts.texts.comparing import rules as comparing
from salesapp.contracts.texts.comparing.rules import Comparison, Ours, Paragraph
from salesapp.contracts.texts.models import ContractTemplate
from salesapp.db import db
from salesapp.documents.attachments import actions as attachments
from salesapp.documents.attachments.models import Attachment
from salesapp.reading.letters import reader
from salesapp.words import gettext as _


def draft(values: Mapping[str, str], files: Sequence[Any], *, by: User, at: datetime) -> ContractTemplate:
    """Draft a version of a template."""
    template = ContractTemplate(by=by, at=at, status=rules.Status.DRAFT)
    _take(template, values, at=at)
    db.session.add(template)
    db.session.flush()
    attachments.attach_all(list(files), template, by=by, at=at)
    return template


def revise(
    template: ContractTemplate, values: Mapping[str, str], files: Sequence[Any], *, by: User, at: datetime
) -> None:
    """Change a draft."""
    _take(template, values, at=at)
    attachments.attach_all(list(files), template, by=by, at=at)


def _take(template: ContractTemplate, values: Mapping[str, str], *, at: datetime) -> None:
    version_no = (values.get("version_no") or "").strip()
    rules.check_named(values.get("name"), version_no, taken=queries.taken(version_no, but=template.id))
    template.revise(dict(values) | {"version_no": version_no}, at=at)


def put_in_force(template: ContractTemplate, *, at: datetime) -> None:
    """Let contracts be made from a version; the one before retires."""
    template.put_in_force(at=at)
    for other in queries.same_name(template):
        other.retire()


def choose(contract: Contract, template: ContractTemplate | None, *, by: User, at: datetime) -> None:
    """Make a contract's text from a template; wording of its own from another one is dropped."""
    access.check_keeper(contract, by)
    contracts.check_editable(contract.status)
    if template is None:
        raise TextRefused(_("Choose a template that is in force."), field="template")
    before = queries.clauses_of(contract)
    if contract.template_id != template.id:
        contract.keep_own({})
    contract.template, contract.template_version = template, template.version_no
    _deviate(contract, "")
    _changed(contract, before, by=by, at=at)


def write(
    contract: Contract,
    typed: Mapping[int, str | None],
    why: str | None,
    *,
    added: Mapping[str, str] | None = None,
    by: User,
    at: datetime,
) -> int:
    """Take over a contract's text; clauses that deviate are found, marked and go to legal. Return how many.

    ``added``: clauses of the customer's that ours has not, by heading.
    """
    access.check_keeper(contract, by)
    contracts.check_editable(contract.status)
    before = queries.clauses_of(contract)
    own = clauses.own_of((one, typed.get(one.no, one.text)) for one in before)
    contract.keep_own(own | clauses.added_to(before, added or {}))
    now = queries.clauses_of(contract)
    _deviate(contract, clauses.check_why(now, why))
    _changed(contract, before, by=by, at=at)
    return sum(one.deviates for one in now)


def _deviate(contract: Contract, why: str) -> None:
    found = [one for one in queries.clauses_of(contract) if one.deviates]
    contract.deviates_because = why or None
    contract.is_standard_text = not found
    contract.deviation = clauses.deviation_words(found, why) if found else None


def theirs(content: bytes) -> list[Paragraph]:
    """Read the customer's Word file, in a process of its own; nothing of the database is held meanwhile."""
    return [Paragraph(line.text, line.heading) for line in reader.read(content)]


def compare(contract: Contract, paragraphs: Sequence[Paragraph]) -> Comparison:
    """Propose for each clause of a contract's template what the customer's text says of it."""
    standing = [one for one in queries.clauses_of(contract) if one.standard]
    if not standing:
        raise TextRefused(_("Choose our template first: the file is compared with it."), field="file")
    return comparing.compare([Ours(one.title, one.standard) for one in standing], paragraphs)


def _changed(contract: Contract, before: Sequence[Filled], *, by: User, at: datetime) -> None:
    contract.updated_at = at
    contract.reopen({21, 22} | reopened_by_text(_words(before), _words(queries.clauses_of(contract))))
    approving.changed(contract, by=by, at=at)


def _words(made: Sequence[Filled]) -> dict[str, str]:
    return {one.title: one.text for one in made}


def keep_file(contract: Contract, file: Any, *, by: User, at: datetime) -> Attachment:
    """Keep a contract's text among its files: what reviewers read."""
    access.check_keeper(contract, by)
    contracts.check_editable(contract.status)
    kept = attachments.attach(file, contract, kind=TEXT, by=by, at=at)
    contract.updated_at = at
    approving.changed(contract, by=by, at=at)
    return kept
