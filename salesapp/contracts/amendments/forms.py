"""Shape and wording of a supplement: what is agreed, the new total, the days, the plan of what is not paid."""

from __future__ import annotations

from decimal import Decimal

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    MultipleFileField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional

from salesapp.contracts.amendments.planning.rules import Terms
from salesapp.contracts.amendments.rules import Kind
from salesapp.contracts.checklist.rules import WAY_LABELS
from salesapp.contracts.hanging.rules import AGREED
from salesapp.contracts.payments import rules as payments
from salesapp.contracts.payments.forms import NodeRow
from salesapp.web.fields import at_most, choices, entered
from salesapp.web.forms import Form
from salesapp.web.moments import DateField
from salesapp.web.numbers import Amount
from salesapp.words import lazy_gettext as _l


class AgreedRow(NodeRow):
    """One instalment of what is not paid yet: its amount is typed, no share makes it."""

    amount = Amount(_l("Amount (yuan)"), [Optional()], places=2, render_kw={"inputmode": "decimal"})


class AmendmentForm(Form):
    """A supplement, or an ending before its time."""

    what = TextAreaField(
        _l("What is agreed"), [at_most(4000)], description=_l("Clause by clause: as it was, as it will be")
    )
    amount = Amount(
        _l("New total of the contract (yuan)"), [entered], places=2, render_kw={"inputmode": "decimal"}
    )
    ends_on = DateField(_l("New last day"), [Optional()], description=_l("Left empty: as before"))
    delivery_on = DateField(_l("New delivery date"), [Optional()], description=_l("Left empty: as before"))
    payment_nodes = FieldList(FormField(AgreedRow), min_entries=1, max_entries=payments.MOST_NODES)
    confirmed_by = StringField(_l("Confirmed by (customer)"), [at_most(50)])
    confirmed_way = SelectField(_l("Way"), choices=choices({"": "", **WAY_LABELS}), default="")
    confirmed_on = DateField(_l("Confirmed on"), [Optional()], back=True)
    texts = MultipleFileField(_l("Its text"), description=_l("The draft as it will be signed"))

    def terms(self, kind: str) -> Terms:
        """Return what it says, as the rules take it."""
        rows = [entry.form for entry in self.payment_nodes if not entry.form.is_blank()]
        return Terms(
            kind, (self.what.data or "").strip(), self.amount.data or Decimal(0), self.ends_on.data,
            self.delivery_on.data, [row.node() for row in rows],
        )  # fmt: skip


class EndingForm(AmendmentForm):
    """An ending before its time: what is settled in all, what of it is still to be paid, and when it ends."""

    what = TextAreaField(
        _l("Why it ends and what is settled"), [at_most(4000)],
        description=_l("What was delivered, what it comes to, what is given back or refunded, until when"),
    )  # fmt: skip
    amount = Amount(
        _l("Settled in all (yuan)"), [entered], places=2, render_kw={"inputmode": "decimal"},
        description=_l("What came in counts towards it; nothing beyond it is asked for any more"),
    )  # fmt: skip
    ends_on = DateField(
        _l("It ends on"), [Optional()], description=_l("Left empty: the day on which this is signed")
    )


def form_of(kind: str) -> type[AmendmentForm]:
    """Return the form that asks for what this kind of amendment says."""
    return EndingForm if kind == Kind.ENDING else AmendmentForm


class SubmissionForm(Form):
    """The buttons that submit and withdraw, with an answer to the reason of a return or veto."""

    answer = StringField(_l("Answer to the reason"), [at_most(500)])


class SigningForm(Form):
    """Both sides signed it."""

    signed_on = DateField(_l("Signed on"), [Optional()], back=True)
    agreed = BooleanField(AGREED)


class VoidingForm(Form):
    """Why it is void."""

    reason = StringField(
        _l("Reason"), [at_most(200)], description=_l("The number stays taken and is never used again")
    )
