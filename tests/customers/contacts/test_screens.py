"""People at a customer on the screen."""

import re

import pytest
from sqlalchemy import func, select

from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.trail.models import AuditEntry
from tests.customers.factories import contact_values, make_customer

HTMX = {"HX-Request": "true"}


def customers() -> int:
    return db.session.scalar(select(func.count()).select_from(Customer))


def text(response) -> str:
    return response.get_data(as_text=True)


def contact_form(**changes) -> dict:
    sent = {"name": "沈*", "title": "采购主管", "department": "采购部", "mobile": "13800000077", "decision_role": "influencer",
            "privacy_notice_way": "card", "privacy_notice_on": "2026-11-20", "accepts_greetings": "y"}  # fmt: skip
    return sent | changes


def test_a_contact_is_added_corrected_and_made_key(sign_in, cast):
    customer = make_customer(cast.lin)
    client = sign_in("lin")
    assert client.get(f"/customers/{customer.id}/contacts/new").status_code == 200
    assert client.post(f"/customers/{customer.id}/contacts", data=contact_form()).status_code == 303
    added = db.session.scalar(select(Contact).where(Contact.name == "沈*"))
    page = text(client.get(f"/customers/contacts/{added.id}/edit"))
    assert "138 0000 0077" in page
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)[1]
    response = client.post(
        f"/customers/contacts/{added.id}", data=contact_form(title="总监", version=version)
    )
    assert response.status_code == 303
    assert client.post(f"/customers/contacts/{added.id}/key").status_code == 303
    changed = db.session.get(Contact, added.id)
    assert changed.title == "总监" and changed.is_key


def test_opening_a_contact_to_edit_is_noted_as_a_look_at_the_number(sign_in, cast):
    customer = make_customer(cast.lin)
    sign_in("lin").get(f"/customers/contacts/{customer.contacts[0].id}/edit")
    assert db.session.scalar(select(func.count()).where(AuditEntry.event == "unmask")) == 1


def test_a_number_is_shown_on_asking_and_that_is_noted(sign_in, cast):
    customer = make_customer(cast.lin, contacts=[contact_values(mobile="+8613800000021")])
    client, contact = sign_in("lin"), customer.contacts[0]
    fragment = text(client.post(f"/customers/contacts/{contact.id}/reveals", headers=HTMX))
    assert "138 0000 0021" in fragment and "tel:+8613800000021" in fragment and "<html" not in fragment
    page = text(client.post(f"/customers/contacts/{contact.id}/reveals"))
    assert "138 0000 0021" in page and "<html" in page
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.event == "unmask")).first()
    assert (entry.object_id, entry.actor_id) == (contact.id, cast.lin.id)
    assert sign_in("fang").post(f"/customers/contacts/{contact.id}/reveals").status_code == 404


def test_somebody_leaves_and_somebody_new_follows_on_one_sheet(sign_in, cast):
    customer = make_customer(cast.lin, contacts=[contact_values(name="吴*")])
    client, old = sign_in("lin"), customer.contacts[0]
    assert client.get(f"/customers/contacts/{old.id}/departure").status_code == 200
    new = {f"new-{name}": value for name, value in contact_form().items()}
    sent = {
        "status": "left",
        "status_on": "2026-11-20",
        "status_reason": "换了公司",
        "successor": "new",
        **new,
    }
    assert client.post(f"/customers/contacts/{old.id}/departure", data=sent).status_code == 303
    gone = db.session.get(Contact, old.id)
    assert (gone.status, gone.name, gone.successor.name, gone.successor.is_key) == (
        "left",
        "吴*",
        "沈*",
        True,
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"status": "dead"}, "status"), ({"status_on": "2030-01-01"}, "status_on"), ({"status_on": ""},
    "status_on"), ({"successor": "999"}, "successor"),
     ({"successor": "new"}, "new-name")],
)  # fmt: skip
def test_a_departure_that_cannot_be_is_asked_again(sign_in, cast, changes, said):
    contact = make_customer(cast.lin).contacts[0]
    sent = {"status": "left", "status_on": "2026-11-20", "successor": "none"} | changes
    response = sign_in("lin").post(f"/customers/contacts/{contact.id}/departure", data=sent)
    assert response.status_code == 422 and f'id="{said}-error"' in text(response)
    assert db.session.get(Contact, contact.id).status == "active"


def test_a_successor_is_not_needed(sign_in, cast):
    contact = make_customer(cast.lin).contacts[0]
    sent = {"status": "moved", "status_on": "2026-11-20", "successor": "none"}
    assert sign_in("lin").post(f"/customers/contacts/{contact.id}/departure", data=sent).status_code == 303
