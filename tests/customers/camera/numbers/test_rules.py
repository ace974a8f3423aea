"""Telephone numbers, mail and web pages as a camera reads them."""

from __future__ import annotations

import pytest

from salesapp.customers.camera.numbers.rules import looks_like_number, looks_like_web, mail, numbers, web
from salesapp.customers.camera.rules import State, Value

READ = Value("", "", State.SURE, (0,))


@pytest.mark.parametrize(
    ("text", "mobile", "found", "state"),
    [
        ("13900010131", True, ("13900010131",), State.SURE),
        ("l39 OOO1 O131", True, ("13900010131",), State.OFFERED),
        ("一三九〇〇〇一〇一三三", True, ("13900010133",), State.OFFERED),
        ("13900010132 / 138 0013 8000", True, ("13900010132", "13800138000"), State.SURE),
        ("+86 139 0001 0134", True, ("13900010134",), State.SURE),
        ("+886 900 000 141", True, ("+886900000141",), State.SURE),
        ("139-0001-0137", True, ("13900010137",), State.SURE),
    ],
)
def test_mobiles(text, mobile, found, state):
    read = numbers(text, READ, mobile=mobile).mobiles
    assert tuple(value.text for value in read) == found and {value.state for value in read} == {state}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("O512-62881231", ("0512-62881231",)),
        ("0512-57551238转8016/8017", ("0512-57551238转8016", "0512-57551238转8017")),
        ("（0512）57551239", ("0512-57551239",)),
        ("+86 (0)514 8555 1242 - 808", ("0514-85551242转808",)),
        ("+886-2-5555-0141 分機 12", ("+886255550141转12",)),
        ("0572-855 5239", ("0572-8555239",)),
    ],
)
def test_landlines(text, found):
    assert tuple(value.text for value in numbers(text, READ).landlines) == found


def test_a_local_number_borrows_the_area_and_is_offered():
    (value,) = numbers("6288 1231", READ, area="0512").landlines
    assert (value.text, value.state) == ("0512-62881231", State.OFFERED)


def test_what_belongs_to_the_company_is_no_mobile():
    found = numbers("400-000-0138", READ)
    assert (found.mobiles, found.services[0].text) == ((), "400-000-0138")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1390001014", "One digit is missing."),
        ("139000101", "2 digits are missing."),
        ("139000101440", "There are too many digits."),
    ],
)
def test_digits_too_few_or_many_are_said_and_not_filled_up(text, problem):
    (value,) = numbers(text, READ, mobile=True).mobiles
    assert (value.text, value.state, value.problem) == ("", State.BLOCKED, problem)


def test_an_internal_line_is_no_extension_and_the_same_number_is_said():
    found = numbers("0516-85551243（内线6612）", READ)
    assert (found.landlines[0].text, found.internal) == ("0516-85551243", "6612")
    assert numbers("13900010138（微信同号）", READ, mobile=True).wechat


@pytest.mark.parametrize(
    ("text", "address", "state"),
    [
        ("zhou@xuyu．example", "zhou@xuyu.example", State.SURE),
        ("yeyu@l63.corn", "yeyu@163.com", State.OFFERED),
        ("m f c @ l i a o t i n g . e x a m p l e", "mfc@liaoting.example", State.SURE),
        ("luo jiezhou.example", "", State.BLOCKED),
        ("luo@", "", State.BLOCKED),
        ("a(b@x.example", "b@x.example", State.SURE),
        ("luo@jie..zhou", "", State.BLOCKED),
    ],
)
def test_mail(text, address, state):
    value = mail(text, READ)
    assert value is not None and (value.text, value.state) == (address, state)


@pytest.mark.parametrize(
    ("text", "page"),
    [("www，danqiao。example", "www.danqiao.example"), ("http://www.hongyan.example/", "www.hongyan.example"),
     ("WWW.XUYU.EXAMPLE", "www.xuyu.example"), ("linkedin.example/in/anna", None), ("a@b.example", None)],
)  # fmt: skip
def test_web_pages(text, page):
    value = web(text, READ)
    assert (value.text if value else None) == page


@pytest.mark.parametrize(
    ("text", "number", "page"),
    [
        ("13900010132", True, False),
        ("0512-62881231转801", True, False),
        ("2026年03月02日", False, False),
        ("18号3幢", False, False),
        ("www.hongyan.example", False, True),
        ("周望舒", False, False),
    ],
)
def test_what_no_label_names(text, number, page):
    assert (looks_like_number(text), looks_like_web(text)) == (number, page)
