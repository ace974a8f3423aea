"""Shape and wording of what people type about contracts (F11 and the plan of F13)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import Length, NumberRange, Optional

from salesapp.contracts import rules
from salesapp.contracts.hanging.rules import AGREED
from salesapp.contracts.payments import rules as payments
from salesapp.contracts.payments.forms import NodeRow
from salesapp.contracts.payments.rules import Node
from salesapp.documents.forms.fields import from_spec
from salesapp.quotations.reckoning.rules import RATE_LABELS
from salesapp.web.fields import at_most, choices, entered
from salesapp.web.forms import Form
from salesapp.web.moments import DateField
from salesapp.web.numbers import Amount, Percent, Whole
from salesapp.words import lazy_gettext as _l

LONG = Length(max=4000)
#: The sheets, the capitals and the bands of approval reckon in yuan; another currency needs them first.
CURRENCIES = {"CNY": _l("Yuan")}


def chosen(field: MultipleFileField) -> list:
    """Return the files that were chosen."""
    return [file for file in field.data or () if getattr(file, "filename", "")]


class ContractForm(Form):
    """The terms of a contract, in the order of F11."""

    name = from_spec(StringField, "F11.name", validators=[entered, Length(max=100)])
    kind = from_spec(SelectField, "F11.kind", validators=[entered])
    our_entity = from_spec(StringField, "F11.our_entity", validators=[entered, Length(max=100)])
    amount = from_spec(
        Amount, "F11.amount", validators=[entered], places=2, render_kw={"inputmode": "decimal"}
    )
    tax_rate = from_spec(SelectField, "F11.tax_rate", choices=choices(RATE_LABELS))
    currency = SelectField(_l("Currency"), choices=choices(CURRENCIES), default="CNY")
    sign_method = from_spec(RadioField, "F11.sign_method", default="paper")
    copies = from_spec(
        Whole, "F11.copies", validators=[entered, NumberRange(min=1, max=99)], default=4, units="份",
        render_kw={"inputmode": "numeric"},
    )  # fmt: skip
    starts_on = from_spec(DateField, "F11.starts_on", validators=[entered])
    ends_on = from_spec(DateField, "F11.ends_on", validators=[entered])
    delivery_on = from_spec(DateField, "F11.delivery_on", validators=[entered])
    delivery_cycle = StringField(
        _l("Delivery time"), [Length(max=100)], description=_l("From which day, how many days, in parts or at once"),
        render_kw={"placeholder": _l("30 days from receipt of the advance")},
    )  # fmt: skip
    delivery_content = TextAreaField(
        _l("What is delivered, how much"), [LONG], description=_l("As in the quotation"),
        render_kw={"placeholder": _l("Planning software, one set")},
    )  # fmt: skip
    payment_nodes = FieldList(FormField(NodeRow), min_entries=1, max_entries=payments.MOST_NODES)
    payment_terms = TextAreaField(
        _l("Further terms of payment"), [LONG], description=_l("What the nodes do not say")
    )
    after_sales = from_spec(TextAreaField, "F11.after_sales", validators=[entered, LONG])
    acceptance = TextAreaField(
        _l("Standard of acceptance"), [LONG], description=_l("By what standard, within which time"),
        render_kw={"placeholder": _l("Within ten working days of arrival")},
    )  # fmt: skip
    is_standard_text = from_spec(BooleanField, "F11.is_standard_text", default=True)
    template_version = StringField(
        _l("Template version"), [Length(max=40)], render_kw={"placeholder": "XS-HT-MB-2026.2"}
    )
    deviation = from_spec(TextAreaField, "F11.deviation", validators=[LONG])
    gross_margin = from_spec(
        Percent, "F11.gross_margin", validators=[Optional(), NumberRange(min=-100, max=100)],
        render_kw={"inputmode": "decimal"},
    )  # fmt: skip
    texts = MultipleFileField(
        _l("Text of the contract"),
        description=_l("Asked for before the approval: the draft as it will be signed"),
    )
    attachments = from_spec(MultipleFileField, "F11.attachments")
    unquoted_because = StringField(
        _l("Why without a quotation"), [at_most(200)],
        description=_l("Asked for where the opportunity has a quotation in force that the contract does not take."),
    )  # fmt: skip

    def nodes(self) -> list[Node]:
        """Return the payment nodes that were typed; rows left empty are none."""
        return [entry.form.node() for entry in self.payment_nodes if not entry.form.is_blank()]

    def foreseen(self) -> Iterator[Callable[[], object]]:
        """Check the term, the deviation and the plan by themselves."""
        yield lambda: rules.check_term(self.starts_on.data, self.ends_on.data)
        yield lambda: rules.check_deviation(bool(self.is_standard_text.data), self.deviation.data)
        if self.reads("amount", "payment_nodes"):
            yield lambda: payments.complete(self.amount.data, self.nodes())

    def terms(self) -> dict[str, Any]:
        """Return the terms as the contract takes them."""
        values = self.values()
        for name in ("payment_nodes", "texts", "attachments", "unquoted_because"):
            values.pop(name)
        return values | {"is_standard_text": bool(self.is_standard_text.data)}

    def judged(self) -> tuple[Decimal | None, str | None]:
        """Return what is judged beside the contract's quotation and framework: its amount, why it takes no quotation."""
        return self.amount.data, self.unquoted_because.data

    def besides(self) -> dict[str, Any]:
        """Return what comes besides the terms: the text of the contract, other files, why it takes no quotation."""
        files = {"texts": chosen(self.texts), "files": chosen(self.attachments)}
        return files | {"unquoted_because": self.unquoted_because.data}


class DraftForm(ContractForm):
    """A new contract: the terms, and the opportunity they come from."""

    opportunity_id = HiddenField(validators=[entered])
    quotation_id = SelectField(
        _l("Quotation"), choices=[], validate_choice=False,
        description=_l("Its lines become those of the contract; its amount is theirs."),
    )  # fmt: skip

    def terms(self) -> dict[str, Any]:
        """Return the terms without the opportunity and the quotation."""
        terms = super().terms()
        terms.pop("opportunity_id")
        terms.pop("quotation_id")
        return terms

    def offer(self, quotations: Iterable[tuple[str, str]]) -> DraftForm:
        """Offer the quotations of the opportunity, and none."""
        self.quotation_id.choices = [SelectChoice(value=key, label=words) for key, words in quotations]
        return self


class VoidForm(Form):
    """Why a contract is void."""

    reason = StringField(
        _l("Reason"), [Length(max=200)], description=_l("The number stays taken and is never used again")
    )
    agreed = BooleanField(AGREED)


class FilesForm(Form):
    """Files for a contract."""

    files = MultipleFileField(_l("Files"), [entered])
    is_text = BooleanField(_l("This is the text of the contract"))
