"""The verdict on a row: the nearest hard key first, then what only hints."""

from __future__ import annotations

from salesapp.chinese import company_names
from salesapp.prospecting.imports.known.rules import (
    Keys,
    Kind,
    Known,
    Names,
    Ref,
    Target,
    filled_up,
    keys_of_stored,
)
from salesapp.prospecting.imports.rows.rules import Company
from salesapp.prospecting.imports.verdicts import rules
from salesapp.prospecting.imports.verdicts.rules import CHOICES, Choice, Verdict

HERSELF = Target(Kind.CUSTOMER, 6, "苏州甲有限公司", "KH2026-0003")
CUSTOMER = Target(Kind.CUSTOMER, 7, "上海澹桥模具有限公司", "KH2026-0004")
MINE = Target(Kind.PROSPECT, 8, "无锡乙有限公司", "名单 #3")
OTHER = Target(Kind.PROSPECT, 9, "无锡乙有限公司", "别的 #3", here=False)
ROW = Target(Kind.ROW, 2, "无锡乙有限公司", "2")


def company(name: str = "苏州甲有限公司", *, hidden: bool = False, refused: str = "", **values) -> Company:
    return Company(5, None, {"full_name": name, **values}, refused=refused, hidden=hidden)


def keys(name: str = "苏州甲有限公司", mobiles=(), **values) -> Keys:
    return keys_of_stored(name, values, [{"mobile": mobile} for mobile in mobiles])


def known(target: Target, **found) -> Known:
    one = Known()
    one.add(target, **found)
    return one


def judge(one: Company, key: Keys, *tables: Known, names: Names | None = None):
    return rules.judge(one, key, tables, names or Names())


def test_who_agrees_with_nobody_is_new():
    assert judge(company(), keys(), Known()).verdict == Verdict.NEW
    assert judge(company(hidden=True), keys(), Known()).verdict == Verdict.HIDDEN
    assert judge(company(refused="没有名称"), keys(), Known()) == rules.Judged(
        Verdict.REFUSED, None, "没有名称"
    )


def test_a_hard_key_is_the_same():
    name = keys().name
    for found in ({"name_key": name}, {"code": "91320505MADE00011X"}, {"mobiles": ["+8613900010021"]}):
        key = keys(mobiles=["+8613900010021"], credit_code="91320505MADE00011X")
        assert judge(company(), key, known(HERSELF, **found)).verdict == Verdict.SAME
    assert judge(company(), keys(), known(ROW, name_key=name)).verdict == Verdict.TWICE
    assert judge(company(), keys(), known(MINE, name_key=name)).verdict == Verdict.SAME
    assert judge(company(), keys(), known(OTHER, name_key=name)).verdict == Verdict.LIKE


def test_the_first_table_has_the_first_word():
    name = keys().name
    assert (
        judge(company(), keys(), known(CUSTOMER, name_key=name), known(ROW, name_key=name)).target is CUSTOMER
    )


def test_a_branch_with_somebodys_mobile_waits_for_a_decision():
    found = known(CUSTOMER, mobiles=["+8613900010024"])
    branch = company("上海澹桥模具有限公司苏州分公司")
    judged = judge(branch, keys(branch.name, ["+8613900010024"]), found)
    assert (judged.verdict, judged.target) == (Verdict.LIKE, CUSTOMER)
    assert "branch" in judged.words


def test_the_mobile_of_another_company_is_like_and_a_person_decides():
    mobile = "+8613900010024"
    for target in (CUSTOMER, MINE, ROW):
        judged = judge(company(), keys(mobiles=[mobile]), known(target, mobiles=[mobile]))
        assert (judged.verdict, judged.target) == (Verdict.LIKE, target)
        assert judged.words == "The same mobile number, but another company: is it one of its own?"


def test_the_mobile_of_the_same_company_is_the_same_however_fully_it_is_named():
    mobile = "+8613900010024"
    for name in ("苏州甲乙机械", "甲乙机械(苏州)有限公司"):
        one = company(name)
        for target, verdict in ((Kind.CUSTOMER, Verdict.SAME), (Kind.ROW, Verdict.TWICE)):
            found = known(Target(target, 7, "苏州甲乙机械有限责任公司", "7"), mobiles=[mobile])
            judged = judge(one, keys(name, [mobile]), found)
            assert (judged.verdict, judged.words) == (verdict, "The same mobile number.")


def test_names_that_only_end_alike_and_branches_are_not_one_company():
    mobile = "+8613900010024"
    whole = "苏州甲乙机械有限公司"
    others = ("无锡甲乙机械有限公司", "机械有限公司", f"{whole}无锡分公司", "有限公司")
    for mine, theirs in ((whole, other) for other in others):
        found = known(Target(Kind.CUSTOMER, 7, theirs, "7"), mobiles=[mobile])
        assert judge(company(mine), keys(mine, [mobile]), found).verdict == Verdict.LIKE, mine


