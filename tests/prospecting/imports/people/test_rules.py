"""Two people in one cell, and whose number is whose."""

from __future__ import annotations

import pytest

from salesapp.prospecting.imports.people import rules
from salesapp.prospecting.imports.people.rules import Person


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("吴见微、郑拾叶", ["吴见微", "郑拾叶"]),
        ("何叙白\n孟浮槎", ["何叙白", "孟浮槎"]),
        ("周望舒/钱亦禾", ["周望舒", "钱亦禾"]),
        ("周望舒，钱亦禾", ["周望舒", "钱亦禾"]),
        ("周望舒,钱亦禾", ["周望舒", "钱亦禾"]),
        ("Müller, Anna", ["Müller, Anna"]),
        ("阿依古丽•买买提", ["阿依古丽·买买提"]),
        ("冯知渔（总经理）李经理", ["冯知渔", "李经理"]),
        ("无", []),
        ("", []),
        ("13900010021", []),
    ],
)
def test_names_are_parted_where_people_part_them(said, names):
    assert [person.name for person in rules.named(said).people] == names


def test_what_stands_in_brackets_is_the_title():
    first, second = rules.named("冯知渔（总经理）李经理").people
    assert (first.title, second.title) == ("总经理", None)
    assert rules.named("13900010021").wrong


def test_numbers_and_mails_go_by_order():
    people, words = rules.together([Person("甲"), Person("乙")], ["1", "2"], ["3"], ["a@b"], ["经理"])
    assert [(p.mobile, p.landline, p.email, p.title) for p in people] == [
        ("1", "3", "a@b", "经理"),
        ("2", None, None, None),
    ]
    assert words
    assert rules.together([Person("甲"), Person("乙")], [], [], [], [])[1] == ""
    assert rules.together([Person("甲")], ["1"], [], [], [])[1] == ""


def test_a_number_without_anybody_is_somebodys():
    people, _words = rules.together([], ["1", "2", "1"], [], [], [])
    assert [person.mobile for person in people] == ["1", "2"]
    assert all(person.is_known for person in people) and not Person().is_known


def test_a_title_of_the_cell_stays_before_that_of_the_column():
    people, _words = rules.together([Person("甲", "总经理")], [], [], [], ["采购"])
    assert people[0].title == "总经理"


def test_at_most_ten_people_are_kept():
    assert len(rules.together([], [str(n) for n in range(15)], [], [], [])[0]) == rules.MOST
