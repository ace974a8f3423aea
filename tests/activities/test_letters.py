"""Letters from templates: placeholders, promises, the privacy line (R15, R21, R22)."""

from urllib.parse import unquote

import pytest

from salesapp.activities.letters import Letter, address, filled, thank_you

NOTICE = "We keep your business card data for this project only."


def compose(body="{称谓}您好，谢谢。", promises=(), **values):
    known = {"称谓": "周经理", "客户名称": "苏州某某精密", **values}
    return thank_you(
        "谢谢 {客户名称}", body, known, to="zhou@example.cn", promises=promises, privacy_notice=NOTICE
    )


def test_what_cannot_be_filled_stays_and_is_named():
    assert filled("{称谓}您好，我是{我方姓名}", {"称谓": "周经理", "我方姓名": None}) == (
        "周经理您好，我是{我方姓名}",
        ["我方姓名"],
    )


def test_a_value_with_braces_is_not_read_again():
    assert filled("{甲}", {"甲": "{乙}", "乙": "secret"}) == ("{乙}", [])


def test_promises_follow_the_text_before_the_privacy_line():
    letter = compose(promises=["同行案例两份", "方案框架"])
    assert letter.subject == "谢谢 苏州某某精密"
    assert letter.body.endswith("1. 同行案例两份\n2. 方案框架\n\n" + NOTICE)


def test_a_template_with_its_own_place_for_promises_lists_them_only_there():
    letter = compose("随信：\n{承诺事项}\n祝好", promises=["同行案例两份"])
    assert letter.body.count("同行案例两份") == 1
    assert letter.missing == ()


def test_the_mail_program_gets_subject_and_text():
    address = compose().mailto
    assert address.startswith("mailto:zhou@example.cn?subject=")
    assert "周经理您好" in unquote(address)


def test_a_long_text_is_left_out_of_the_address_and_nobody_without_an_address_gets_one():
    assert "&body=" not in compose("长" * 900).mailto
    assert Letter(to=None, subject="x", body="y").mailto is None


@pytest.mark.parametrize(
    ("name", "title", "said"),
    [
        ("周敏", "女士", "周女士"),
        ("欧阳明", "先生", "欧阳先生"),
        ("周*", "先生", "周先生"),
        ("周敏", "/", "周敏"),
        ("Lee", "Mr", "Mr Lee"),
    ],
)
def test_a_letter_addresses_people_as_one_does(name, title, said):
    assert address(name, title) == said
