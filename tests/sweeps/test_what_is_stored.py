"""The migration that takes out of what is stored what nobody sees."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask_migrate import downgrade, stamp, upgrade
from sqlalchemy import select, text, update

from salesapp.accounts.models import User
from salesapp.contracts.models import Contract
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.customers.search.actions import write_anew
from salesapp.db import db
from salesapp.trail import actions as audit
from salesapp.trail import queries as trail
from tests.conftest import CAST
from tests.contracts.factories import NOW, make_contract, sign

#: The revision before.
BEFORE = "0007"


def say(model, record_id: int, **values) -> None:
    db.session.execute(update(model).where(model.id == record_id).values(values))


@pytest.fixture
def stored(fresh_app):
    """A draft, an approved contract and their customers, with what people pasted in earlier times."""
    people = {user.username: user for user in db.session.scalars(select(User).where(User.username.in_(CAST)))}
    cast = SimpleNamespace(**people)
    draft, signed = make_contract(cast.lin), sign(make_contract(cast.lin), cast)
    db.session.commit()
    ids = SimpleNamespace(draft=draft.id, signed=signed.id, customer=draft.customer_id,
                          lin=cast.lin.id, fang=cast.fang.id)  # fmt: skip
    say(
        Customer,
        ids.customer,
        full_name="苏州望\u200b潮测试有限公司",
        remarks="一\u2028二\xa0三 👨‍👩‍👧",
        address="苏州\u3000高新区",
    )
    say(Contact, draft.customer.contacts[0].id, name="\u202d周敏\u202c")
    say(Contract, ids.draft, name="\ufeff年度合同")
    say(Contract, ids.signed, name="\ufeff年度合同")
    say(User, ids.lin, username="twin")
    say(User, ids.fang, username="twin\u200b")
    db.session.commit()
    ids.trail = rows("audit_entry")
    db.session.remove()
    stamp()
    downgrade(revision=BEFORE)
    return ids


def rows(table: str) -> list:
    return db.session.execute(text(f"SELECT * FROM {table} ORDER BY 1")).all()


def test_stored_texts_read_as_they_look_and_what_was_approved_stays_to_the_letter(stored):
    upgrade()
    customer = db.session.get(Customer, stored.customer)
    assert (customer.full_name, customer.address) == ("苏州望潮测试有限公司", "苏州 高新区")
    assert customer.remarks == "一\n二 三 👨‍👩‍👧" and customer.search_text == ""
    assert customer.contacts[0].name == "周敏"
    assert db.session.get(Contract, stored.draft).name == "年度合同"
    assert db.session.get(Contract, stored.signed).name == "\ufeff年度合同"
    assert [db.session.get(User, i).username for i in (stored.lin, stored.fang)] == ["twin", "twin\u200b"]
    assert rows("audit_entry") == stored.trail
    audit.record("print", detail={"sheet": "blank.pdf"}, actor=None)  # the next entry proves the end again
    db.session.commit()
    assert trail.first_break() is None


def test_the_customer_is_then_found_again(stored):
    upgrade()
    assert write_anew(at=NOW) == 2
    line = db.session.get(Customer, stored.customer).search_text
    assert " 苏州望潮测试有限公司 " in line and " 周敏 " in line
    assert db.session.get(Customer, stored.customer).name_key == "苏州望潮测试有限公司"


def test_a_second_time_there_is_nothing_to_do(stored):
    upgrade()
    before = rows("customer"), rows("contact"), rows("contract")
    db.session.remove()
    downgrade(revision=BEFORE)
    upgrade()
    assert (rows("customer"), rows("contact"), rows("contract")) == before
