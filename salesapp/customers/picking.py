"""What the registration sheet works out from what is typed: similar customers, the code, the size class, the region."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import request
from flask_login import current_user

from salesapp.accounts.models import User
from salesapp.chinese import credit_codes as credit_code
from salesapp.chinese import emails, phones, regions, sizes
from salesapp.customers import actions, duplicates, queries
from salesapp.customers.forms import CustomerForm, RegistrationForm
from salesapp.customers.kinds import CodeKind
from salesapp.customers.models import Customer
from salesapp.refusals import Refusal
from salesapp.web import clock


def owners() -> Sequence[User]:
    """Return whom this person may register customers for; nobody else where they only register their own."""
    return queries.possible_owners(current_user) if queries.may_hand_over(current_user) else ()


def register(form: RegistrationForm) -> Customer:
    """Register what a checked form holds."""
    return actions.register(
        {**form.values(), "owner_id": form.owner_id.data if "owner_id" in form else None},
        contacts=form.contact_values(),
        aware_of=form.aware_of,
        by=current_user,
        at=clock.now(),
        today=clock.today(),
    )


def change(form: CustomerForm, customer: Customer) -> Customer:
    """Change a customer to what a checked form holds."""
    return actions.change(
        customer, form.values(), by=current_user, at=clock.now(), today=clock.today(), aware_of=form.aware_of
    )


def amended(form: CustomerForm) -> bool:
    """Carry out the buttons that only change the form, for browsers without a script; return whether one was pressed."""
    offered = request.form.get("take_code")
    if offered:
        form.credit_code.data, form.credit_code.raw_data = offered[:30], [offered[:30]]
        return True
    size = request.form.get("take_size")
    if size in sizes.CLASSES or size == "micro":
        form.size.data = size
        return True
    if request.form.get("add_row") == "contacts" and isinstance(form, RegistrationForm):
        if len(form.contacts) < (form.contacts.max_entries or 0):
            form.contacts.append_entry()
        return True
    return False


def checks(form: CustomerForm, but: int | None = None, *, typed: bool = False) -> dict[str, Any]:
    """Return what the sheet says beside its fields: similar customers, the code, the suggested size, the region.

    On a fresh page nothing is asked of the database; ``typed`` is the answer to somebody typing.
    """
    asked = typed or bool(form.full_name.raw_data)
    code = _code(form)
    region = form.region.data or (regions.of_credit_code(code.code) if code and code.ok else None)
    return {
        "matches": duplicates.find(_asked(form, but, code), current_user) if asked else [],
        "code": code,
        "suggested_size": sizes.suggest(form.industry.data, _number(form.headcount), _amount(form)),
        "suggested_region": region if region != form.region.data else None,
        "but": but,
    }


def _asked(form: CustomerForm, but: int | None, code: credit_code.Checked | None) -> duplicates.Asked:
    rows = [row.form for row in form.contacts] if isinstance(form, RegistrationForm) else []
    area = regions.area_code(form.region.data)
    return duplicates.Asked(
        full_name=(form.full_name.data or "")[:100],
        credit_code=code.code if code and code.ok else None,
        phone=_stored(form.phone.data, area),
        mobiles=tuple(_mobile(row.mobile.data) for row in rows),
        landlines=tuple(_stored(row.landline.data, area) or "" for row in rows),
        addresses=tuple(_address(row.email.data) for row in rows),
        but=but,
    )


def _code(form: CustomerForm) -> credit_code.Checked | None:
    typed = form.credit_code.data
    if not typed or form.credit_code_kind.data != CodeKind.CODE or len(typed) > 100:
        return None
    return credit_code.check(typed)


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
