"""Shape and wording of what people type about the people at a customer (F01 second block; R47)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wtforms import BooleanField, Field, FormField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from salesapp.chinese import emails, person_names, phones, regions
from salesapp.customers.contacts.rules import STATUS_LABELS, Status
from salesapp.documents.forms.fields import field, from_spec, with_fields
from salesapp.documents.forms.registry import form, spec
from salesapp.playbook.dictionaries import queries
from salesapp.refusals import Refusal
from salesapp.web import clock
from salesapp.web.fields import at_most, choices, chosen, entered
from salesapp.web.forms import Form, Rows
from salesapp.web.moments import DateField
from salesapp.web.params import id_or
from salesapp.web.phones import Telephone
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

#: Of what is chosen by typing.
picked = DataRequired(_l("Please choose."))


def select(key: str, *, required: bool | None = None) -> Any:
    """Return the field of what is chosen of a person, in a list that begins with nothing."""
    name = f"F01.contact.{key}"
    return field(name, SelectField, required=required, choices=lambda: blank_first(name), default="")


def blank_first(name: str) -> list[SelectChoice]:
    """Return the choices of a field, and before them none."""
    choices = [SelectChoice(value=c.code, label=c.label) for c in spec(name).choices]
    return [SelectChoice(value="", label=_l("— choose —")), *choices]


def offered(dictionary: str, *, keep: str | None = None) -> list[SelectChoice]:
    """Return what the team's dictionary offers, the value kept so far included though it was switched off (R13)."""
    words = queries.dictionary(dictionary, keep=keep)
    return [SelectChoice("", _l("— choose —")), *(SelectChoice(word.code, word.label) for word in words)]


def said(check: Callable[[str], Any], field: Field) -> Any:
    """Run a check of the domain on a field's text; its refusal stands beside the field."""
    try:
        return check(field.data)
    except Refusal as refusal:
        raise ValidationError(str(refusal)) from refusal


class Salutation(StringField):
    """What a contact is called: 先生, 女士 or anything else (周总, 钱工); the sheet's own words are kept as its codes."""

    data: Any

    def process_formdata(self, valuelist) -> None:
        """Take a word of the sheet as its code."""
        super().process_formdata(valuelist)
        codes = {str(choice.label): choice.code for choice in spec("F01.contact.salutation").choices}
        self.data = codes.get((self.data or "").strip(), self.data)

    def _value(self) -> str:
        return str(spec("F01.contact.salutation").label_of(self.data)) if self.data else ""


PERSON = [definition.key for definition in form("F01").group("contact").fields if definition.key != "mobile"]
NOT_REMEMBERED = {"autocomplete": "off"}
#: Labels and remarks come along with a pasted number, so the field is longer than the number.
DIALLED = {**NOT_REMEMBERED, "inputmode": "tel"}


@with_fields("F01.contact")
class Person:
    """The fields of one person (F01, second block), for a row and for a form of their own."""

    is_key = BooleanField(_l("Key contact"))
    preferred_time = StringField(
        _l("Convenient time"), [at_most(40)], render_kw={"placeholder": _l("Tuesday afternoons")}
    )
    salutation = field("F01.contact.salutation", Salutation, validators=[at_most(20)])
    department = field("F01.contact.department", required=False)
    mobile = from_spec(Telephone, "F01.contact.mobile", validators=[at_most(60)], render_kw=DIALLED)
    landline = from_spec(Telephone, "F01.contact.landline", validators=[at_most(80)], render_kw=DIALLED)
    email = field("F01.contact.email", render_kw=NOT_REMEMBERED)
    wechat = from_spec(
        StringField,
        "F01.contact.wechat",
        validators=[Optional(), Length(min=6, max=20, message=_l("A WeChat ID has 6 to 20 characters."))],
    )
    preference = select("preference")
    decision_role = select("decision_role")
    privacy_notice_way = select("privacy_notice_way")
    privacy_notice_on = field("F01.contact.privacy_notice_on", default=clock.today)

    area_code: str | None = None

    def is_blank(self) -> bool:
        """Return whether nobody was entered: the choices and the date always say something."""
        return not any(
            getattr(self, name).data
            for name in ("name", "title", "department", "mobile", "landline", "email", "wechat")
        )

    def validate_name(self, field) -> None:
        field.data = said(person_names.check, field)

    def validate_mobile(self, field) -> None:
        if field.data:
            field.data = phones.shown(said(phones.read_mobile, field).stored)

    def validate_landline(self, field) -> None:
        if field.data:
            numbers = said(lambda text: phones.read_several(text, self.area_code), field)
            if any(phone.kind == "hotline" for phone in numbers):
                raise ValidationError(_("This is a switchboard: enter it as the phone of the company."))
            field.data = "/".join(phone.stored for phone in numbers)
            if len(field.data) > 40:
                raise ValidationError(_("At most two numbers fit here."))

    def validate_salutation(self, field) -> None:
        if field.data and field.data not in spec("F01.contact.salutation").codes:
            field.data = said(person_names.check, field)

    def validate_email(self, field) -> None:
        if field.data:
            field.data = said(emails.check, field)

    def validate_privacy_notice_on(self, field) -> None:
        if field.data and (field.data > clock.today() or field.data.year < 1990):
            raise ValidationError(_("The notice was given on a day up to today."))

    def values(self) -> dict[str, Any]:
        """Return the person as stored: numbers in one form, empty text as None."""
        found = {name: getattr(self, name).data or None for name in (*PERSON, "preferred_time")}
        found["is_key"] = bool(self.is_key.data)
        found["mobile"] = phones.read_mobile(self.mobile.data).stored if self.mobile.data else None
        return found


