"""Carrying an import out, some hundred rows at a time, each step whole or not at all (R13; 3.2).

What became known since the table was looked through is left out: the keys are asked once more while the list is held.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.prospecting.imports import queries
from salesapp.prospecting.imports.judging.rules import values_of
from salesapp.prospecting.imports.known import queries as verdicts
from salesapp.prospecting.imports.known.rules import Keys, Kind, Known, Target, keys_of_stored
from salesapp.prospecting.imports.merging import actions as merging
from salesapp.prospecting.imports.models import MASKED, ImportRow, ProspectImport
from salesapp.prospecting.imports.rows.rules import STORED
from salesapp.prospecting.imports.rules import Outcome, chosen
from salesapp.prospecting.imports.verdicts.rules import Choice, Verdict
from salesapp.prospecting.lists import rules as lists
from salesapp.prospecting.lists.models import Prospect, ProspectList
from salesapp.prospecting.lists.people.models import ProspectPerson
from salesapp.prospecting.matching.rules import Facts
from salesapp.prospecting.scoring import queries as scoring
from salesapp.prospecting.scoring.rules import Scale, columns
from salesapp.words import gettext as _

STEP = 300
PROSPECTS, PEOPLE, ROWS = Prospect.__table__, ProspectPerson.__table__, ImportRow.__table__


@dataclass(slots=True)
class Came:
    """What came of a row."""

    outcome: Outcome
    prospect_id: int | None = None
    before: dict[str, Any] | None = None
    words: str | None = None
    twin: Target | None = None


def step(found: ProspectImport, *, by: User, at: datetime, today: date) -> int:
    """Carry out the next rows and return how many; the caller commits."""
    rows = queries.next_rows(found.id, STEP)
    if not rows:
        return 0
    of_list = db.session.scalars(
        select(ProspectList).where(ProspectList.id == found.list_id).with_for_update()
    ).one()
    scale = scoring.scale(of_list.persona_version_id)
    hidden = verdicts.hidden_rows(found.id, by, rows)
    wishes = {row.number: Choice.SKIP if row.number in hidden else _wish(row, found) for row in rows}
    came = _left_out(rows, wishes)
    came |= _add(
        [row for row in rows if wishes[row.number] is Choice.ADD], of_list, found, scale, by=by, at=at
    )
    for row in rows:
        if row.number not in came:
            came[row.number] = _merge(row, came, wishes[row.number], found, scale, by=by, at=at, today=today)
    _write(rows, came)
    return len(rows)


def _wish(row: ImportRow, found: ProspectImport) -> Choice:
    return Choice.SKIP if row.target_kind == MASKED else chosen(row.verdict, found.choices, row.choice)


def _left_out(rows: Sequence[ImportRow], wishes: dict[int, Choice]) -> dict[int, Came]:
    return {
        row.number: Came(Outcome.REFUSED if row.verdict == Verdict.REFUSED else Outcome.SKIPPED)
        for row in rows
        if wishes[row.number] is Choice.SKIP
    }


def _add(
    rows: Sequence[ImportRow],
    of_list: ProspectList,
    found: ProspectImport,
    scale: Scale,
    *,
    by: User,
    at: datetime,
) -> dict[int, Came]:
    """Add rows to the list in two statements; who became known meanwhile is left out."""
    came: dict[int, Came] = {}
    keys = {row.number: keys_of_stored(row.full_name, row.values, row.people) for row in rows}
    known = verdicts.known(list(keys.values()), of_list.id, by) if rows else ()
    new = []
    for row in rows:
        twin = _meanwhile(keys[row.number], known, row.verdict)
        if twin is None:
            new.append(row)
        else:
            came[row.number] = Came(Outcome.SKIPPED, words=_("Known since it was looked through."), twin=twin)
    if not new:
        return came
    first = of_list.next_rows(len(new))
    of_list.updated_at = at
    made = [
        _prospect(row, of_list, found.id, scale, row_no=first + place, by=by, at=at)
        for place, row in enumerate(new)
    ]
    db.session.execute(insert(PROSPECTS), made)
    mine = (PROSPECTS.c.list_id == of_list.id) & PROSPECTS.c.row_no.between(first, first + len(new) - 1)
    ids = db.session.scalars(select(PROSPECTS.c.id).where(mine).order_by(PROSPECTS.c.row_no)).all()
    people = [
        {"prospect_id": prospect_id, "position": place, **{name: person.get(name) for name in merging.PERSON},
         **lists.person_keys(person)}
        for row, prospect_id in zip(new, ids, strict=True)
        for place, person in enumerate(row.people)
    ]  # fmt: skip
    if people:
        db.session.execute(insert(PEOPLE), people)
    return came | {row.number: Came(Outcome.ADDED, prospect_id=i) for row, i in zip(new, ids, strict=True)}


def _meanwhile(keys: Keys, known: Sequence[Known], verdict: str) -> Target | None:
    """Return who has the same name or code by now; a mobile counts where nobody has looked at it."""
    for one in known:
        twin = one.codes.get(keys.code or "") or one.names.get(keys.name)
        if twin is None and verdict == Verdict.NEW:
            twin = next((one.mobiles[mobile] for mobile in keys.mobiles if mobile in one.mobiles), None)
        if twin is not None and (twin.here or twin.kind == Kind.CUSTOMER):
            return twin
    return None


def _prospect(
    row: ImportRow,
    of_list: ProspectList,
    import_id: int,
    scale: Scale,
    *,
    row_no: int,
    by: User,
    at: datetime,
) -> dict[str, Any]:
    said = values_of(row.values)
    values = {name: said.get(name) for name in STORED}
    values["channel"] = values["channel"] or of_list.channel
    words = "\n".join(part for part in (values["full_name"], values["address"], values["remark"]) if part)
    facts = Facts(values["industry"], values["region"], values["annual_output"], values["decision_chain"],
                  values["pain_points"], words)  # fmt: skip
    return {
        **values, **lists.keys(values, row.people), **columns(scale, facts), "list_id": of_list.id, "row_no": row_no,
        "result": lists.Result.TODO.value, "import_id": import_id, "created_by_id": by.id, "created_at": at, "updated_at": at,
        "version": 1,
    }  # fmt: skip


def _merge(
    row: ImportRow, came: dict[int, Came], choice: Choice, found: ProspectImport, scale: Scale,
    *, by: User, at: datetime, today: date,
) -> Came:  # fmt: skip
    kind, target = _target(row, came, found.id)
    values = values_of(row.values)
    if kind == Kind.CUSTOMER and target:
        before = merging.into_customer(target, values, row.people, choice, by=by, at=at, today=today)
    elif kind == Kind.PROSPECT and target:
        before = merging.into_prospect(
            target, values, row.people, choice, list_id=found.list_id, scale=scale, at=at
        )
    else:
        return Came(Outcome.SKIPPED)
    if not before:
        return Came(Outcome.UNCHANGED)
    return Came(Outcome.UPDATED if choice is Choice.UPDATE else Outcome.FILLED, before=before)


def _target(row: ImportRow, came: dict[int, Came], import_id: int) -> tuple[str | None, int | None]:
    """Return whom a row is added to: a row above stands for what came of it, or for whom it is the same as.

    A row above that is only like somebody, or was left out though it is new, stands for nobody.
    """
    kind, number, verdict = row.target_kind, row.target_id, row.verdict
    while kind == Kind.ROW and verdict == Verdict.TWICE:
        here = came.get(number or 0)
        if here is not None and here.prospect_id:
            return Kind.PROSPECT, here.prospect_id
        query = select(ImportRow).where(ImportRow.import_id == import_id, ImportRow.number == number)
        above = db.session.scalar(query)
        if above is None or above.number >= row.number:
            return None, None
        if above.prospect_id:
            return Kind.PROSPECT, above.prospect_id
        row, kind, number, verdict = above, above.target_kind, above.target_id, above.verdict
    return (
        (kind, number) if verdict != Verdict.LIKE and kind in (Kind.CUSTOMER, Kind.PROSPECT) else (None, None)
    )


def _aimed(row: ImportRow, twin: Target | None) -> dict[str, Any]:
    """Return whom a row agrees with by now, so that it is named to nobody who may not see them."""
    if twin is None:
        kind, number, words = row.target_kind, row.target_id, row.target_words
    elif twin.visible:
        kind, number, words = twin.kind.value, twin.id, twin.words[:200]
    else:
        kind, number, words = MASKED, None, twin.words[:200]
    return {"new_kind": kind, "new_target": number, "new_target_words": words}


def _write(rows: Sequence[ImportRow], came: dict[int, Came]) -> None:
    """Write what came of the rows, in one statement."""
    new = [
        {"row_id": row.id, "new_outcome": came[row.number].outcome.value, "new_prospect": came[row.number].prospect_id,
         "new_before": came[row.number].before or {}, "new_words": came[row.number].words or row.words,
         **_aimed(row, came[row.number].twin)}
        for row in rows
    ]  # fmt: skip
    statement = (
        update(ROWS)
        .where(ROWS.c.id == bindparam("row_id"))
        .values(
            outcome=bindparam("new_outcome"),
            prospect_id=bindparam("new_prospect"),
            before=bindparam("new_before", type_=ROWS.c.before.type),
            words=bindparam("new_words"),
            target_kind=bindparam("new_kind"),
            target_id=bindparam("new_target"),
            target_words=bindparam("new_target_words"),
        )
    )
    db.session.connection().execute(statement, new)
    for row in rows:
        db.session.expire(row)
