"""Shape and wording of a new customer, the company with its people on one sheet; what it says while one types (F01)."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from flask_login import current_user
from wtforms import FieldList, FormField, SelectField
from wtforms.fields import SelectChoice

from salesapp.chinese import credit_codes, emails, phones, regions, sizes
from salesapp.customers.contacts.forms import ContactRow
from salesapp.customers.contacts.rules import MOST_CONTACTS
from salesapp.customers.duplicates.rules import Asked
from salesapp.customers.forms import CustomerForm
from salesapp.customers.picking.forms import region_named
from salesapp.customers.rules import CodeKind, word
from salesapp.documents.forms.registry import spec
from salesapp.refusals import Refusal
from salesapp.web.params import record_id
from salesapp.words import lazy_gettext as _l


class RegistrationForm(CustomerForm):
    """A new customer with its people (F01)."""

    contacts = FieldList(
        FormField(ContactRow),
        label=_l("Contacts"),
        min_entries=1,
        max_entries=MOST_CONTACTS,
    )
    owner_id = SelectField(spec("F01.owner").label, coerce=record_id, description=spec("F01.owner").hint)

    def __init__(self, *args, owners=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.owner_id.choices = [SelectChoice(value=user.id, label=user.name) for user in owners]
        if len(self.owner_id.choices) < 2:
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


class Offer(NamedTuple):
    """What the sheet offers to put into a field: the code, and the words that people read."""

    code: str
    words: str


def beside(form: CustomerForm) -> dict[str, Any]:
    """Return what follows from the fields by themselves: what the code says, the size and the region that fit."""
    code = _code(form)
    region = form.region.data or (regions.of_credit_code(code.code) if code and code.ok else None)
    size = sizes.suggest(form.industry.data, _number(form.headcount), _amount(form))
    return {
        "code": code,
        "size": Offer(size, word("size", size)) if size else None,
        "region": Offer(region, regions.words(region)) if region and region != form.region.data else None,
    }


def asked(form: CustomerForm, but: int | None) -> Asked:
    """Return what is compared of a sheet, as far as it is filled in; ``but`` is the customer being edited."""
    code = _code(form)
    rows = [row.form for row in form.contacts] if isinstance(form, RegistrationForm) else []
    area = regions.area_code(form.region.data)
    return Asked(
        full_name=(form.full_name.data or "")[:100],
        credit_code=code.code if code and code.ok else None,
        phone=_stored(form.phone.data, area),
        mobiles=tuple(_mobile(row.mobile.data) for row in rows),
        landlines=tuple(_stored(row.landline.data, area) or "" for row in rows),
        addresses=tuple(_address(row.email.data) for row in rows),
        but=but,
    )


def _code(form: CustomerForm) -> credit_codes.Checked | None:
    typed = form.credit_code.data
    if not typed or form.credit_code_kind.data != CodeKind.CODE or len(typed) > 100:
        return None
    return credit_codes.check(typed)


def _number(field) -> int | None:
    return field.data if isinstance(field.data, int) and 0 <= field.data < 10**7 else None


def _amount(form: CustomerForm):
    revenue = form.revenue.data
    return form.revenue.yuan if revenue is not None and 0 <= revenue <= 10**9 else None


def _stored(text: str | None, area: str | None) -> str | None:
    try:
        return (
            "/".join(p.stored for p in phones.read_several(text, area)) if text and len(text) < 100 else None
        )
    except Refusal:
        return None


def _mobile(text: str | None) -> str:
    try:
        return phones.read_mobile(text).stored if text and len(text) < 100 else ""
    except Refusal:
        return ""


def _address(text: str | None) -> str:
    try:
        return emails.check(text) if text and len(text) < 200 else ""
    except Refusal:
        return ""
