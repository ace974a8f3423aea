"""Shape and wording of what people type about opportunities (F06, F24)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from flask_login import current_user
from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, NumberRange, Optional

from salesapp.accounts.belongings.rules import Heap
from salesapp.accounts.models import User
from salesapp.customers import access as customers
from salesapp.customers.picking import queries as picking
from salesapp.customers.picking.forms import Picked, customer_named, customer_words
from salesapp.documents.forms.fields import field, from_spec
from salesapp.documents.forms.registry import spec
from salesapp.opportunities.access import may_own, possible_collaborators, possible_owners
from salesapp.opportunities.board.rules import BY_HAND, STAGE_LABELS, Stage
from salesapp.opportunities.grading.forms import change_reason, grades, scores
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import ENDINGS, STATUS_LABELS
from salesapp.playbook.dictionaries.queries import dictionary
from salesapp.rights.access import runs
from salesapp.web.fields import at_most, choices, chosen, entered, needed
from salesapp.web.forms import Form
from salesapp.web.moments import DateField
from salesapp.web.numbers import Whole, Yuan
from salesapp.web.params import record_id
from salesapp.words import lazy_gettext as _l

CHOOSE = _l("Please choose.")
LONG, LINE = at_most(2000), at_most(200)
AMOUNT = spec("F06.amount")


class SheetForm(Form):
    """What a new file and a changed one have in common (F06)."""

    key_contact_id = from_spec(
        Picked, "F06.key_contact", coerce=record_id, resolve=lambda text: None, words=lambda one: "",
        validators=[DataRequired(CHOOSE)],
    )  # fmt: skip
    collaborators = from_spec(SelectMultipleField, "F06.collaborators", coerce=record_id)
    name = field("F06.name")
    need = field("F06.need")
    product_type = from_spec(SelectField, "F06.product_type")
    amount = from_spec(
        Yuan, "F06.amount", render_kw={"inputmode": "decimal"},
        validators=[
            entered,
            NumberRange(AMOUNT.least, AMOUNT.most, _l("An amount lies between 0.01 and 99,999,999,999.99 yuan.")),
        ],
    )  # fmt: skip
    expected_close_on = field("F06.expected_close_on")
    competitors = field("F06.competitors")
    support_needed = field("F06.support_needed")

    def offer(
        self,
        *,
        colleagues: Sequence[User],
        owner_id: int,
        kept_product: str | None = None,
    ) -> None:
        """Fill the lists that depend on who asks, and how a contact is found by name among a customer's."""
        self.collaborators.choices = [
            SelectChoice(value=user.id, label=user.name) for user in colleagues if user.id != owner_id
        ]
        products = dictionary("product_type", keep=kept_product)
        self.product_type.choices = [SelectChoice(value=word.code, label=word.label) for word in products]

    def look_among(self, customer_id: int | None) -> None:
        """Let the key contact be one of this customer's people."""
        people = picking.pick_contacts(customer_id, current_user, limit=100) if customer_id else []
        by_id = {person.id: person.name for person in people}
        self.key_contact_id.words = lambda one: by_id.get(one, "")
        self.key_contact_id.resolve = lambda text: next(
            (one for one, name in by_id.items() if name == text), None
        )

    def values(self) -> dict[str, Any]:
        """Return the file as the domain takes it: who works along is told wholly, where it can be chosen at all."""
        values = super().values()
        if "collaborators" in self:
            values["collaborators"] = tuple(values.get("collaborators") or ())
        return values


class NewForm(SheetForm):
    """The sheet of a new opportunity, its grade included (F06)."""

    customer_id = from_spec(
        Picked,
        "F06.customer",
        coerce=record_id,
        resolve=customer_named,
        words=customer_words,
        validators=[DataRequired(CHOOSE)],
    )
    owner_id = from_spec(SelectField, "F06.owner", coerce=record_id)
    stage = field(
        "F06.stage",
        default=Stage.FIRST_CONTACT,
        choices=choices({stage: STAGE_LABELS[stage] for stage in BY_HAND}),
    )
    budget_score = scores("budget_score")
    chain_score = scores("chain_score")
    urgency_score = scores("urgency_score")
    grade = grades()
    grade_reason = field("F06.grade_reason", StringField)

    def validate(self, *args, **kwargs) -> bool:
        """Find the customer first, then look for the key contact among its people."""
        one = self.customer_id
        chosen = one.data if one.data is not None else customer_named(one.typed) if one.typed else None
        self.look_among(chosen)
        return super().validate(*args, **kwargs)


