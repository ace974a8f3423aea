"""A search by pairs finds what a search through every line finds, whatever is typed and whoever asks."""

from __future__ import annotations

from random import Random

import pytest
from sqlalchemy import delete, select, update

from salesapp.contracts.models import Contract
from salesapp.contracts.search.queries import find as find_contracts
from salesapp.customers.contacts.models import Contact
from salesapp.customers.lists.queries import Wanted, page, total
from salesapp.customers.models import Customer
from salesapp.customers.search.pairs import models, queries
from salesapp.customers.search.pairs.models import search_pair
from salesapp.customers.search.queries import find, find_people
from salesapp.customers.search.words import queries as found_words
from salesapp.db import db
from salesapp.demo import volume
from salesapp.opportunities.lists import queries as opportunity_lists
from salesapp.opportunities.lists.rules import EVERY_STATUS, Asked
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.search.actions import index_names
from salesapp.opportunities.search.queries import find as find_opportunities
from salesapp.web import clock
from tests import cases
from tests.contracts.factories import make_contract
from tests.customers.factories import contact_values, make_customer
from tests.customers.lists.test_found import stored
from tests.opportunities.factories import make_opportunity

FEW = 12
LINES = (
    Customer.search_text, Contact.name_key, Contact.pinyin, Opportunity.search_text, Contract.search_text,
)  # fmt: skip


@pytest.fixture
def filled(cast, frozen_clock):
    """A small volume, and what the cases of a search store."""
    volume.add_volume(customers=150, seed=3, at=clock.now())
    for value in dict.fromkeys(row[0] for row in cases.rows("searches")):
        stored(cast, value)
    make_contract(cast.lin, name="龙吟排产合同")
    db.session.commit()
    return cast


def found(user, text: str) -> list:
    """Return everything that is found by a word, in the order in which it is shown."""
    term = text.lower()
    return [
        [line.id for line in page(user, Wanted(text=text)).rows],
        total(user, Wanted(text=text)),
        *(ask(term, user, 20) for ask in (find, find_people, find_opportunities, find_contracts)),
        [
            card.id
            for card in opportunity_lists.page(user, Asked(text=text, status=EVERY_STATUS), clock.now()).rows
        ],
    ]


def words() -> list[str]:
    """Return pieces of lines, some of them put together, and words that nobody has."""
    random, picked = (
        Random(5),
        ["龘", "龘龘", "有限", "有限公司", "司", "公", "龘科技", "%", "_岸", "科技 龘", "苏州 科技"],
    )
    lines = [line for column in LINES for line in db.session.scalars(select(column)) if line]
    for _ in range(60):
        line = random.choice(lines).strip() or "空"
        start = random.randrange(len(line))
        piece = line[start : start + random.choice((1, 2, 2, 2, 3, 4, 6))].strip(" ~")
        picked.append(piece if random.random() < 0.8 else f"{piece} {random.choice(line)}")
    letters = "aeginouxyszhqvw0123456789远岸"
    picked += ["".join(random.choices(letters, k=random.randint(1, 6))) for _ in range(20)]
    return [word for word in picked if word.strip()]


def test_both_ways_find_the_same(filled, monkeypatch):
    typed = [row[1] for row in cases.rows("searches")] + words()
    narrowed = 0
    for user in (filled.lin, filled.xu, filled.tang):
        for text in typed:
            monkeypatch.setattr(queries, "FEW", FEW)
            queries._statement.cache_clear()
            narrowed += queries.few(Customer.search_text, text.split()) is not None
            by_pairs = found(user, text)
            with monkeypatch.context() as plain:
                plain.setattr(queries, "few", lambda line, words: None)
                plain.setattr(queries, "some", lambda line, word: None)
                plain.setattr(found_words, "is_rare", lambda term: False)
                db.session.rollback()  # what was asked before is forgotten
                assert by_pairs == found(user, text), (user.username, text)
    queries._statement.cache_clear()
    assert 0.2 < narrowed / (3 * len(typed)) < 0.95  # both ways were gone


def kept() -> set[tuple]:
    return set(db.session.execute(select(search_pair)).all())


def lines() -> set[tuple]:
    return {
        (kept.kind, piece, record_id)
        for column in LINES
        for kept in (models.kept_of(column),)
        for record_id, line in db.session.execute(select(column.parent.class_.id, column))
        for piece in kept.cut(line)
    }


def test_the_pairs_are_those_of_the_lines_whatever_happens(filled):
    assert kept() == lines()
    customer = make_customer(
        filled.lin, full_name="苏州望潮改名测试有限公司", contacts=[contact_values(name="曾望潮")]
    )
    opportunity = make_opportunity(filled.lin, customer=customer, name="望潮排产")
    db.session.commit()
    assert kept() == lines()
    customer.full_name = "无锡听涛有限公司"
    customer.write_keys()
    customer.contacts[0].name = "曾听涛"
    customer.contacts[0].write_keys()
    opportunity.name = "听涛排产"
    db.session.commit()
    assert kept() == lines()
    assert not find("望潮改名", filled.lin, 9) and [hit.record_id for hit in find("听涛", filled.lin, 9)] == [
        customer.id
    ]
    db.session.delete(db.session.get(Contract, db.session.scalar(select(Contract.id))))
    db.session.flush()
    assert kept() == lines()


def test_what_is_rolled_back_leaves_no_pairs(filled):
    before = kept()
    make_customer(filled.lin, full_name="苏州望潮退回测试有限公司")
    db.session.flush()
    assert kept() != before
    db.session.rollback()
    assert kept() == before


def test_lines_that_are_written_anew_have_their_pairs(filled):
    db.session.execute(update(Opportunity).values(search_text=""))
    db.session.execute(
        delete(search_pair).where(search_pair.c.kind == models.kept_of(Opportunity.search_text).kind)
    )
    db.session.commit()
    index_names(at=clock.now())
    assert kept() == lines()


def test_a_new_customer_costs_one_statement_more(filled, count_queries):
    people = [contact_values(), contact_values(name="钱伟", mobile="+8613812345699")]
    with count_queries() as counted:
        make_customer(filled.lin, full_name="苏州望潮一句测试有限公司", contacts=people)
        db.session.commit()
    assert sum("search_pair" in one for one in counted.statements) == 1
