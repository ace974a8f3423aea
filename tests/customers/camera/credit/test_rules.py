"""The credit code of a photographed licence, at its borders."""

from __future__ import annotations

import itertools

import pytest

from salesapp.chinese import regions
from salesapp.chinese.credit_codes import ALPHABET, inner_is_valid, is_valid
from salesapp.customers.camera.credit.rules import NATIONAL, TOGETHER, ZONES, contradicts, is_known, judge

CODE, REGION = "91320505MADE3801XM", "320505"


def test_a_sound_code_that_agrees_with_the_address_holds():
    assert judge(CODE, REGION).code == CODE and not judge(CODE, REGION).repaired
    assert judge(CODE, None).code == CODE


@pytest.mark.parametrize("read", ["9132O505MADE38O1XM", "9I320505MADE3801XM", "91320505 made 3801-xm"])
def test_letters_that_never_occur_are_repaired(read):
    judged = judge(read, REGION)
    assert judged.code == CODE and judged.repaired == (read[0] == "9" and any(sign in read for sign in "OI"))


@pytest.mark.parametrize("read", ["91320505MADE3801X", "91320505MADE3801XMM", "", "91320505MADE3801X*"])
def test_one_of_another_length_is_blocked(read):
    assert (
        judge(read, REGION).code == "" and judge(read, REGION).problem and not judge(read, REGION).candidate
    )


def test_one_misread_sign_never_passes_as_it_is():
    for place, sign in itertools.product(range(18), ALPHABET):
        wrong = CODE[:place] + sign + CODE[place + 1 :]
        if wrong != CODE:
            assert judge(wrong, REGION).code == "", wrong


def test_of_two_misread_signs_none_passes_that_the_inner_check_or_the_region_speaks_against():
    passed = []
    for one, other in itertools.combinations(range(18), 2):
        for a, b in itertools.product("0123456789", repeat=2):
            wrong = CODE[:one] + a + CODE[one + 1 : other] + b + CODE[other + 1 :]
            if wrong != CODE and is_valid(wrong) and judge(wrong, REGION).code:
                passed.append(wrong)
    assert all(inner_is_valid(code) and code[2:6] == CODE[2:6] for code in passed)


@pytest.mark.parametrize(
    ("read", "address", "candidate"),
    [
        ("91610104MADE36B031", "510104", "91510104MADE86B031"),
        ("91810116MADE8G051A", "310115", "91310115MADE8G051A"),
        ("91610104MADE36B031", None, ""),
        ("91320505MADE3891XM", "320505", ""),
    ],
)
def test_the_one_code_that_was_meant_is_offered_only_with_an_address(read, address, candidate):
    judged = judge(read, address)
    assert judged.code == "" and judged.candidate == candidate


@pytest.mark.parametrize(
    ("region", "known"),
    [("320505", True), ("320500", True), ("320000", True), ("100000", True), ("320594", True), ("310141", True),
     ("810116", False), ("710101", False), ("990000", False), ("320599", False)],
)  # fmt: skip
def test_which_regions_the_register_has(region, known):
    assert is_known(region) is known


@pytest.mark.parametrize(
    ("region", "address", "torn"),
    [
        ("320505", "320506", False),
        ("320505", "320500", False),
        ("320500", "320505", False),
        ("320000", "320505", False),
        ("100000", "320505", False),
        ("320594", "320505", False),
        ("320505", "320205", True),
        ("610104", "510104", True),
        ("310115", "310101", False),
        ("310115", "320505", True),
        ("320505", None, False),
    ],
)
def test_a_code_of_another_city_contradicts_the_address(region, address, torn):
    assert contradicts(region, address) is torn


@pytest.mark.parametrize(
    "region", ["440101", "330101", "220101", "110302", "610133", "210231", "320191", "110100", "429000"]
)
def test_regions_of_published_codes_pass(region):
    assert is_known(region)


@pytest.mark.parametrize(
    "region",
    [
        "440199",
        "522201",
        "000000",
        "100001",
        "160000",
        "170101",
        "320001",
        "110000X",
        "700000",
        "320599",
        "130201X",
    ],
)
def test_what_the_register_does_not_have_blocks(region):
    assert not is_known(region)


def test_every_unit_of_the_mainland_passes_and_its_kinds_follow_the_prefixes():
    units = [code for code in regions.table() if code[0] in "123456"]
    assert len(units) > 3000 and all(map(is_known, units))
    assert not any(is_known(code) for code in regions.table() if code[0] in "789")
    for code in (*ZONES, *TOGETHER):
        assert code == NATIONAL or regions.find(f"{code[:2]}0000")
    for place in filter(None, ZONES.values()):
        assert regions.find(place) and not regions.find(place).retired


def test_the_districts_of_a_city_together_lie_in_that_city():
    assert not contradicts("440101", "440106") and contradicts("440101", "440305")
    assert not contradicts("110302", "110115") and not contradicts("110100", "110115")
    assert contradicts("610133", "510104") and not contradicts("610133", "610113")
