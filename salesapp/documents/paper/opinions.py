"""Rows of opinions: whose, the verdict, the words, and the signature beside them."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from salesapp.documents.forms.groups import OpinionSpec
from salesapp.documents.forms.shape import FieldSpec, Opinions, Table
from salesapp.documents.paper.cells import Opinion, Panel, SignatureBox
from salesapp.documents.paper.texts import Texts
from salesapp.documents.paper.values import Signature, Value, not_asked
from salesapp.documents.paper.wording import boxes

REFUSING = ("return", "veto")


class OpinionRows(Texts):
    """Sets the rows of opinions."""

    __slots__ = ()

    def _opinion(self, group: Opinions, row: OpinionSpec) -> Opinion:
        specs = {spec.key: spec for spec in group.fields}
        values = self.data.values if self.kind != "blank" else {}
        signed = self.data.signatures.get(row.signature) if self.kind != "blank" else None
        said = values.get(row.words) if row.words else signed.words if signed else ""
        verdict = specs.get(row.verdict)
        asked = row.signature not in self.data.closed or signed is not None
        return Opinion(
            str(row.label),
            self._signature("", signed) if signed else SignatureBox(""),
            boxes(verdict, values.get(row.verdict)) if verdict else (),
            self._masked_words(str(said or "")) or ("/" if signed else "" if asked else not_asked()),
            asked=asked,
        )

    def _decisions(self, group: Table) -> Panel:
        records = self.data.rows.get(group.key) if self.kind != "blank" else None
        specs = {spec.key: spec for spec in group.fields}
        return Panel(
            group.title, opinions=tuple(self._decision(specs, one) for one in records or list(group.preset))
        )

    def _decision(self, specs: dict[str, FieldSpec], record: dict[str, Value]) -> Opinion:
        verdict = specs["verdict"]
        stamp = str(verdict.label_of(str(record.get("verdict") or "")))
        signed = Signature(
            str(record.get("approver") or ""),
            cast(datetime | None, record.get("decided_at")),
            stamp,
            refused=str(record.get("verdict")) in REFUSING,
        )
        return Opinion(
            str(record.get("department") or ""),
            self._signature("", signed) if signed.name else SignatureBox(""),
            boxes(verdict, record.get("verdict")),
            self._masked_words(str(record.get("opinion") or "")),
            asked=bool(signed.name) or not record.get("opinion"),
        )
