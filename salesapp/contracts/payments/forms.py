"""Amounts as people type them, and one instalment of the plan (F13)."""

from __future__ import annotations

from wtforms import (
    SelectField,
    StringField,
)
from wtforms.validators import Length, Optional

from salesapp.contracts.payments import rules as payments
from salesapp.web.fields import choices
from salesapp.web.forms import Rows
from salesapp.web.moments import DateField
from salesapp.web.numbers import Amount, Percent
from salesapp.words import lazy_gettext as _l


class NodeRow(Rows):
    """One payment node (F13)."""

    kind = SelectField(_l("Item of payment"), choices=choices(payments.NODE_LABELS))
    condition = StringField(
        _l("Condition of payment"),
        [Length(max=200)],
        render_kw={"placeholder": _l("Within 5 days of signing")},
    )
    planned_on = DateField(
        _l("Planned date"), [Optional()], description=_l("May wait for arrival, acceptance, end of warranty")
    )
    percent = Percent(
        _l("Share of amount"),
        [Optional()],
        render_kw={"inputmode": "decimal", "placeholder": "30"},
    )
    amount = Amount(
        _l("Amount (yuan)"), [Optional()], places=2,
        render_kw={"inputmode": "decimal", "placeholder": _l("By the share"), "data-instruction": "true"},
    )  # fmt: skip

    def is_blank(self) -> bool:
        """Return whether nothing was typed: the kind always says something."""
        typed = (self.condition.data, self.planned_on.raw_data, self.percent.raw_data, self.amount.raw_data)
        return not any(any(map(str.strip, value)) if isinstance(value, list) else value for value in typed)

    def validate(self, *args, **kwargs) -> bool:
        """Ask for condition and share of every row that says anything, and for the day where it waits for nothing."""
        good = super().validate(*args, **kwargs)
        if self.is_blank():
            return good
        waits = self.kind.data in payments.WAITS_FOR
        shares = () if self.amount.data else (self.percent,)
        for field in (self.condition, *shares, *(() if waits else (self.planned_on,))):
            if field.data in (None, "") and not field.errors:
                field.errors = [*field.errors, _l("Please fill this in.")]
                good = False
        return good

    def node(self) -> payments.Node:
        """Return what was typed as the rules of the plan take it."""
        return payments.Node(
            self.kind.data, self.condition.data, self.planned_on.data, self.percent.data, self.amount.data
        )
