"""The calls of a customer of which no record tells, and of the rows that became it (F03)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, or_, select

from salesapp.accounts.models import User
from salesapp.activities.calls.access import readable_by
from salesapp.activities.calls.models import Call
from salesapp.activities.calls.rules import RHYTHM
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.playbook.scripts.models import ScriptTemplate, ScriptVersion
from salesapp.playbook.scripts.rules import ScriptKind
from salesapp.prospecting.lists.models import Prospect
from salesapp.prospecting.lists.people.models import ProspectPerson
from salesapp.statements import Made, kept
from salesapp.web.story import About


def told(about: About, *, size: int, before: datetime | None) -> Made:
    """Ask for the calls of a customer and its rows, or those that the rhythm of an opportunity asked for, the latest first."""
    key = f"{RHYTHM}-{about.opportunity_id}" if about.opportunity_id else None
    return _told(about.reader, about.customer_id, key, before, size=size)


@kept
def _told(
    reader: User, customer_id: int | None, key: str | None, before: datetime | None, *, size: int
) -> Select:
    own = select(Customer.id).where(Customer.owner_id == reader.id)
    rows = select(Prospect.id).where(Prospect.customer_id == customer_id)
    of_customer = or_(Call.customer_id == customer_id, Call.prospect_id.in_(rows))
    # Asked of each call: a list of all one's customers would be gone through for the few of this one.
    may_read = or_(
        readable_by(reader),
        own.where(Customer.id == Call.customer_id).correlate(Call).exists(),
        Call.prospect_id.in_(
            rows.where(own.where(Customer.id == Prospect.customer_id).correlate(Prospect).exists())
        ),
    )
    query = (
        select(
            Call.id, Call.at, Call.result, Call.reason, Call.later_at, User.name.label("who"), ScriptTemplate.name,
            _by_mail().label("mail"),
        )
        .join(User, User.id == Call.by_id)
        .outerjoin(ScriptVersion, ScriptVersion.id == Call.script_version_id)
        .outerjoin(ScriptTemplate, ScriptTemplate.id == ScriptVersion.script_id)
        .outerjoin(Contact, Contact.id == Call.contact_id)
        .where(
            Call.undone_at.is_(None), Call.activity_id.is_(None), may_read,
            Call.key == key if key is not None else of_customer,
        )
        .order_by(Call.at.desc(), Call.id.desc())
        .limit(size)
    )  # fmt: skip
    if before is not None:
        query = query.where(Call.at < before)
    return query


def _by_mail() -> ColumnElement[bool]:
    """Build what tells that a call was a mail: its wording is one; without one, that nobody there has a number."""
    people = select(ProspectPerson.id).where(
        ProspectPerson.prospect_id == Call.prospect_id,
        or_(ProspectPerson.mobile.is_not(None), ProspectPerson.landline.is_not(None)),
    )
    of_company = select(Prospect.id).where(Prospect.id == Call.prospect_id, Prospect.phone.is_not(None))
    return case(
        (Call.script_version_id.is_not(None), ScriptTemplate.kind == ScriptKind.MAIL),
        (Call.prospect_id.is_not(None), and_(~people.exists(), ~of_company.exists())),
        else_=and_(Contact.email.is_not(None), Contact.mobile.is_(None), Contact.landline.is_(None)),
    )
