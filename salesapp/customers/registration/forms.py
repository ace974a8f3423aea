"""Shape and wording of a new customer, the company with its people on one sheet; what it says while one types (F01)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from flask_login import current_user
from wtforms import FieldList, FormField, RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import StopValidation

from salesapp.chinese import credit_codes, emails, phones, regions, sizes
from salesapp.customers.contacts.forms import FirstRow
from salesapp.customers.contacts.rules import MOST_CONTACTS, check_contacts
from salesapp.customers.duplicates.rules import Asked
from salesapp.customers.forms import CustomerForm
from salesapp.customers.picking.forms import region_named
from salesapp.customers.rules import CodeKind, Completeness, completeness, filled_in, word
from salesapp.documents.forms.fields import from_spec
from salesapp.documents.forms.registry import spec
from salesapp.refusals import Refusal
from salesapp.web import clock
from salesapp.web.moments import MINUTE
from salesapp.web.params import record_id
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

#: What is asked first, in the order of the page.
FIRST_BREATH = ("full_name", "contacts", "industry", "region", "headcount", "size", "source_channel", "source_note",
                "first_contact_at")  # fmt: skip


def by_figures(form: CustomerForm, field: RadioField) -> None:
    """Take the size class that the figures speak for where nobody chose one (3.13)."""
    if field.data in spec("F01.size").codes:
        return
    field.errors = []
    field.data = sizes.suggest(form.industry.data, _number(form.headcount), _amount(form))
    if field.data is None:
        raise StopValidation(_("Enter the headcount, or choose the size."))


class RegistrationForm(CustomerForm):
    """A new customer with its people (F01)."""

    page_order = FIRST_BREATH + tuple(name for name in CustomerForm.page_order if name not in FIRST_BREATH)

    size = from_spec(RadioField, "F01.size", validators=[by_figures])
    contacts = FieldList(
        FormField(FirstRow),
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

    def start(self, now: datetime) -> None:
        """Fill in what is known: they spoke just now, and who is entered first is the key contact (R44)."""
        self.first_contact_at.process_data(now)
        self.contacts[0].form.is_key.data = True

    def when(self) -> list[tuple[str, str]]:
        """Return the moments that are mostly meant by “when”: (words, as the field takes it)."""
        now = clock.local(clock.now())
        morning = min(now, now.replace(hour=9, minute=0))
        return [(_("Just now"), now.strftime(MINUTE)), (_("Today"), morning.strftime(MINUTE))]

    @property
    def people_wrong(self) -> bool:
        """Whether something that is folded away of the people was refused, or more than one is entered."""
        rest = [f for f in self.contacts[0].form if f.short_name not in ("name", "title", "mobile")]
        return len(self.contacts) > 1 or any(f.errors for f in rest)

    def completeness(self) -> Completeness:
        """Return how complete the sheet is as it stands, and what it still wants (R43)."""
        people = [row.form for row in self.contacts if row.form.name.data]
        return completeness(
            filled_in(
                self.data,
                contact=bool(people),
                phone=any(row.mobile.data or row.landline.data for row in people),
                email=any(row.email.data for row in people),
                role=any(row.decision_role.data for row in people),
                notice=any(row.privacy_notice_on.data for row in people),
            )
        )

    def validate(self, extra_validators=None) -> bool:
        """Check the form; local landlines borrow the area code of the region, and somebody must be entered."""
        typed = self.region.typed
        region = self.region.data or (region_named(typed) if typed and len(typed) <= 100 else None)
        for row in self.contacts:
            row.form.area_code = regions.area_code(region)
        if all(row.form.is_blank() for row in self.contacts):
            self.contacts[0].form.wanted = True
        return super().validate(extra_validators)

    def foreseen(self) -> Iterator[Callable[[], object]]:
        """Check the people too: somebody whom one can reach (R44)."""
        yield from super().foreseen()
        rows = [row.form for row in self.contacts if row.form.wanted or not row.form.is_blank()]
        yield lambda: check_contacts([row.data for row in rows])

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
        "done": form.completeness() if isinstance(form, RegistrationForm) else None,
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
