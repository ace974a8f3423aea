"""Shape and wording of what people type about customers and their people (F01)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flask_login import current_user
from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.validators import ValidationError

from salesapp.chinese import company_names, credit_codes, industries, phones, postcodes, regions
from salesapp.customers.access import may_set_tier
from salesapp.customers.contacts.forms import offered, picked, said
from salesapp.customers.picking.forms import (
    Picked,
    customer_named,
    customer_words,
    industry_named,
    region_named,
)
from salesapp.customers.rules import (
    CODE_KIND_LABELS,
    CodeKind,
    check_first_contact,
    check_founded,
    check_source,
)
from salesapp.documents.forms.fields import field, from_spec, with_fields
from salesapp.documents.forms.registry import spec
from salesapp.web import clock
from salesapp.web.fields import at_most, choices
from salesapp.web.forms import Form
from salesapp.web.numbers import Wan, Whole
from salesapp.web.params import record_id
from salesapp.web.phones import Telephone
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l


@with_fields(
    "F01",
    but=("parent_group", "activity_level", "owner", "collaborators"),
    revenue=Wan,
    registered_capital=Wan,
)
class CustomerForm(Form):
    """The company (F01 without its people); what stands here only the screen knows."""

    kind = field("F01.kind", default="potential")
    credit_code = from_spec(
        StringField,
        "F01.credit_code",
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
    credit_code_kind = SelectField(_l("Kind of number"), choices=choices(CODE_KIND_LABELS), default="code")
    industry = from_spec(
        Picked, "F01.industry", validators=[picked], resolve=industry_named, words=industries.words
    )
    region = from_spec(Picked, "F01.region", validators=[picked], resolve=region_named, words=regions.words)
    headcount = field("F01.headcount", Whole, units="人名", render_kw={"inputmode": "numeric"})
    phone = from_spec(Telephone, "F01.phone", validators=[at_most(90)], render_kw={"inputmode": "tel"})
    postcode = field("F01.postcode", render_kw={"inputmode": "numeric"})
    website = field("F01.website", render_kw={"inputmode": "url", "autocapitalize": "none"})
    parent_id = from_spec(
        Picked, "F01.parent_group", resolve=customer_named, words=customer_words, coerce=record_id
    )
    source_channel = field("F01.source_channel", SelectField, choices=[])
    tier = field("F01.tier", default="ordinary")
    not_same = SelectMultipleField(_l("Not the same"), coerce=record_id, choices=[], validate_choice=False)

    page_order: tuple[str, ...] = (
        "full_name", "credit_code", "credit_code_kind",
        "short_name", "kind", "industry", "headcount", "revenue", "size", "region", "address",
        "postcode", "phone", "founded_on", "registered_capital", "website", "parent_id", "contacts",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.source_channel.choices = offered(
            "source_channel", keep=getattr(kwargs.get("obj"), "source_channel", None)
        )
        if not may_set_tier(current_user):
            del self.tier

    def validate_full_name(self, field) -> None:
        field.data = said(company_names.check, field)

    def validate_credit_code(self, field) -> None:
        kind = self.credit_code_kind.data
        if kind == CodeKind.NONE and field.data:
            raise ValidationError(_("You chose that there is no code yet, but entered one."))
        if kind == CodeKind.OTHER:
            field.data = re.sub(r"\s", "", unicodedata.normalize("NFKC", field.data or "")).upper() or None
            if not field.data or len(field.data) > 30 or not re.fullmatch(r"[0-9A-Z./-]+", field.data):
                raise ValidationError(_("Enter the other number: up to 30 letters, digits and hyphens."))
        elif field.data:
            checked = credit_codes.check(field.data)
            if checked.problem:
                raise ValidationError(checked.problem)
            field.data = checked.code

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
        abroad = self.region.data == regions.ABROAD
        field.data = said(lambda text: postcodes.check(text, abroad=abroad), field)

    def validate_phone(self, field) -> None:
        if field.data:
            numbers = said(lambda text: phones.read_several(text, regions.area_code(self.region.data)), field)
            field.data = "/".join(phone.stored for phone in numbers)
            if len(field.data) > phones.LONGEST:
                raise ValidationError(_("At most two numbers fit here."))

    def validate_website(self, field) -> None:
        if field.data:
            field.data = re.sub(
                r"^https?://", "", unicodedata.normalize("NFKC", field.data).strip(), flags=re.I
            ).rstrip("/")
            if not re.fullmatch(r"[^\s/@<>\"']+\.[^\s/@<>\"']{2,}(?::\d+)?(?:/[^\s<>\"']*)?", field.data):
                raise ValidationError(_("Enter the address without http://, such as www.example.cn."))

    def validate_invoice_tax_no(self, field) -> None:
        if field.data:
            field.data = credit_codes.normalise(field.data)
            if not re.fullmatch(r"[0-9A-Z]{15,20}", field.data):
                raise ValidationError(_("A taxpayer number has 15 to 20 digits and letters."))

    def foreseen(self) -> Iterator[Callable[[], object]]:
        """Check the days and the source (F01, R13)."""
        met = self.first_contact_at
        if met.data and not met.errors:
            yield lambda: check_first_contact(met.moment, clock.now())
        yield lambda: check_founded(self.founded_on.data, clock.today())
        yield lambda: check_source(self.source_channel.data or "", self.source_note.data)

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
            found["credit_code_kind"] = CodeKind.NONE.value
        return found

    @property
    def aware_of(self) -> list[int]:
        """The similar customers that the person called different firms."""
        return list(self.not_same.data or ())

    def take_offers(self, pressed: Mapping[str, str]) -> bool:
        """Carry out the buttons that only change the form, for browsers without a script; say whether one was pressed."""
        code, size = pressed.get("take_code"), pressed.get("take_size")
        if code:
            self.credit_code.data, self.credit_code.raw_data = code[:30], [code[:30]]
            return True
        if size in spec("F01.size").codes:
            self.size.data = size
            return True
        return False
