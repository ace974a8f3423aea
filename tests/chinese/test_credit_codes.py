import pytest

from salesapp.chinese.credit_codes import (
    body_check_sign,
    check,
    check_sign,
    inner_is_valid,
    is_valid,
    normalise,
)

GOOD = "91110000600037341L"
#: Public codes of large companies: both check signs agree.
REAL = ("91110000600037341L", "914403001922038216", "91330100799655058B", "9144030071526726XG")


def complete(first_seventeen: str) -> str:
    return first_seventeen + check_sign(first_seventeen)


@pytest.mark.parametrize("code", REAL)
def test_a_real_code_passes_both_checks(code):
    assert is_valid(code) and inner_is_valid(code)


def test_a_real_code_is_taken_without_a_word():
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


@pytest.mark.parametrize(
    ("body", "sign"),
    [("D2143569", "X"), ("00000000", "0"), ("10000000", "8"), ("01000000", "4"), ("00100000", "2"), ("00010000", "1"),
     ("00001000", "6"), ("00000100", "3"), ("00000010", "7"), ("00000001", "9"), ("0000000A", "2")],
)  # fmt: skip
def test_the_check_sign_of_an_organisation_code_weighs_each_sign(body, sign):
    assert body_check_sign(body) == sign


@pytest.mark.parametrize(
    ("first_seventeen", "region_is_digits"),
    [
        ("91A10000600037341", False),
        ("9111000A600037341", False),
        ("9A110000600037341", True),
        ("91110000A00037341", True),
    ],
)
def test_signs_three_to_eight_are_digits(first_seventeen, region_is_digits):
    code = complete(first_seventeen)
    assert is_valid(code) is region_is_digits
    assert ("region" in (check(code).problem or "")) is not region_is_digits


def test_a_code_with_a_sign_that_never_occurs_is_not_valid():
    assert not is_valid("9111000060003734OL") and not is_valid("") and not is_valid(GOOD + "1")


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


def test_of_several_wrong_letters_the_first_is_named():
    checked = check("9I11000060003734IL")
    assert "2" in checked.problem and "17" not in checked.problem and checked.fix == GOOD


def test_a_wrong_letter_is_mended_together_with_one_mistake_more():
    assert check("9I110000600037314L").fix == GOOD


def test_no_offer_is_made_while_another_sign_cannot_be_read():
    checked = check("9I1100006000373中1L")
    assert checked.problem and checked.fix is None


def test_a_wrong_letter_is_named_also_where_the_length_is_wrong():
    checked = check("9I1")
    assert "digit 1" in checked.problem and checked.fix is None


@pytest.mark.parametrize("typed", ["91320500MA1XXXXX3O", "9132O59401A0000015I", "91320594MA1WXQ3L5I"])
def test_what_passes_neither_check_once_mended_is_not_offered(typed):
    checked = check(typed)
    assert checked.problem and checked.fix is None


def test_whatever_is_offered_passes_both_checks():
    for code in REAL:
        for i in range(17):
            swapped = code[:i] + code[i + 1] + code[i] + code[i + 2 :]
            wrong = (
                code[:i]
                + {"0": "O", "1": "I", "5": "S", "2": "Z", "U": "V"}.get(code[i], code[i])
                + code[i + 1 :]
            )
            for fix in (check(swapped).fix, check(wrong).fix):
                assert fix is None or (is_valid(fix) and inner_is_valid(fix) and fix == code)


def test_a_slipped_digit_is_never_guessed():
    """More than half of such guesses would be another firm's sound code."""
    for code in REAL:
        for i in range(18):
            for other in "0123456789ABCDEFGHJKLMNPQRTUWXY":
                fix = check(code[:i] + other + code[i + 1 :]).fix
                assert fix is None or fix == code or sorted(fix) == sorted(code[:i] + other + code[i + 1 :])


def test_two_swapped_signs_are_offered_the_right_way_round():
    assert check("91110000600037314L").fix == GOOD
    assert check("9111000060003734L1").fix == GOOD


def test_a_lookalike_is_not_guessed():
    checked = check(GOOD.replace("341L", "34LL"))
    assert not checked.ok and checked.fix is None


def test_a_wrong_inner_code_only_warns():
    checked = check("91310000123456780A")
    assert checked.ok and "organisation code" in checked.warning


def test_an_unusual_first_sign_only_warns():
    checked = check(complete("B1110000600037341"))
    assert checked.ok and "first character" in checked.warning
    assert check(complete("9B110000600037341")).warning is None


def test_an_empty_field_says_what_to_do():
    assert "there is none yet" in check(" ").problem


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