def test_the_row_of_the_same_name_comes_before_a_customer_with_its_mobile():
    mobile, name = "+8613900010024", keys().name
    customers, above = known(CUSTOMER, mobiles=[mobile]), known(ROW, name_key=name, mobiles=[mobile])
    judged = judge(company(), keys(mobiles=[mobile]), customers, above)
    assert (judged.verdict, judged.target) == (Verdict.TWICE, ROW)
    assert (
        judge(company(), keys(mobiles=[mobile]), customers, known(ROW, mobiles=[mobile])).target is CUSTOMER
    )


def test_what_only_hints_is_like():
    numbers = known(CUSTOMER, numbers=keys(phone="0512-62881234").numbers)
    assert judge(company(), keys(phone="0512-62881234"), numbers).verdict == Verdict.LIKE
    mail = keys_of_stored("苏州甲有限公司", {}, [{"email": "a@danqiao.example"}])
    assert judge(company(), mail, known(CUSTOMER, domains=["danqiao.example"])).verdict == Verdict.LIKE
    public = keys_of_stored("苏州甲有限公司", {}, [{"email": "a@qq.com"}])
    assert public.domains == ()


def names(*cores: str) -> Names:
    found = Names()
    for number, core in enumerate(cores):
        found.add(core, Ref(Kind.CUSTOMER, number + 1))
    return found


def test_names_that_sound_or_look_alike_are_like():
    found = names("南京朔望轴承", "苏州宏远精密制造", "宏远")
    assert found.like("南京朔旺轴承") == Ref(Kind.CUSTOMER, 1)
    assert found.like("苏州宏远精密制造厂").id == 2
    assert found.like("苏州宏远精密制造").id == 2
    assert found.like("杭州西子电梯") is None
    assert found.like("远") is None


def test_a_pair_that_every_firm_has_tells_nothing(monkeypatch):
    monkeypatch.setattr("salesapp.prospecting.imports.known.rules.COMMON", 1)
    found = names("苏州甲乙丙丁戊", "苏州甲乙丙丁己")
    assert found.like("苏州甲乙丙丁庚") is None


def test_whom_one_may_not_see_is_not_named():
    hidden = Target(Kind.CUSTOMER, 7, "宏砚自动化", "KH2026-0003", visible=False)
    assert "宏砚" not in hidden.words and "KH" not in hidden.words
    assert "宏砚" in Target(Kind.CUSTOMER, 7, "宏砚自动化", "KH2026-0003").words


def test_what_is_proposed_changes_nobody_known():
    assert {verdict: choices[0] for verdict, choices in CHOICES.items()} == {
        Verdict.NEW: Choice.ADD, Verdict.SAME: Choice.SKIP, Verdict.TWICE: Choice.FILL, Verdict.LIKE: Choice.SKIP,
        Verdict.HIDDEN: Choice.SKIP,
    }  # fmt: skip


def test_the_same_core_or_sound_is_found_however_common_its_pairs_are(monkeypatch):
    monkeypatch.setattr("salesapp.prospecting.imports.known.rules.COMMON", 0)
    for name, other in (
        ("苏州辰光机电有限公司", "苏州晨光机电"),
        ("苏州晨光机电股份有限公司", "苏州晨光机电"),
    ):
        judged = judge(company(name), keys(name), known(CUSTOMER, core=company_names.core(other)))
        assert (judged.verdict, judged.target) == (Verdict.LIKE, CUSTOMER)
    assert (
        judge(company("甲乙公司"), keys("甲乙公司"), known(CUSTOMER, core="贾易")).verdict == Verdict.NEW
    )  # too short to sound


def test_rows_of_the_table_of_the_list_and_customers_are_told_apart():
    found = Names()
    found.add_many(Kind.CUSTOMER, [("南京朔望轴承", 5)])
    found.add_many(Kind.PROSPECT, [("苏州宏远精密制造", 5)])
    found.add("杭州西子电梯", ROW)
    asked = ("南京朔望轴承甲", "苏州宏远精密制造甲", "杭州西子电梯甲")
    assert [found.like(core) for core in asked] == [Ref(Kind.CUSTOMER, 5), Ref(Kind.PROSPECT, 5), ROW]


def test_a_look_up_has_as_many_values_as_a_power_of_two():
    assert filled_up([]) == [] and filled_up({7}) == [7] and filled_up((1, 2)) == [1, 2]
    assert filled_up([1, 2, 3]) == [1, 2, 3, 3]
    assert filled_up(range(5)) == [0, 1, 2, 3, 4, 4, 4, 4]
    assert len(filled_up(range(1024))) == 1024 and len(filled_up(range(1025))) == 2048
