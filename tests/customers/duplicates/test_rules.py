"""What is compared of a customer, what is said of a match, and into which pieces a name falls (3.2)."""

import pytest

from salesapp.chinese.company_names import Verdict
from salesapp.customers.duplicates import rules
from salesapp.customers.duplicates.rules import Asked, Match, form_field, of_values, refusal_words


def match(**changes):
    known = {
        "customer_id": 1,
        "verdict": Verdict.HARD,
        "field": "full_name",
        "row": 2,
        "full_name": "苏州宏远",
        "number": "KH2026-0001",
        "kind": "won",
        "owner_name": "林*",
        "last_contact_at": None,
        "visible": True,
    }
    return Match(**(known | changes))


def test_only_what_is_certain_may_not_be_registered_again():
    assert match().hard
    assert not match(verdict=Verdict.SOFT).hard
    assert match().kind_label == "Won over"


def test_a_number_that_agrees_does_not_give_away_a_name():
    assert match(field="mobile").name == "苏州宏远"
    assert match(visible=False).name == "苏州宏远"
    assert match(field="mobile", visible=False).name is None


def test_a_part_of_a_name_does_not_give_the_whole_away():
    assert match(verdict=Verdict.SOFT).name == "苏州宏远"
    assert match(verdict=Verdict.SOFT, visible=False).name is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "This company is registered already: KH2026-0001 苏州宏远."),
        ({"field": "credit_code"}, "This credit code is registered already: KH2026-0001 苏州宏远."),
        (
            {"field": "mobile", "visible": False},
            "This mobile number is registered already · owner 林*. Ask your supervisor if this is yours.",
        ),
        (
            {"visible": False, "owner_name": ""},
            "This company is registered already · owner nobody. Ask your supervisor if this is yours.",
        ),
    ],
)
def test_a_refusal_says_what_agrees_and_whose_customer_it_is(changes, sentence):
    assert refusal_words(match(**changes)) == sentence


def test_a_match_is_shown_at_the_field_that_agrees():
    assert form_field(match(field="mobile")) == "contacts-2-mobile"
    assert form_field(match(field="credit_code")) == "credit_code"


def test_a_registration_is_compared_with_all_its_contacts():
    values = {"full_name": "苏州宏远", "credit_code": "9132", "phone": "0512-62881234"}
    contacts = [
        {"mobile": "+8613800000021", "landline": None},
        {"email": "zhou@example.cn", "landline": "0512"},
    ]
    assert of_values(values, contacts, but=7) == Asked(
        "苏州宏远",
        "9132",
        "0512-62881234",
        ("+8613800000021", ""),
        ("", "0512"),
        ("", "zhou@example.cn"),
        7,
    )
    assert of_values({}) == Asked()


def test_every_piece_from_four_characters_may_be_a_name():
    assert rules.parts_of("甲乙丙丁戊") == ["甲乙丙丁", "甲乙丙丁戊", "乙丙丁戊"]
    assert rules.parts_of("甲乙丙丁") == ["甲乙丙丁"]
    assert rules.parts_of("甲乙丙") == []


def test_a_name_of_more_than_thirty_characters_stays_whole():
    assert len(rules.parts_of("甲" * 30)) == 27 * 28 // 2
    assert rules.parts_of("甲" * 31) == ["甲" * 31]


def test_a_name_of_one_character_has_no_pairs_and_a_repeated_one_counts_once():
    assert rules.pieces("") == rules.pieces("宏") == []
    assert rules.pieces("达达达") == ["达达"]
    assert rules.pieces("宏远达") == ["宏远", "远达"]
    assert rules.pieces("宏远达宏远") == ["宏远", "远达", "达宏"]


@pytest.mark.parametrize(
    ("length", "pairs", "other", "needed"),
    [
        (2, 1, 3, 1),
        (2, 1, 13, 2),
        (4, 3, 11, 2),
        (13, 12, 15, 7),
        (6, 5, 6, 2),
        (6, 5, 7, 4),
        (7, 6, 7, 3),
        (4, 3, 4, 3),
        (3, 2, 3, 2),
        (2, 1, 2, 1),
    ],
)
def test_how_many_pairs_must_be_shared(length, pairs, other, needed):
    assert rules.shared_at_least(length, pairs, other, 80) == needed


@pytest.mark.parametrize(
    ("length", "lengths"),
    [
        (1, (2, 1)),
        (2, (2, 3)),
        (3, (2, 4)),
        (4, (3, 6)),
        (6, (4, 9)),
        (11, (8, 16)),
        (21, (14, 31)),
        (33, (22, 50)),
    ],
)
def test_a_name_of_other_length_can_be_similar_while_the_shorter_one_stands_in_it(length, lengths):
    assert rules.lengths(length, 80) == lengths


def test_what_must_be_alike_to_the_last_character_is_as_long():
    assert rules.lengths(6, 100) == (6, 6)
    assert rules.lengths(6, 60) == (3, 14)
