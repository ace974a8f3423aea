import pytest

from salesapp.chinese import phone_search, phones
from salesapp.chinese.area_codes import lengths_in
from salesapp.chinese.phone_labels import Bared, bare
from salesapp.chinese.phone_search import Sought, sought
from salesapp.chinese.phones import PhoneRefused, TooManyZeros, read, read_mobile, read_several
from tests import cases


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


@pytest.mark.parametrize(
    ("typed", "said"),
    [("021-6137888", "After 021 come 8"), ("0572-85552391", "After 0572 come 7"), ("0512-6288123", "you entered 7"),
     ("021-613788888", "7 or 8 digits"), ("62881234-801", "area code")],
)  # fmt: skip
def test_after_the_area_code_come_as_many_digits_as_the_city_has(typed, said):
    with pytest.raises(PhoneRefused, match=said):
        read(typed)


@pytest.mark.parametrize(
    ("area", "lengths"), [("0512", (8,)), ("0572", (7,)), ("010", (8,)), ("0999", (7,)), ("0441", ())]
)
def test_how_many_digits_a_city_has(area, lengths):
    assert lengths_in(area) == lengths


@pytest.mark.parametrize(("typed", "kind", "stored", "note"), cases.rows("phones"))
def test_numbers_as_people_write_them(typed, kind, stored, note):
    if kind == "-":
        with pytest.raises(PhoneRefused):
            read(typed)
        with pytest.raises(PhoneRefused):
            read_mobile(typed)
        return
    wanted = [piece.replace(" ext ", "转") for piece in stored.split(" / ")]
    assert [phone.stored.removeprefix("+86") for phone in read_several(typed)] == wanted
    kinds = {
        "mobile": "mobile",
        "landline": "landline",
        "two landlines": "landline",
        "short number": "hotline",
    }
    assert {phone.kind for phone in read_several(typed)} == {kinds[kind]}
    if kind == "mobile":
        assert read_mobile(typed).stored == "+86" + stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("0086-512-62881234-801", "0512-62881234转801"), ("+86 (0)514 8555 1242 - 808", "0514-85551242转808"),
     ("(86) 139 0001 0142", "+8613900010142"), ("电话：+86 571 8555 1234 ext. 16", "0571-85551234转16"),
     ("T 0572-855 5239", "0572-8555239"), ("手机/微信：13900010138", "+8613900010138"),
     ("Mob: +86 139 0001 0134", "+8613900010134"),
     ("13900010138 微信同号", "+8613900010138"), ("13900010138（周总）", "+8613900010138"),
     ("0512-62881234 (转 801)", "0512-62881234转801"),
     ("0512-62881234＃801", "0512-62881234转801"), ("M13900010139", "+8613900010139"),
     ("86 512 62881234", "0512-62881234")],
)  # fmt: skip
def test_labels_remarks_and_the_code_of_the_country(typed, stored):
    assert read(typed).stored == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("0512-62881234/35/36", ["0512-62881234", "0512-62881235", "0512-62881236"]),
     ("0512-57551238转8016/8017", ["0512-57551238转8016", "0512-57551238转8017"]),
     ("13900010132 13800138000", ["+8613900010132", "+8613800138000"]),
     ("13900010132，13800138000", ["+8613900010132", "+8613800138000"]),
     ("0512-62881234 或 13800138000", ["0512-62881234", "+8613800138000"])],
)  # fmt: skip
def test_a_second_number_may_leave_out_what_it_shares(typed, stored):
    assert [phone.stored for phone in read_several(typed)] == stored
    with pytest.raises(PhoneRefused, match="One number"):
        read(typed)


@pytest.mark.parametrize(
    "typed", ["00512-62881234", "+512 6288 1234", "+0512-62881234", "00572-8555239", "0021-61378888"]
)
def test_a_number_of_this_country_never_rings_abroad_by_accident(typed):
    for reader in (read, read_mobile):
        with pytest.raises(TooManyZeros, match="0512-62881234|0572-8555239|021-61378888"):
            reader(typed)


@pytest.mark.parametrize(
    "typed",
    ["传真：0512-62881232", "13800138000abc", "同号", "微信：zhou123", "手机：", "0512-62881234/1234567890"],
)
def test_what_is_no_number_stays_refused_whatever_stands_around_it(typed):
    with pytest.raises(PhoneRefused):
        read_several(typed)


@pytest.mark.parametrize(
    ("typed", "number", "left_out", "wechat"),
    [("手机：138 0013 8000（微信同号）", "138 0013 8000", ("手机:", "(微信同号)"), True),
     ("13800138000", "13800138000", (), False), ("0512-62881234（分机801）", "0512-62881234(分机801)", (), False)],
)  # fmt: skip
def test_what_is_left_out_is_told(typed, number, left_out, wechat):
    assert bare(typed) == Bared(number, left_out, wechat)


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
    [("+8613800138000", "138 **** 8000"), ("0512-62881234转801", "0512-6288****转801"),
     ("400-820-5555", "400-820-5555"),
     ("0512-62881234/0512-62881235", "0512-6288****/0512-6288****"),
     ("+441632960001", "+44163296****"), (None, ""), ("95588", "95588")],
)  # fmt: skip
def test_masks_leave_what_tells_numbers_apart(stored, masked):
    assert phones.masked(stored) == masked


def test_the_last_four_digits_are_of_the_number_not_of_the_extension():
    assert phone_search.tail("+8613800130021") == "0021"
    assert phone_search.tail("0512-62881234转801") == "1234"
    assert phone_search.tail(None) is None


def test_what_a_link_dials():
    assert phones.dialled("0512-62881234转801") == "051262881234,801"
    assert phones.dialled("+8613800138000") == "+8613800138000"


@pytest.mark.parametrize(
    ("typed", "found"),
    [("139 0001 0001", Sought(mobile="+8613900010001")), ("139-0001-0001", Sought(mobile="+8613900010001")),
     ("8613900010001", Sought(mobile="+8613900010001")), ("+86 139 0001 0001", Sought(mobile="+8613900010001")),
     ("0512-62881299", Sought(landline="051262881299")), ("051262881299", Sought(landline="051262881299")),
     ("0512-62881299转801", Sought(landline="051262881299")), ("62881299", Sought(local="62881299")),
     ("+852 2345 6789", Sought(mobile="+85223456789")), ("400-820-5555", Sought(landline="4008205555")),
     ("手机：139 0001 0001（微信同号）", Sought(mobile="+8613900010001")), ("0001", None),
     ("SJ2026-0051", None), ("苏州", None),
     ("95588", None), ("2026", None), ("", None), ("139 0001", None)],
)  # fmt: skip
def test_a_search_for_a_number_reads_every_spelling(typed, found):
    assert sought(typed) == found


def test_several_numbers_are_shown_and_masked_each_in_its_own_way():
    stored = "+8613800138000/0512-62881234转801"
    assert phones.shown(stored) == "138 0013 8000/0512-62881234转801"
    assert phones.masked(stored) == "138 **** 8000/0512-6288****转801"
