"""Contracts in the search for everything and in their list: by number, and by words, reading and initials of their name."""

import pytest
from sqlalchemy import update

from salesapp.contracts.models import Contract
from salesapp.contracts.search.actions import index_names
from salesapp.contracts.search.queries import find
from salesapp.db import db
from tests.contracts.factories import NOW, make_contract

NAME = "重庆产线排产软件销售合同"


@pytest.fixture
def contract(cast):
    """A contract with a name of its own, and another."""
    found, other = make_contract(cast.lin), make_contract(cast.lin)
    found.name, other.name = NAME, "看板试用合同"
    db.session.commit()
    return found


def names(term: str, user) -> list[str]:
    return [hit.title for hit in find(term, user, 20)]


@pytest.mark.parametrize("term", ["排产软件", "paichan", "pcrj", "cqcx", "chan xian", "排產軟件"])
def test_it_is_found_by_words_reading_and_initials(cast, contract, term):
    assert names(term, cast.lin) == [NAME]


def test_it_is_found_by_its_number_and_by_nothing_else(cast, contract):
    assert names(contract.number, cast.lin) == [NAME]
    assert names("排单", cast.lin) == names("%", cast.lin) == []


def test_one_finds_what_one_may_see(cast, contract):
    assert names("cqcx", cast.chen) == [] and names("cqcx", cast.xu) == [NAME]


def test_what_a_migration_left_empty_is_written_at_the_next_start(cast, contract):
    db.session.execute(update(Contract.__table__).values(search_text=""))
    db.session.commit()
    assert (index_names(at=NOW), index_names(at=NOW)) == (2, 0)
    assert names("cqcx", cast.lin) == [NAME]


def test_the_list_finds_it_by_its_reading_too(contract, sign_in):
    page = sign_in("lin").get("/contracts?q=cqcx").text
    assert NAME in page and "看板试用合同" not in page
