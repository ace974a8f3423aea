"""Shape and wording of what people type about customers and their people (F01)."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from flask_login import current_user
from wtforms import (
    FieldList,
    FormField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from salesapp.chinese import company_names, industries, phones, regions
from salesapp.chinese import credit_codes as credit_code
from salesapp.customers import kinds, rules
from salesapp.customers.fields import (
    Picked,
    Wan,
    Whole,
    customer_named,
    customer_words,
    industry_named,
    region_named,
)
from salesapp.customers.people_forms import CHOOSE, NEEDED, ContactRow, offered, said
from salesapp.documents.forms.fields import from_spec
from salesapp.documents.forms.registry import spec
from salesapp.refusals import Refusal
from salesapp.web.forms import Form
from salesapp.web.moments import DateField, Moment
from salesapp.web.params import record_id
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

LONG = Length(max=2000)


class CustomerForm(Form):
    """The company (F01 without its people)."""

    full_name = from_spec(StringField, "F01.full_name", validators=[DataRequired(NEEDED), Length(max=100)])
    short_name = from_spec(StringField, "F01.short_name", validators=[Length(max=60)])
    kind = from_spec(RadioField, "F01.kind", default="potential", validators=[InputRequired(CHOOSE)])
    credit_code = from_spec(
        StringField,
        "F01.credit_code",
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
    credit_code_kind = SelectField(
        _l("Kind of number"),
        choices=lambda: [
            SelectChoice(value=str(k), label=words) for k, words in kinds.CODE_KIND_WORDS.items()
        ],
        default="code",
    )
    industry = from_spec(
        Picked,
        "F01.industry",
        validators=[DataRequired(CHOOSE)],
        resolve=industry_named,
        words=industries.words,
    )
    region = from_spec(
        Picked, "F01.region", validators=[DataRequired(CHOOSE)], resolve=region_named, words=regions.words
    )
    size = from_spec(RadioField, "F01.size", validators=[InputRequired(CHOOSE)])
    headcount = from_spec(
        Whole,
        "F01.headcount",
        validators=[Optional(), NumberRange(0, 9_999_999)],
        render_kw={"inputmode": "numeric"},
    )
    revenue = from_spec(
        Wan, "F01.revenue", validators=[Optional(), NumberRange(0, 10**9)], render_kw={"inputmode": "decimal"}
    )
    founded_on = from_spec(DateField, "F01.founded_on", validators=[Optional()])
    registered_capital = from_spec(
        Wan,
        "F01.registered_capital",
        validators=[Optional(), NumberRange(0, 10**9)],
        render_kw={"inputmode": "decimal"},
    )
    address = from_spec(StringField, "F01.address", validators=[Length(max=200)])
    postcode = from_spec(StringField, "F01.postcode", render_kw={"inputmode": "numeric"})
    phone = from_spec(StringField, "F01.phone", render_kw={"inputmode": "tel"})
    website = from_spec(
        StringField,
        "F01.website",
        validators=[Length(max=200)],
        render_kw={"inputmode": "url", "autocapitalize": "none"},
    )
    parent_id = from_spec(
        Picked, "F01.parent_group", resolve=customer_named, words=customer_words, coerce=record_id
    )
    first_contact_at = from_spec(Moment, "F01.first_contact_at", validators=[InputRequired(NEEDED)])
    source_channel = from_spec(
        SelectField,
        "F01.source_channel",
        choices=[],
        validators=[DataRequired(CHOOSE)],
    )
    source_note = from_spec(StringField, "F01.source_note", validators=[Length(max=100)])
    decision_chain = from_spec(TextAreaField, "F01.decision_chain", validators=[LONG])
    pain_points = from_spec(TextAreaField, "F01.pain_points", validators=[LONG])
    current_products = from_spec(StringField, "F01.current_products", validators=[Length(max=200)])
    budget_timing = from_spec(StringField, "F01.budget_timing", validators=[Length(max=200)])
    tier = from_spec(RadioField, "F01.tier", default="ordinary", validators=[InputRequired(CHOOSE)])
    invoice_title = from_spec(StringField, "F01.invoice_title", validators=[Length(max=100)])
    invoice_tax_no = from_spec(StringField, "F01.invoice_tax_no", validators=[Length(max=20)])
    invoice_address_phone = from_spec(StringField, "F01.invoice_address_phone", validators=[Length(max=200)])
    invoice_bank = from_spec(StringField, "F01.invoice_bank", validators=[Length(max=200)])
    remarks = from_spec(TextAreaField, "F01.remarks", validators=[LONG])
    not_same = SelectMultipleField(_l("Not the same"), coerce=record_id, choices=[], validate_choice=False)

    code_check: credit_code.Checked | None = None
    page_order = (
        "full_name", "credit_code", "short_name", "kind", "industry", "headcount", "revenue", "size", "region", "address",
        "postcode", "phone", "founded_on", "registered_capital", "website", "parent_id", "contacts",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.source_channel.choices = offered(
            "source_channel", keep=getattr(kwargs.get("obj"), "source_channel", None)
        )
        if current_user.role == "rep":
            del self.tier

    def validate_full_name(self, field) -> None:
        field.data = said(company_names.check, field)

    def validate_credit_code(self, field) -> None:
        kind = self.credit_code_kind.data
        if kind == kinds.CodeKind.NONE and field.data:
            raise ValidationError(_("You chose that there is no code yet, but entered one."))
        if kind == kinds.CodeKind.OTHER:
            field.data = re.sub(r"\s", "", unicodedata.normalize("NFKC", field.data or "")).upper() or None
            if not field.data or len(field.data) > 30 or not re.fullmatch(r"[0-9A-Z./-]+", field.data):
                raise ValidationError(_("Enter the other number: up to 30 letters, digits and hyphens."))
        elif field.data:
            self.code_check = credit_code.check(field.data)
            if self.code_check.problem:
                raise ValidationError(self.code_check.problem)
            field.data = self.code_check.code

    def validate_region(self, field) -> None:
        if not regions.is_choosable(field.data):
            field.data = None
            raise ValidationError(_("Choose the city or district from the list."))

    def validate_industry(self, field) -> None:
        if not industries.is_choosable(field.data):
            field.data = None
            raise ValidationError(_("Choose an industry from the list."))

    def validate_parent_id(self, field) -> None:
        if field.data is not None and not customer_words(field.data):
            field.data = None
            raise ValidationError(_("Choose a customer from the list."))

    def validate_postcode(self, field) -> None:
        field.data = unicodedata.normalize("NFKC", field.data or "").replace(" ", "") or None
        shape = r"[0-9A-Za-z-]{3,10}" if self.region.data == regions.ABROAD else r"\d{6}"
        if field.data and not re.fullmatch(shape, field.data):
            raise ValidationError(_("A postcode has six digits."))

    def validate_phone(self, field) -> None:
        if field.data:
            numbers = said(lambda text: phones.read_several(text, regions.area_code(self.region.data)), field)
            field.data = "/".join(phone.stored for phone in numbers)

    def validate_website(self, field) -> None:
        if field.data:
            field.data = re.sub(
                r"^https?://", "", unicodedata.normalize("NFKC", field.data).strip(), flags=re.I
            ).rstrip("/")
            if not re.fullmatch(r"[^\s/@<>\"']+\.[^\s/@<>\"']{2,}(?::\d+)?(?:/[^\s<>\"']*)?", field.data):
                raise ValidationError(_("Enter the address without http://, such as www.example.cn."))

    def validate_invoice_tax_no(self, field) -> None:
        if field.data:
            field.data = credit_code.normalise(field.data)
            if not re.fullmatch(r"[0-9A-Z]{15,20}", field.data):
                raise ValidationError(_("A taxpayer number has 15 to 20 digits and letters."))

    def values(self) -> dict[str, Any]:
        """Return the company as stored: amounts in yuan, moments in UTC."""
        found = {
            name: value
            for name, value in super().values().items()
            if name not in ("contacts", "not_same", "owner_id")
        }
        for name in ("revenue", "registered_capital"):
            found[name] = self[name].yuan
        found["first_contact_at"] = self.first_contact_at.moment
        if not found["credit_code"]:
            found["credit_code_kind"] = kinds.CodeKind.NONE.value
        return found

    @property
    def aware_of(self) -> list[int]:
        """The similar customers that the person called different firms."""
        return list(self.not_same.data or ())


class RegistrationForm(CustomerForm):
    """A new customer with its people (F01)."""

    contacts = FieldList(
        FormField(ContactRow), label=_l("Contacts"), min_entries=1, max_entries=rules.MOST_CONTACTS
    )
    owner_id = SelectField(spec("F01.owner").label, coerce=record_id, description=spec("F01.owner").hint)

    def __init__(self, *args, owners=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.owner_id.choices = [SelectChoice(value=user.id, label=user.name) for user in owners]
        if len(self.owner_id.choices) < 2 or current_user.role == "rep":
            del self.owner_id
        elif self.owner_id.raw_data is None:
            self.owner_id.data = current_user.id

    def validate(self, extra_validators=None) -> bool:
        """Check the form; local landlines borrow the area code of the region, and somebody must be entered."""
        typed = self.region.typed
        region = self.region.data or (region_named(typed) if typed and len(typed) <= 100 else None)
        for row in self.contacts:
            row.form.area_code = regions.area_code(region)
        if all(row.form.is_blank() for row in self.contacts):
            self.contacts[0].form.wanted = True
        return super().validate(extra_validators)

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal about a person beside the row that it was typed in, blank rows counted."""
        found = re.fullmatch(r"contacts-(\d+)-(\w+)", refusal.field or "")
        filled = [i for i, row in enumerate(self.contacts) if not row.form.is_blank()]
        if found and int(found[1]) < len(filled):
            refusal = type(refusal)(refusal.message, field=f"contacts-{filled[int(found[1])]}-{found[2]}")
        super().refuse(refusal)

    def contact_values(self) -> list[dict[str, Any]]:
        """Return the people as stored, without blank rows."""
        return [row.form.values() for row in self.contacts if not row.form.is_blank()]
