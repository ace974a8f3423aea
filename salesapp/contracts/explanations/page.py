"""Going through the clauses as the screen shows it: one at a time, then all with what was said (R39)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesapp.accounts.models import User
from salesapp.contracts.access import may_keep
from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.checklist.page import asks_of
from salesapp.contracts.explanations import rules
from salesapp.contracts.explanations.models import ExplainedClause, Explanation
from salesapp.contracts.explanations.rules import Answer
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import SUBMITTABLE
from salesapp.contracts.texts.queries import clauses_of
from salesapp.documents.attachments import queries as attachments
from salesapp.documents.attachments.models import Attachment
from salesapp.web.addresses import address
from salesapp.web.formats import moment, short_moment
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause as it is read out, and what was said to it."""

    no: int
    title: str
    said: str
    answer: Answer | None
    words: str
    url: str
    #: It reads otherwise than when the customer answered.
    changed: bool


@dataclass(frozen=True, slots=True)
class Round:
    """One round as its page shows it."""

    id: int
    contract_id: int
    title: str
    clauses: Sequence[Clause]
    here: Clause | None
    before: str
    after: str
    files: Sequence[Attachment]
    editable: bool
    ended: str
    no_objection: bool
    remark: str
    url: str

    @property
    def done(self) -> int:
        """How many clauses were answered."""
        return sum(clause.answer is not None for clause in self.clauses)

    @property
    def all_confirmed(self) -> bool:
        """Whether the customer confirmed every clause."""
        return all(clause.answer == Answer.CONFIRMED for clause in self.clauses)


def said_of(contract: Contract, no: int) -> str:
    """Return how a clause reads in this contract."""
    return readings(contract).get(no) or str(checklist.ITEMS[no].requirement)


def readings(contract: Contract) -> dict[int, str]:
    """Return how each clause reads: in the contract's own text where that has a clause of this name, else in its terms."""
    asks = asks_of(contract)
    written = [(one.title, one.text) for one in clauses_of(contract) if one.text]
    for no in checklist.CLAUSES:
        title = str(checklist.ITEMS[no].title)
        found = [text for name, text in written if rules.same_clause(name, title)]
        if found:
            asks[no] = "\n".join(found)
    return asks


def round_of(contract: Contract, kept: Explanation, user: User, at: str = "") -> Round:
    """Return one round: at the clause asked for, at the first open one, or at its end."""
    url = address("explanations.show", contract_id=contract.id, explanation_id=kept.id)
    rows = {row.no: row for row in kept.clauses}
    editable = kept.ended_at is None and may_keep(contract, user) and contract.status in SUBMITTABLE
    numbers = rules.asked(contract.marks()) if editable else sorted(rows)
    asks = readings(contract)
    clauses = [_clause(no, asks, rows.get(no), url, editable) for no in numbers]
    here = _here(clauses, at) if editable else None
    place = clauses.index(here) if here else len(clauses)
    return Round(
        kept.id, contract.id, _title(kept), clauses, here, clauses[place - 1].url if here and place else "",
        (clauses[place + 1].url if place + 1 < len(clauses) else f"{url}?clause=end") if here else "",
        attachments.of("clause_explanation", kept.id), editable, moment(kept.ended_at), kept.no_objection,
        kept.remark or "", url,
    )  # fmt: skip


def _title(kept: Explanation) -> str:
    way = checklist.Way(kept.way).label
    return _("%(name)s, %(way)s, %(when)s", name=kept.with_whom, way=way, when=short_moment(kept.begun_at))


def _clause(no: int, asks: dict[int, str], row: ExplainedClause | None, url: str, running: bool) -> Clause:
    item = checklist.ITEMS[no]
    now = asks.get(no) or str(item.requirement)
    said = row.said if row and not running else now
    answer = Answer(row.answer) if row else None
    changed = row is not None and row.said != now
    words = (row.words or "") if row else ""
    return Clause(no, str(item.title), said, answer, words, f"{url}?clause={no}", changed)


def _here(clauses: Sequence[Clause], at: str) -> Clause | None:
    if at == "end":
        return None
    asked = next((clause for clause in clauses if str(clause.no) == at), None)
    return asked or next((clause for clause in clauses if clause.answer is None), None)


@dataclass(frozen=True, slots=True)
class Rounds:
    """The rounds of one contract, on its page."""

    contract_id: int
    lines: Sequence[tuple[str, str, str]]  # title, what came of it, address
    may_begin: bool


def rounds(contract: Contract, user: User) -> Rounds:
    """Return the rounds of a contract, the latest first, and whether this person begins another one."""
    lines = [
        (
            _title(each),
            _came_of(each),
            address("explanations.show", contract_id=contract.id, explanation_id=each.id),
        )
        for each in contract.explanations
    ]
    return Rounds(contract.id, lines, may_keep(contract, user) and contract.status in SUBMITTABLE)


def _came_of(kept: Explanation) -> str:
    answers = list(kept.answers().values())
    confirmed, objected = answers.count(Answer.CONFIRMED), answers.count(Answer.OBJECTION)
    words = _("%(count)s confirmed", count=confirmed)
    if objected:
        words += " · " + _("%(count)s objected to", count=objected)
    return words if kept.ended_at else words + " · " + _("not closed yet")


def people_of(contract: Contract) -> list[str]:
    """Return the people of the customer who are in office."""
    return [contact.name for contact in contract.customer.contacts if contact.status == "active"]
