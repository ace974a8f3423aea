import pytest

from salesapp.chinese import phones
from salesapp.chinese.phones import PhoneRefused, read, read_mobile, read_several


@pytest.mark.parametrize(
    "typed",
    ["13800138000", "138 0013 8000", "138-0013-8000", "１３８００１３８０００", "+86 13800138000", "86-13800138000",
     "8613800138000", "0086 138 0013 8000", "+86-138-0013-8000", "(+86)13800138000"],
)  # fmt: skip
def test_a_mobile_number_however_it_is_typed(typed):
    phone = read(typed)
    assert phone.kind == "mobile" and phone.stored == "+8613800138000"
    assert phones.shown(phone.stored) == "138 0013 8000"


@pytest.mark.parametrize("prefix", ["13", "14", "15", "16", "17", "18", "19"])
def test_every_mobile_range_is_taken(prefix):
    assert read_mobile(prefix + "800138000"[:9]).kind == "mobile"


@pytest.mark.parametrize(
    ("typed", "said"),
    [("1380013800", "10"), ("138001380000", "12"), ("12345678901", "13 to 19"), ("021-61378888", "11 digits"),
     ("400-820-5555", "11 digits"), ("13800138000转1", "11 digits"), ("abc", "11 digits"),
     ("13800138000/13900139000", "One number")],
)  # fmt: skip
def test_what_is_no_mobile_number_is_refused_in_words(typed, said):
    with pytest.raises(PhoneRefused) as refused:
        read_mobile(typed)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("021-61378888", "021-61378888"),
        ("02161378888", "021-61378888"),
        ("(0512)62881234", "0512-62881234"),
        ("0512 6288 1234", "0512-62881234"),
        ("+86 512 6288 1234", "0512-62881234"),
        ("０５１２－６２８８１２３４", "0512-62881234"),
        ("021-61378888转8001", "021-61378888转8001"),
        ("021-61378888-8001", "021-61378888转8001"),
        ("021-61378888 分机8001", "021-61378888转8001"),
        ("021-61378888 分机号：8001", "021-61378888转8001"),
        ("021-61378888 ext 8001", "021-61378888转8001"),
        ("021-61378888 EXT.8001", "021-61378888转8001"),
        ("021-61378888#8001", "021-61378888转8001"),
        ("0719-8661234", "0719-8661234"),
    ],
)
def test_a_landline_with_and_without_extension(typed, stored):
    phone = read(typed)
    assert phone.kind == "landline" and phone.stored == stored


@pytest.mark.parametrize("typed", ["021-6137888", "021-613788888"])
def test_the_number_after_the_area_code_has_seven_or_eight_digits(typed):
    if len(typed) == 11:
        assert read(typed).stored == "021-6137888"
    else:
        with pytest.raises(PhoneRefused):
            read(typed)


def test_a_local_number_needs_an_area_code():
    with pytest.raises(PhoneRefused, match="area code"):
        read("62881234")
    assert read("62881234", area_code="0512").stored == "0512-62881234"
    assert read("62881234-801", area_code="0512").stored == "0512-62881234转801"


@pytest.mark.parametrize(
    ("typed", "kind", "stored"),
    [("400 820 5555", "service", "400-820-5555"), ("4008205555", "service", "400-820-5555"),
     ("800-820-5555", "service", "800-820-5555"), ("400-820-5555转2", "service", "400-820-5555转2"),
     ("95588", "hotline", "95588"), ("+852 2345 6789", "abroad", "+85223456789"),
     ("0044 1632 960001", "abroad", "+441632960001")],
)  # fmt: skip
def test_service_numbers_hotlines_and_numbers_abroad(typed, kind, stored):
    phone = read(typed)
    assert (phone.kind, phone.stored) == (kind, stored)


@pytest.mark.parametrize(
    "typed", ["", "   ", "call me", "<b>1</b>", "1" * 10**4, "+999 1", "110", "😀", "'; DROP TABLE"]
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(PhoneRefused):
        read(typed)


def test_two_numbers_in_one_field_share_the_area_code():
    assert [p.stored for p in read_several("0512-62881234 / 62881235转8")] == [
        "0512-62881234",
        "0512-62881235转8",
    ]
    with pytest.raises(PhoneRefused):
        read_several("0512-62881234/" * 4 + "0512-62881234")


@pytest.mark.parametrize(
    ("stored", "masked"),
    [("+8613800138000", "138 **** 8000"), ("0512-62881234转801", "0512-6288****转801"), ("400-820-5555", "400-820-5555"),
     ("0512-62881234/0512-62881235", "0512-6288****/0512-6288****"),
     ("+441632960001", "+44163296****"), (None, ""), ("95588", "95588")],
)  # fmt: skip
def test_masks_leave_what_tells_numbers_apart(stored, masked):
    assert phones.masked(stored) == masked


def test_the_last_four_digits_are_of_the_number_not_of_the_extension():
    assert phones.tail("+8613800130021") == "0021"
    assert phones.tail("0512-62881234转801") == "1234"
    assert phones.tail(None) is None


def test_what_a_link_dials():
    assert phones.dialled("0512-62881234转801") == "051262881234,801"
    assert phones.dialled("+8613800138000") == "+8613800138000"
