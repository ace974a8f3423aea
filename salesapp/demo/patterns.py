"""Contracts of the demo company as patterns: every row that hangs on one, and its part of the audit trail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Table, select

from salesapp.contracts.models import Contract
from salesapp.db import db
from salesapp.trail.models import AuditEntry
from salesapp.web import clock

Rows = dict[str, list[dict[str, Any]]]
#: Contracts that have one of these are no patterns.
#: Neither are those that others hang on, or that hang on what is no part of them.
APART = ("contract_voiding", "contract_ending", "contract_owner_change")
#: Rows that name what they belong to by its kind and number, in two columns.
NAMED = {
    "approval": ("subject_type", "subject_id"),
    "attachment": ("owner_type", "owner_id"),
    "approval_reference": ("record_type", "record_id"),
}


class Pattern:
    """A contract that is copied: its rows by table, its entries of the trail, and what its copies put in their own words."""

    def __init__(self, contract: Contract):
        self.tables = db.metadata.tables
        self.rows: Rows = {"contract": self._read(self.tables["contract"], Contract.id == contract.id)}
        todo = ["contract"]
        while todo:
            todo += self._below(todo.pop())
        self.order = [table for table in db.metadata.sorted_tables if table.name in self.rows]
        self.entries = [entry for table in self.order for entry in self._told(table)]
        opportunity = contract.opportunity
        assert opportunity is not None
        self.stands = (
            opportunity.owner_id,
            opportunity.status,
            opportunity.stage if opportunity.status == "open" else "",
        )
        self.awaits = opportunity.approval_with
        self.customer, self.number = contract.customer, contract.number
        self.began, signature = contract.created_at, contract.signature
        self.ended = contract.updated_at if signature is None else clock.at(signature.signed_on)
        self.fits = not any(name in self.rows for name in APART) and contract.framework_id is None
        self.fits = self.fits and contract.kind != "framework" and contract.quotation_id is None

    @staticmethod
    def _read(table: Table, condition: ColumnElement[bool]) -> list[dict[str, Any]]:
        return [
            dict(row)
            for row in db.session.execute(
                select(table).where(condition).order_by(*table.primary_key)
            ).mappings()
        ]

    def _below(self, parent: str) -> Iterator[str]:
        """Read the rows that hang on those of a table; an allocation brings the money that it shares out."""
        ids = [row["id"] for row in self.rows[parent] if "id" in row]
        for table in self.tables.values():
            keys = [fk.parent for fk in table.foreign_keys if fk.column.table.name == parent]
            conditions: list[ColumnElement[bool]] = [key.in_(ids) for key in keys if ids]
            if table.name in ("approval", "attachment") and parent != table.name:
                kind, record = (table.c[name] for name in NAMED[table.name])
                conditions.append((kind == parent) & record.in_(ids))
            for condition in conditions:
                yield from self._take(table, condition)
        if parent == "allocation":
            receipts = [row["receipt_id"] for row in self.rows[parent]]
            yield from self._take(self.tables["receipt"], self.tables["receipt"].c.id.in_(receipts))

    def _take(self, table: Table, condition: ColumnElement[bool]) -> Iterator[str]:
        if table.name == "statement_row":
            return
        known = self.rows.get(table.name, [])
        if found := [row for row in self._read(table, condition) if row not in known]:
            self.rows[table.name] = known + found
            yield table.name

    def _told(self, table: Table) -> list[dict[str, Any]]:
        key = next(iter(table.primary_key)).name
        of_them = AuditEntry.object_id.in_([row[key] for row in self.rows[table.name]])
        return self._read(AuditEntry.__table__, (AuditEntry.object_type == table.name) & of_them)