class EditForm(SheetForm):
    """The sheet of an opportunity, to be changed; its grade and stage have forms of their own (F06)."""

    change_reason = change_reason(_l("Needed where amount or date change"))
    win_rate = field(
        "F06.win_rate",
        Whole,
        units="%",
        required=False,
        description=_l("Up to ten points from the stage's, with the reason"),
    )
    win_rate_reason = StringField(_l("Reason for this win rate"), [LINE])

    def _show_theirs(self) -> None:
        super()._show_theirs()
        self.theirs.pop("change_reason", None)  # belongs to this change, nobody else has one


class ClosureForm(Form):
    """An ending (R6, F24)."""

    status = RadioField(
        _l("Result"), [chosen],
        choices=choices({status: STATUS_LABELS[status] for status in ENDINGS}),
    )  # fmt: skip
    close_reason = SelectField(_l("Main cause"), [chosen])
    close_note = TextAreaField(
        _l("What decided it"), [needed, LONG],
        description=_l("Best in the customer's own words"), render_kw={"placeholder": _l("“The quote came too late”")},
    )  # fmt: skip
    recontact_on = DateField(
        _l("Contact again on"), [Optional()], description=_l("Needed for lost and parked ones")
    )

    without_contract = BooleanField(_l("Won without a contract"))
    ends = SelectMultipleField(_l("Ends with it"), validate_choice=False)

    def offer(self, heaps: Sequence[Heap], *, fresh: bool) -> Self:
        """Ask what ends with a lost or parked one; everything is ticked until somebody unticks it.

        What was ticked and has ended meanwhile is left out: the form then tells of whoever changed the opportunity.
        """
        self.ends.choices = [SelectChoice(value=heap.name, label=heap.words) for heap in heaps]
        if fresh:
            self.ends.data = [heap.name for heap in heaps]
        else:
            self.ends.data = [heap.name for heap in heaps if heap.name in (self.ends.data or ())]
        return self

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        none = [SelectChoice(value="", label=_l("Please choose"))]
        causes = dictionary("close_reason")
        self.close_reason.choices = none + [
            SelectChoice(value=word.code, label=word.label) for word in causes
        ]


class ReopeningForm(Form):
    """Taking a closed opportunity up again."""

    reason = StringField(_l("Reason"), [needed, LINE])


def new_form(*, fresh: bool, customer_id: int | None = None) -> NewForm:
    """Return the sheet of a new opportunity: empty but for its customer, or as it was sent."""
    form = NewForm(formdata=None) if fresh else NewForm()
    own = current_user.id if may_own(current_user) else 0
    form.offer(colleagues=possible_collaborators(), owner_id=own)
    form.owner_id.choices = [
        SelectChoice(value=user.id, label=user.name) for user in possible_owners(current_user)
    ]
    if form.owner_id.data is None:
        form.owner_id.data = own
    if fresh and customer_id and customers.sees(customer_id, current_user):
        _begin(form, customer_id)
    return form


def edit_form(opportunity: Opportunity, *, fresh: bool) -> EditForm:
    """Return the sheet of an opportunity, as it stands or as it was sent."""
    form = EditForm(formdata=None, obj=opportunity) if fresh else EditForm()
    if fresh:
        form.collaborators.data = [each.user_id for each in opportunity.collaborations]
    form.offer(
        colleagues=possible_collaborators(),
        owner_id=opportunity.owner_id,
        kept_product=opportunity.product_type,
    )
    if not runs(opportunity, current_user):
        del form.collaborators  # only who runs it decides who works along
    form.look_among(opportunity.customer_id)
    form.expect_version(opportunity)
    return form


def _begin(form: NewForm, customer_id: int) -> None:
    """Fill in the customer, and with it the key contact."""
    form.customer_id.data = customer_id
    people = picking.pick_contacts(customer_id, current_user, limit=100)
    form.look_among(customer_id)
    form.key_contact_id.data = people[0].id if people else None
