"""Contracts in bulk: each like one of the demo company, with every row that hangs on it and its part of the audit trail.

What verbs made for a contract is copied for an opportunity of the same owner that stands where the first one stood: lines,
checklist, approval, instalments with their money, invoices, hand-off, files. Ids, numbers, names and days are its own;
the copy lies whole weeks earlier, so that it fits its opportunity and working days stay working days.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Table, func, insert, select, update

from salesapp.approvals.content import rules as content
from salesapp.contracts.models import Contract
from salesapp.customers.search.pairs import models as pairs
from salesapp.customers.search.rules import titled
from salesapp.db import db
from salesapp.demo.patterns import NAMED, Pattern
from salesapp.demo.sequences import move_sequence
from salesapp.opportunities.models import Opportunity
from salesapp.trail.actions import chain
from salesapp.web import clock
from salesapp.work.actions import refresh
from salesapp.work.kinds.rules import sources

NUMBERED = (
    "contract",
    "handoff",
    "receipt",
    "invoice_request",
    "concession",
)  # kinds of business number that copies take
BLOCK, ASKED = 100, 2000
WEEK = timedelta(weeks=1)
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:]+(?:\.\d+)?\+00:00")


class Copies:
    """Copies of contracts for opportunities that were just made."""

    def __init__(self, random: Random, numbers: Callable[[str, Sequence[date]], list[str]], at: datetime):
        self.random, self.numbers, self.at = random, numbers, at
        found = [
            Pattern(one)
            for one in db.session.scalars(select(Contract).where(Contract.opportunity_id.is_not(None)))
        ]
        self.patterns: dict[tuple[int, str, str], list[Pattern]] = defaultdict(list)
        for pattern in found:
            if pattern.fits:
                self.patterns[pattern.stands].append(pattern)
        self.next: dict[str, int] = {}
        self.waiting: list[int] = []  # opportunities whose contract waits for somebody

    def make(
        self, count: int, opportunities: Sequence[dict[str, Any]], customers: Sequence[dict[str, Any]]
    ) -> int:
        """Write so many contracts at most, the oldest first, and what they ask for; return how many."""
        known = {one["id"]: one for one in customers if one["credit_code"]}
        fitting: list[tuple[timedelta, Pattern, dict[str, Any], dict[str, Any]]] = []
        for one in self.random.sample(opportunities, len(opportunities)):
            stands = (one["owner_id"], one["status"], one["stage"] if one["status"] == "open" else "")
            if len(fitting) < count and stands in self.patterns and one["customer_id"] in known:
                pattern = self.random.choice(self.patterns[stands])
                if (back := _back(pattern, one)) is not None:
                    fitting.append((back, pattern, one, known[one["customer_id"]]))
        fitting.sort(key=lambda each: -each[0])
        for start in range(0, len(fitting), BLOCK):
            self._write([Copy(self, *each) for each in fitting[start : start + BLOCK]])
        for name in self.next:
            move_sequence(name)
        if fitting:
            self._ask()
        return len(fitting)

    def _ask(self) -> None:
        """Write what the contracts ask for, as their verbs would have done."""
        for name, source in sources().items():
            of_kind = self.waiting if name == "opportunity" else db.session.scalars(source.askers()).all()
            asking = sorted(of_kind)
            for start in range(0, len(asking), ASKED):
                refresh(source, asking[start : start + ASKED], at=self.at)

    def id_of(self, table: Table) -> int:
        """Return the next free number of a table."""
        if table.name not in self.next:
            self.next[table.name] = db.session.scalar(select(func.max(table.c.id))) or 0
        self.next[table.name] += 1
        return self.next[table.name]

    def _write(self, copies: Sequence[Copy]) -> None:
        for kind in NUMBERED:
            asking = [(one, row) for one in copies for row in one.rows.get(kind, ())]
            given = self.numbers(kind, [one.day_of(row) for one, row in asking])
            for (one, row), number in zip(asking, given, strict=True):
                one.words[row["number"]] = number
        for one in copies:
            one.freeze()
        connection = db.session.connection()
        for table in db.metadata.sorted_tables:
            if rows := [row for one in copies for row in one.written(table)]:
                connection.execute(insert(table), rows)
        pairs.write(connection, [row for one in copies for row in one.pairs()])
        told = sorted((entry for one in copies for entry in one.entries()), key=lambda entry: entry["at"])
        chain(connection, told)
        for one in copies:
            if one.pattern.awaits:
                its = update(Opportunity.__table__).where(Opportunity.__table__.c.id == one.opportunity["id"])
                connection.execute(its.values(approval_with=one.pattern.awaits))
                self.waiting.append(one.opportunity["id"])


def _back(pattern: Pattern, opportunity: Mapping[str, Any]) -> timedelta | None:
    """Return by how many weeks a copy lies earlier, none where the opportunity is too short for it."""
    late = (
        clock.local(pattern.ended).date() - opportunity["closed_on"]
        if opportunity["closed_on"]
        else timedelta(0)
    )
    back = max(-(-late // WEEK), 0) * WEEK
    return back if pattern.began - back > opportunity["created_at"] else None


class Copy:
    """One contract like a pattern, so much earlier."""

    def __init__(
        self, copies: Copies, back: timedelta, pattern: Pattern, opportunity: Mapping[str, Any], customer: Mapping[str, Any]
    ):  # fmt: skip
        self.back, self.pattern, self.rows = back, pattern, pattern.rows
        self.opportunity, self.customer = opportunity, customer
        first, theirs = pattern.rows["contract"][0], pattern.customer
        self.ids = {
            ("customer", first["customer_id"]): customer["id"],
            ("opportunity", first["opportunity_id"]): opportunity["id"],
        }
        for table in pattern.order:
            for row in self.rows[table.name]:
                if "id" in row:
                    self.ids[table.name, row["id"]] = copies.id_of(table)
        #: What is said otherwise, the longest first: a name holds the short one.
        self.words: dict[str, str] = {theirs.full_name: customer["full_name"]}
        if theirs.short_name:
            self.words[theirs.short_name] = customer["short_name"]
        for row in self.rows.get("invoice", ()):
            self.words[row["number"]] = f"{row['number'][:4]}{self.ids['invoice', row['id']]:016d}"
        self.frozen: dict[int, dict[str, Any]] = {}

    def day_of(self, row: Mapping[str, Any]) -> date:
        """Return the day on which a row of the copy took its number."""
        taken: datetime = row["created_at"] if "created_at" in row else row["at"]
        return clock.local(taken - self.back).date()

    def freeze(self) -> None:
        """Write down what is approved of the copy, whose hash other rows repeat."""
        for row in self.rows.get("approval", ()):
            frozen = self._plain(row["frozen"])
            for name in frozen:
                kind, _dot, column = name.partition(".")
                if kind == "customer":
                    frozen[name] = self.customer.get(column)
            if "no_code" in frozen:
                frozen["no_code"] = None  # a customer that has its code needs no reason
            self.frozen[row["id"]] = frozen = content.plain(frozen)
            self.words[row["sha256"]] = content.fingerprint(content.canonical(frozen), row["salt"])

    def written(self, table: Table) -> Iterator[dict[str, Any]]:
        """Yield the rows of the copy in a table."""
        for row in self.rows.get(table.name, ()):
            its = {column.name: self._value(column, row[column.name]) for column in table.columns}
            if table.name in NAMED:
                kind, record = NAMED[table.name]
                its[record] = self.ids.get((row[kind], row[record]), row[record])
            if table.name == "approval":
                its["frozen"] = self.frozen[row["id"]]
            if table.name == "contract":
                its["search_text"] = titled(its["name"], its["number"])
            yield its

    def pairs(self) -> list[dict[str, int]]:
        """Return the pairs by which the copy is found."""
        row = self.rows["contract"][0]
        line = titled(self._said(row["name"]), self._said(row["number"]))
        return pairs.rows(Contract, {"id": self.ids["contract", row["id"]], "search_text": line})

    def entries(self) -> Iterator[dict[str, Any]]:
        """Yield what the audit trail tells of the copy."""
        for entry in self.pattern.entries:
            columns = db.metadata.tables[entry["object_type"]].columns
            told = json.loads(entry["changes"])
            for name, change in told.items():
                if isinstance(change, list) and name in columns and columns[name].foreign_keys:
                    told[name] = [self._id(columns[name], value) for value in change]
                else:
                    told[name] = self._plain(change)
            key = next(iter(db.metadata.tables[entry["object_type"]].primary_key))
            yield entry | {
                "at": entry["at"] - self.back,
                "object_id": self._id(key, entry["object_id"]),
                "object_label": entry["object_label"] and self._said(entry["object_label"]),
                "changes": json.dumps(told, ensure_ascii=False, sort_keys=True),
            }

    def _value(self, column: Any, value: Any) -> Any:
        if value is None or isinstance(value, bool):
            return value
        if column.name == "id" or column.foreign_keys:
            return self._id(column, value)
        if isinstance(value, date):  # and moments
            return value - self.back
        return self._plain(value) if isinstance(value, dict | list) else self._said(value)

    def _id(self, column: Any, value: Any) -> Any:
        """Return the number of the copy's own row in place of the pattern's; of what is no part of it, the same."""
        names = [key.column.table.name for key in column.foreign_keys] or [column.table.name]
        if names == ["contact"] and value is not None:
            return self.opportunity["key_contact_id"]
        return self.ids.get((names[0], value), value)

    def _said(self, value: Any) -> Any:
        if isinstance(value, str):
            for old, new in self.words.items():
                value = value.replace(old, new)
        return value

    def _plain(self, value: Any) -> Any:
        """Return what is written as JSON in the copy's words and days."""
        if isinstance(value, dict):
            return {name: self._plain(each) for name, each in value.items()}
        if isinstance(value, list):
            return [self._plain(each) for each in value]
        if isinstance(value, str) and DAY.fullmatch(value):
            return str(date.fromisoformat(value) - self.back)
        if isinstance(value, str) and MOMENT.fullmatch(value):
            return (datetime.fromisoformat(value) - self.back).isoformat()
        return self._said(value)
