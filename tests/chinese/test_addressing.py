"""How a letter begins: with what the contact is called, never with a piece of a mask."""

from __future__ import annotations

import pytest

from salesapp.chinese.addressing import addressed
from salesapp.chinese.person_names import key, surname, table
from tests import cases


@pytest.mark.parametrize(("name", "title", "begins"), cases.rows("letters"))
def test_letters_begin_as_people_expect(name, title, begins):
    said = (
        f"{addressed(name, title)}："
        if addressed(name, title)[-1] not in "hn"
        else f"{addressed(name, title)},"
    )
    assert said in begins


@pytest.mark.parametrize(
    ("name", "title", "said"),
    [("周敏", "女士", "周女士"), ("欧阳明", "先生", "欧阳先生"), ("周*", "先生", "周先生"),
     ("欧阳**", "女士", "欧阳女士"), ("周敏", "/", "周敏"),
     ("周敏", "", "周敏"), ("Lee", "Mr", "Mr Lee"), ("John Smith", "先生", "John Smith 先生"),
     ("SHEN Tinglan", "Ms", "Ms SHEN"),
     ("Smith, John", "Dr", "Dr Smith"), ("周敏", "Mr", "Mr 周"), ("沈静", "沈经理", "沈经理"),
     ("沈静", "经理", "沈经理"), ("冯知渔", "会计", "冯会计"),
     ("周敏", "小周", "小周"), ("Anna Müller", "Anna", "Anna"), ("阿***", "女士", "女士"), ("J***", "先生", "先生"),
     ("歐陽鋒", "先生", "歐陽先生"), ("周 敏", "女士", "周女士"), ("小林一郎", "先生", "小林先生"),
     ("林小明", "先生", "林先生"),
     ("長谷川一郎", "先生", "長谷川先生"), ("西门", "先生", "西先生")],
)  # fmt: skip
def test_a_letter_addresses_people_as_one_does(name, title, said):
    assert addressed(name, title) == said


def test_every_double_surname_is_one():
    assert len(table("double")) >= 80
    for family in table("double"):
        assert surname(f"{family}明") == family and addressed(f"{family}明", "先生") == f"{family}先生"


@pytest.mark.parametrize(
    ("one", "other"),
    [("周 敏", "周敏"), ("阿依古丽·买买提", "阿依古丽买买提"), ("阿依古丽•买买提", "阿依古丽.买买提"),
     ("Müller GmbH", "muller gmbh"),
     ("O’Brien", "o'brien"), ("臺灣", "台湾"), ("Zhou Min", "ZHOU  MIN")],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(one, other):
    assert key(one) == key(other)


def test_names_that_differ_are_told_apart():
    assert key("周敏") != key("周明") and key("𬭎") == "𬭎" and key("周*") == "周*"
