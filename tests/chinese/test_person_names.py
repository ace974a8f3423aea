import pytest

from salesapp.chinese import emails
from salesapp.chinese.person_names import NameRefused, check


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("周伟", "周伟"), (" 周  伟 ", "周 伟"), ("阿依古丽•买买提", "阿依古丽·买买提"), ("阿依古丽．买买提", "阿依古丽·买买提"),
     ("阿依古丽.买买提", "阿依古丽·买买提"), ("J. Lee", "J. Lee"), ("O’Neill", "O’Neill"), ("周*", "周*")],
)  # fmt: skip
def test_names_are_kept_with_one_kind_of_dot(typed, kept):
    assert check(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("阿.买", "阿·买"),
        (".阿买", ".阿买"),
        ("阿买.", "阿买."),
        ("A.买", "A.买"),
        ("阿.B", "阿.B"),
        ("阿..买", "阿..买"),
    ],
)
def test_a_full_stop_is_a_dot_only_between_two_characters(typed, kept):
    assert check(typed) == kept


@pytest.mark.parametrize("rare", ["𬭎", "䶮", "㛃", "𠅤", "王𬭎", "刘䶮", "\U00031350"])
def test_rare_characters_are_names_like_any_other(rare):
    assert check(rare) == rare


def test_length_counts_characters_however_rare():
    assert check("𠅤" * 50) == "𠅤" * 50
    with pytest.raises(NameRefused, match="50"):
        check("𠅤" * 51)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "*",
        "123",
        "周1",
        "周😀",
        "<b>周</b>",
        "a@b",
        "'; --",
        "\ud83d",
        "周˅",
        "周\ue000",
        "周🀀",
        "周\U0001faff",
    ],
)
def test_what_is_no_name_is_refused(typed):
    with pytest.raises(NameRefused):
        check(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" ZHAO@QQ.COM ", "ZHAO@qq.com"),
        ("ｚｈａｏ＠qq.com", "zhao@qq.com"),
        ("zhou@example.cn。", "zhou@example.cn"),
        ("销售@例子.公司", "销售@例子.公司"),
    ],
)
def test_mail_addresses_are_taken_as_meant(typed, kept):
    assert emails.check(typed) == kept


@pytest.mark.parametrize(
    "typed", ["zhou", "a@b", "@qq.com", "a b@qq.com", "a@@qq.com", "a" * 70 + "@qq.com", "<script>@x", ""]
)
def test_what_is_no_mail_address_is_refused(typed):
    with pytest.raises(emails.MailRefused):
        emails.check(typed)


def test_an_address_without_its_sign_is_told_what_is_missing():
    with pytest.raises(emails.MailRefused, match="has an @"):
        emails.check("zhou.example.cn")


def test_public_mail_says_nothing_about_the_company():
    assert emails.company_domain("a@qq.com") is None
    assert emails.company_domain("a@Example.CN") == "example.cn"
    assert emails.company_domain(None) is None
