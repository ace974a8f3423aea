"""Shape and wording of a persona: its name and product, its conditions row by row, since when and why (R11; F02)."""

from __future__ import annotations

import re
from typing import Any

from wtforms import FieldList, FormField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from salesapp.customers.contacts.forms import offered
from salesapp.documents.forms.fields import field
from salesapp.prospecting.matching.rules import KIND_LABELS, RANK_LABELS, Condition, Kind, Rank
from salesapp.prospecting.personas.models import Persona
from salesapp.prospecting.personas.page import entered_words
from salesapp.prospecting.personas.rules import MOST_CONDITIONS, read_values
from salesapp.refusals import Refusal
from salesapp.web import clock
from salesapp.web.fields import at_most, choices, chosen, needed
from salesapp.web.forms import Form, Rows
from salesapp.web.moments import DateField
from salesapp.web.numbers import Wan
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext


class ConditionRow(Rows):
    """One condition: what it looks at, what it decides, and its values or its range."""

    kind = SelectField(_l("What it looks at"), choices=choices(KIND_LABELS), default=Kind.INDUSTRY.value)
    rank = SelectField(_l("What it decides"), choices=choices(RANK_LABELS), default=Rank.MUST.value)
    entered = StringField(_l("Values"), [at_most(800)], description=_l("One is enough; several are parted by commas."),
                          render_kw={"placeholder": _l("C34, C35 · Suzhou · vice president decides")})  # fmt: skip
    low = Wan(lazy_pgettext("range", "From"), [Optional()], render_kw={"inputmode": "decimal"})
    high = Wan(lazy_pgettext("range", "To"), [Optional()], render_kw={"inputmode": "decimal"})

    def is_blank(self) -> bool:
        """Return whether nothing was typed: the choices always say something."""
        return not (self.entered.data or self.low.raw_data and self.low.raw_data[0].strip()
                    or self.high.raw_data and self.high.raw_data[0].strip())  # fmt: skip

    def condition(self) -> Condition:
        """Return the condition as the match reads it: a range for the size, values for everything else."""
        kind, rank = Kind(self.kind.data), Rank(self.rank.data)
        if kind is Kind.SIZE:
            return Condition(kind, rank, (), self.low.yuan, self.high.yuan)
        return Condition(kind, rank, read_values(kind, self.entered.data))


class PersonaForm(Form):
    """A persona and its next version."""

    name = field("F02.name")
    product = SelectField(_l("Product / service"), [chosen], choices=[])
    conditions = FieldList(
        FormField(ConditionRow), label=_l("Conditions"), min_entries=1, max_entries=MOST_CONDITIONS
    )
    valid_from = DateField(_l("Valid from"), [needed], default=clock.today)
    valid_until = DateField(_l("Valid until"), [Optional()], description=_l("Empty: until further notice"))
    why = TextAreaField(_l("Why"), [needed, at_most(500)],
                        render_kw={"placeholder": _l("what the last twenty calls taught us")})  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.product.choices = offered("product_type", keep=self.product.data)

    @classmethod
    def of(cls, persona: Persona) -> PersonaForm:
        """Return the form that begins with the version that counts."""
        rows = [
            {
                "kind": each.kind, "rank": each.rank, "entered": entered_words(each), "low": each.low, "high": each.high,
            }
            for each in persona.current.conditions
        ]  # fmt: skip
        return cls(formdata=None, name=persona.name, product=persona.product, conditions=rows,
                   valid_until=persona.current.valid_until)  # fmt: skip

    def asked(self) -> list[Condition]:
        """Return the conditions, without blank rows."""
        return [row.form.condition() for row in self.conditions if not row.form.is_blank()]

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal about a condition beside the row that it was typed in, blank rows counted."""
        found = re.fullmatch(r"conditions-(\d+)-(\w+)", refusal.field or "")
        filled = [i for i, row in enumerate(self.conditions) if not row.form.is_blank()]
        if found and int(found[1]) < len(filled):
            refusal = type(refusal)(refusal.message, field=f"conditions-{filled[int(found[1])]}-{found[2]}")
        super().refuse(refusal)

    def values(self) -> dict[str, Any]:
        """Return the persona as stored, and what its next version says of itself."""
        return {name: value for name, value in super().values().items() if name != "conditions"}
