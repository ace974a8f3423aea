"""How single values stand on a sheet: as text, masked where the copy is, with who signed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from salesapp.chinese import masks
from salesapp.chinese.texts import enumerated
from salesapp.documents.forms.shape import NUMBERS, TEXTS, FieldSpec, FormSpec
from salesapp.documents.paper.cells import SignatureBox
from salesapp.documents.paper.values import Ahead, SheetData, Signature, Value
from salesapp.documents.paper.wording import figure
from salesapp.words import gettext as _

MAX_TEXT = 4_000  # characters of one cell


@dataclass(slots=True)
class Texts:
    """The values of one form in one of the three kinds, and how each is written."""

    form: FormSpec
    kind: str
    zone: ZoneInfo
    data: SheetData = field(default_factory=lambda: SheetData("", {}))
    compact: bool = False  # a blank sheet without the instructions
    ahead: Ahead = field(default_factory=Ahead)  # what a blank sheet says before it is written on

    def _text(self, spec: FieldSpec, value: Value, *, in_table: bool = False) -> str:
        text = self._plain(spec, value, in_table=in_table)[:MAX_TEXT]
        return self._masked(spec, text) if self.kind == "masked" else text

    def _masked(self, spec: FieldSpec, text: str) -> str:
        """Return what a masked sheet shows: no person, no number of theirs, no sum of money (R70)."""
        if spec.type == "money":
            return masks.hide(text)
        hidden = masks.masked(spec.mask, text)
        return masks.sums(hidden) if spec.type in TEXTS else hidden

    def _masked_words(self, words: str) -> str:
        return masks.sums(words[:MAX_TEXT]) if self.kind == "masked" else words[:MAX_TEXT]

    def _plain(self, spec: FieldSpec, value: Value, *, in_table: bool) -> str:
        if isinstance(value, datetime):
            local = value.astimezone(self.zone) if value.tzinfo else value
            return f"{local:%Y-%m-%d %H:%M}" if spec.type == "datetime" else f"{local:%Y-%m-%d}"
        if isinstance(value, date):
            return f"{value:%Y-%m-%d}"
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, list | tuple):
            return enumerated(str(spec.label_of(str(item))) for item in value)
        if spec.choices:
            return str(spec.label_of(str(value)))
        return figure(spec, value, in_table=in_table) if spec.type in NUMBERS else str(value)

    def _signature(self, label: str, signed: Signature) -> SignatureBox:
        at = signed.at.astimezone(self.zone) if isinstance(signed.at, datetime) else signed.at
        written = f"{at:%Y-%m-%d %H:%M}" if isinstance(at, datetime) else f"{at:%Y-%m-%d}" if at else ""
        name = masks.name(signed.name) if self.kind == "masked" else signed.name
        return SignatureBox(label, name, written, str(signed.stamp), signed.refused)

    def _to_come(self, spec: FieldSpec) -> bool:
        """Whether a later step may still fill it in: only what is closed is struck."""
        ended = self.data.status in ("void", "vetoed")
        return spec.later and spec.key not in self.data.closed and not ended
