"""Shape and wording of a list, of a row with its people, and of what becomes of it (F02)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from wtforms import BooleanField, FieldList, FormField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, Optional, ValidationError

from salesapp.chinese import (
    company_names,
    credit_codes,
    emails,
    industries,
    person_names,
    phones,
    postcodes,
    regions,
)
from salesapp.customers.contacts.forms import offered, said
from salesapp.customers.picking.forms import Picked, industry_named, region_named
from salesapp.customers.rules import check_founded
from salesapp.documents.forms.fields import field, from_spec
from salesapp.documents.forms.registry import spec
from salesapp.prospecting.lists import rules
from salesapp.prospecting.personas.models import PersonaVersion
from salesapp.prospecting.scoring.rules import INTENT_LABELS
from salesapp.web import clock
from salesapp.web.fields import at_most, chosen, needed
from salesapp.web.forms import Form, Rows
from salesapp.web.moments import DateField
from salesapp.web.numbers import Capital, Wan, Whole
from salesapp.web.params import record_id
from salesapp.web.phones import Telephone
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext


class ListForm(Form):
    """A list: what it is called, where its names come from, the persona by which they are scored."""

    name = StringField(_l("Name of the list"), [needed, at_most(60)],
                       render_kw={"placeholder": _l("Machine tool fair, second day")})  # fmt: skip
    channel = from_spec(SelectField, "F01.source_channel", validators=[chosen], choices=[])
    source_note = StringField(_l("Source details"), [at_most(100)],
                              description=_l("Which database or fair; who referred stands in each row."))  # fmt: skip
    persona_version_id = SelectField(
        _l("Persona"), coerce=record_id, description=_l("Its rows are scored by it.")
    )

    def offer(self, versions: Sequence[PersonaVersion], *, kept: PersonaVersion | None = None) -> ListForm:
        """Offer the personas in use, and the one that the list has."""
        found = {version.id: version for version in (*versions, *([kept] if kept else ()))}
        self.persona_version_id.choices = [
            SelectChoice(value=0, label=_l("None: no score")),
            *(
                SelectChoice(
                    value=one.id, label=_("%(name)s, version %(no)s", name=one.persona.name, no=one.no)
                )
                for one in found.values()
            ),
        ]
        if self.persona_version_id.data is None:
            self.persona_version_id.data = next(iter(found), 0) if not self.is_submitted() else 0
        return self

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.channel.choices = offered("source_channel", keep=getattr(kwargs.get("obj"), "channel", None))

    def foreseen(self) -> Iterator[Callable[[], None]]:
        """Check the source (R13)."""
        yield lambda: rules.check_source(self.channel.data, self.source_note.data)

    def values(self) -> dict[str, Any]:
        """Return the list as stored."""
        return {**super().values(), "persona_version_id": self.persona_version_id.data or None}


class PersonRow(Rows):
    """Somebody of the company; a name alone will do, or a number alone."""

    name = StringField(_l("Contact name"), [at_most(50)])
    title = StringField(spec("F01.contact.title").label, [at_most(60)])
    mobile = from_spec(
        Telephone, "F01.contact.mobile", validators=[at_most(60)], render_kw={"inputmode": "tel"}
    )
    landline = from_spec(
        Telephone, "F01.contact.landline", validators=[at_most(80)], render_kw={"inputmode": "tel"}
    )
    email = field("F01.contact.email", required=False)
    wechat = from_spec(StringField, "F01.contact.wechat", validators=[
        Optional(), Length(min=6, max=20, message=_l("A WeChat ID has 6 to 20 characters."))])  # fmt: skip

    area_code: str | None = None

    def validate_name(self, field) -> None:
        if field.data:
            field.data = said(person_names.check, field)

    def validate_mobile(self, field) -> None:
        if field.data:
            field.data = phones.shown(said(phones.read_mobile, field).stored)

    def validate_landline(self, field) -> None:
        if field.data:
            numbers = said(lambda text: phones.read_several(text, self.area_code), field)
            field.data = "/".join(phone.stored for phone in numbers)
            if len(field.data) > 40:
                raise ValidationError(_("At most two numbers fit here."))

    def validate_email(self, field) -> None:
        if field.data:
            field.data = said(emails.check, field)

    def values(self) -> dict[str, Any]:
        """Return the person as stored: numbers in one form, empty text as None."""
        found = {
            name: getattr(self, name).data or None
            for name in ("name", "title", "landline", "email", "wechat")
        }
        return {**found, "mobile": phones.read_mobile(self.mobile.data).stored if self.mobile.data else None}


class ProspectForm(Form):
    """A row of a list, typed by hand."""

    full_name = field("F01.full_name")
    industry = from_spec(
        Picked, "F01.industry", validators=[Optional()], resolve=industry_named, words=industries.words
    )
    region = from_spec(
        Picked, "F01.region", validators=[Optional()], resolve=region_named, words=regions.words
    )
    annual_output = Wan(lazy_pgettext("persona", "Yearly output"), [Optional()],
                        description=_l("In ten thousand yuan"), render_kw={"inputmode": "decimal"})  # fmt: skip
    headcount = field(
        "F01.headcount", Whole, units="人名", required=False, render_kw={"inputmode": "numeric"}
    )
    credit_code = from_spec(
        StringField, "F01.credit_code", render_kw={"autocomplete": "off", "autocapitalize": "characters"}
    )
    founded_on = field("F01.founded_on", required=False)
    registered_capital = field(
        "F01.registered_capital", Capital, required=False, render_kw={"inputmode": "text"},
        description=_l("In ten thousand yuan; another currency with its name"),
    )  # fmt: skip
    address = field("F01.address", required=False)
    postcode = field("F01.postcode", required=False, render_kw={"inputmode": "numeric"})
    phone = from_spec(Telephone, "F01.phone", validators=[at_most(90)], render_kw={"inputmode": "tel"})
    website = field("F01.website", required=False, render_kw={"inputmode": "url", "autocapitalize": "none"})
    qq = StringField("QQ", [at_most(20)], render_kw={"inputmode": "numeric"})
    people = FieldList(
        FormField(PersonRow), label=_l("Contacts"), min_entries=1, max_entries=rules.MOST_PEOPLE
    )
    decision_chain = field("F01.decision_chain", required=False)
    pain_points = field("F01.pain_points", required=False)
    remark = TextAreaField(_l("Remarks"), [at_most(2000)])
    channel = from_spec(SelectField, "F01.source_channel", validators=[Optional()], choices=[])
    referrer = StringField(
        _l("Referrer"), [at_most(100)], description=_l("Who introduced this company to us")
    )
    intent_said = SelectField(
        _l("Intent"), [Optional()], description=_l("By the score, unless you know better.")
    )
    aware = BooleanField(_l("It is another company: go on all the same"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.channel.choices = offered("source_channel", keep=self.channel.data)
        self.registered_capital.show_in(getattr(kwargs.get("obj"), "capital_currency", None))
        self.intent_said.choices = [
            SelectChoice(value="", label=_l("By the score")),
            *(SelectChoice(value=str(code), label=label) for code, label in INTENT_LABELS.items()),
        ]

    def validate(self, extra_validators=None) -> bool:
        """Check the form; local landlines borrow the area code of the region."""
        for row in self.people:
            row.form.area_code = regions.area_code(self.region.data)
        return super().validate(extra_validators)

    def validate_full_name(self, field) -> None:
        field.data = said(company_names.check, field)

    def validate_credit_code(self, field) -> None:
        if field.data:
            checked = credit_codes.check(field.data)
            if checked.problem:
                raise ValidationError(checked.problem)
            field.data = checked.code

    def validate_phone(self, field) -> None:
        if field.data:
            numbers = said(lambda text: phones.read_several(text, regions.area_code(self.region.data)), field)
            field.data = "/".join(phone.stored for phone in numbers)
            if len(field.data) > phones.LONGEST:
                raise ValidationError(_("At most two numbers fit here."))

    def validate_postcode(self, field) -> None:
        abroad = self.region.data == regions.ABROAD
        field.data = said(lambda text: postcodes.check(text, abroad=abroad), field)

    def validate_qq(self, field) -> None:
        field.data = said(rules.check_qq, field)

    def foreseen(self) -> Iterator[Callable[[], None]]:
        """Check that a referral names who referred (R13), and the founding day."""
        yield lambda: rules.check_channel(self.channel.data, self.referrer.data)
        yield lambda: check_founded(self.founded_on.data, clock.today())

    def values(self) -> dict[str, Any]:
        """Return the company as stored: amounts in yuan."""
        found = {name: value for name, value in super().values().items() if name not in ("people", "aware")}
        capital = self.registered_capital
        currency = capital.currency if capital.data is not None else None
        return {
            **found,
            "annual_output": self.annual_output.yuan,
            "registered_capital": capital.yuan,
            "capital_currency": currency,
        }

    def people_values(self) -> list[dict[str, Any]]:
        """Return the people as stored, without blank rows."""
        return [row.form.values() for row in self.people if not row.form.is_blank()]


class ContactedForm(Form):
    """What came of the first contact, or of one more, and when the next one is."""

    words = StringField(_l("What was said"), [at_most(200)],
                        render_kw={"placeholder": _l("asked for papers, call again on Friday")})  # fmt: skip
    next_on = DateField(
        _l("Next contact on"), [Optional()], description=_l("On that day they stand in your round again.")
    )


class GivingUpForm(Form):
    """Why a row is given up."""

    reason = StringField(
        _l("Reason"),
        [needed, at_most(200)],
        render_kw={"placeholder": _l("no such company, not our field …")},
    )
