import pytest

from salesapp.chinese.credit_codes import check, check_sign, inner_is_valid, is_valid, normalise

GOOD = "91110000600037341L"
#: Public codes of large companies: both check signs agree.
REAL = ("91110000600037341L", "914403001922038216", "91310000132207927Q", "91440101MA59GC7N0P")


def test_a_real_code_passes_both_checks():
    assert is_valid(GOOD) and inner_is_valid(GOOD)
    checked = check(GOOD)
    assert checked.ok and checked.code == GOOD and checked.warning is None and checked.region == "110000"


@pytest.mark.parametrize(
    "typed",
    [
        " 9111 0000-6000 37341l",
        "９１１１００００６０００３７３４１Ｌ",
        "9111·0000·6000·3734·1L",
        "91110000600037341l\u3000\t",
    ],
)
def test_blanks_hyphens_lower_case_and_full_width_are_taken_as_meant(typed):
    assert check(typed).code == GOOD and check(typed).ok


def test_the_check_sign_of_the_standard():
    assert check_sign("9111000060003734" + "1") == "L"


def test_a_wrong_last_sign_is_refused():
    checked = check(GOOD[:-1] + "M")
    assert not checked.ok and "check character" in checked.problem


@pytest.mark.parametrize(
    ("typed", "position", "digit"),
    [("9I110000600037341L", 2, "1"), ("91110000600O37341L", 12, "0"), ("9111000060003734IL", 17, "1")],
)
def test_a_letter_that_never_occurs_is_named_and_mended(typed, position, digit):
    checked = check(typed)
    assert str(position) in checked.problem and f"digit {digit}" in checked.problem
    assert checked.fix == GOOD


def test_the_offer_stands_even_where_the_licence_must_be_compared():
    checked = check("91320500MA1XXXXX3O")
    assert "18" in checked.problem and checked.fix == "91320500MA1XXXXX30"
    assert not check(checked.fix).ok


def test_two_swapped_signs_are_offered_the_right_way_round():
    assert check("91110000600037314L").fix == GOOD


def test_a_lookalike_is_offered_where_only_one_mend_is_sound():
    assert check(GOOD.replace("341L", "34LL")).fix == GOOD


def test_a_wrong_inner_code_only_warns():
    checked = check("91310000123456780A")
    assert checked.ok and "organisation code" in checked.warning


@pytest.mark.parametrize(("typed", "count"), [("9132", "4"), (GOOD + "1", "19"), ("9" * 100, "100")])
def test_a_wrong_length_says_how_many(typed, count):
    assert count in check(typed).problem


def test_an_old_number_of_15_digits_is_sent_to_the_other_kind():
    assert "15-digit" in check("320500123456789").problem


@pytest.mark.parametrize(
    "typed", ["😀" * 18, "<script>alert(1)", "91110000600037341中", "' OR 1=1 --        "]
)
def test_anything_else_is_refused_without_an_offer(typed):
    checked = check(typed)
    assert not checked.ok and checked.fix is None


def test_letters_in_the_region_are_refused():
    assert "region" in check("91AB0000600037341L").problem


def test_nothing_is_normalised_away_but_what_people_type():
    assert normalise("9①1") == "911"
    assert normalise("") == ""