class ContactRow(Person, Rows):
    """One person among several; ``wanted`` where nobody else was entered."""

    wanted = False

    def validate(self, extra_validators=None) -> bool:
        """Check the row; a blank one is left out and cannot be wrong."""
        if self.is_blank() and not self.wanted:
            for field in self:
                field.errors = []
            return True
        return super().validate(extra_validators)


class FirstRow(ContactRow):
    """One person of a new customer: their part in the decision and the privacy notice may come within a day."""

    decision_role = select("decision_role", required=False)
    privacy_notice_way = select("privacy_notice_way", required=False)
    privacy_notice_on = field("F01.contact.privacy_notice_on", required=False)

    def validate(self, extra_validators=None) -> bool:
        """Check the row: the notice has a way and a day, or was not given yet."""
        valid = super().validate(extra_validators)
        way, on = self.privacy_notice_way, self.privacy_notice_on
        if bool(way.data) == bool(on.data) or on.errors:
            return valid
        (on if way.data else way).errors = [_("This must be filled in.")]
        return False


class ContactForm(Person, Form):
    """One person by themselves."""

    @classmethod
    def within(cls, customer) -> ContactForm:
        """Return the form as it was sent; local landlines borrow the area code of the customer's region."""
        form = cls()
        form.area_code = regions.area_code(customer.region)
        return form

    accepts_greetings = BooleanField(_l("Accepts festival greetings"), default=True)

    def values(self) -> dict[str, Any]:
        """Return the person as stored."""
        return {**Person.values(self), "accepts_greetings": bool(self.accepts_greetings.data)}


class DepartureForm(Form):
    """A person has left or moved (R47)."""

    status = RadioField(
        _l("What changed"),
        [chosen],
        choices=choices({status: STATUS_LABELS[status] for status in (Status.LEFT, Status.MOVED)}),
        default="left",
    )
    status_on = DateField(_l("Day of the change"), [entered], default=clock.today, back=True)
    status_reason = StringField(
        _l("Reason"),
        [at_most(200)],
        render_kw={"placeholder": _l("Left the company, moved to another site …")},
    )
    successor = SelectField(
        _l("Successor"), default="none", description=_l("Open tasks move to the successor.")
    )
    new = FormField(ContactRow)

    @classmethod
    def of(cls, contact, **kwargs) -> DepartureForm:
        """Return the form for one person, with who of their colleagues may follow."""
        others = [c for c in contact.customer.contacts if c.in_office and c.id != contact.id]
        form = cls(colleagues=others, **kwargs)
        form.new.form.area_code = regions.area_code(contact.customer.region)
        return form

    def __init__(self, *args, colleagues=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.successor.choices = [
            SelectChoice(value="none", label=_l("Nobody yet")),
            *(SelectChoice(value=str(c.id), label=f"{c.name} · {c.title}") for c in colleagues),
            SelectChoice(value="new", label=_l("Somebody new: fill in below")),
        ]

    def validate(self, extra_validators=None) -> bool:
        """Check the form; the new person only where one follows."""
        if self.successor.data != "new":
            for field in self.new.form:
                field.data, field.raw_data = (
                    (clock.today(), None) if field.type == "DateField" else (None, None)
                )
        valid = super().validate(extra_validators)
        if self.successor.data == "new" and self.new.form.is_blank():
            self.new.form.name.errors = [_("Fill in who follows.")]
            return False
        return valid

    @property
    def successor_id(self) -> int | None:
        """Who of the people there follows."""
        return id_or(self.successor.data)

    def successor_values(self) -> dict[str, Any] | None:
        """Return the new person, where one follows."""
        return self.new.form.values() if self.successor.data == "new" else None
