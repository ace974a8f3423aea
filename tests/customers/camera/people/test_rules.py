"""Which lines of a card are a name, a title, a department, a company."""

from __future__ import annotations

import pytest

from salesapp.customers.camera.people.rules import (
    chinese_name,
    is_company,
    is_title,
    latin_name,
    leading_first,
    post,
    rank,
    with_title,
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("周望舒", "周望舒"), ("高渡", "高渡"), ("欧阳听澜", "欧阳听澜"), ("陈𬭎", "陈𬭎"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("高级", ""), ("区域", ""), ("总经理", ""), ("技术支持", ""),
        ("匠心智造 · 服务全球", ""), ("周", ""), ("周望舒听澜见", ""),
        ("金石路", ""), ("市场部", ""), ("Anna", ""), ("張見微", "張見微"),
    ],
)  # fmt: skip
def test_names_begin_with_a_surname(text, name):
    assert chinese_name(text) == name


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("罗拾贝 总经理", "罗拾贝", "总经理"), ("罗拾贝（总经理）", "罗拾贝", "总经理"),
        ("罗拾贝销售总监", "罗拾贝", "销售总监"),
        ("孟 浮 槎 董事长", "孟浮槎", "董事长"), ("高级工程师", "", ""), ("采购部 经理", "", ""),
        ("区域销售经理（华东）", "", ""),
    ],
)  # fmt: skip
def test_a_name_and_its_title_in_one_line_are_parted(text, name, title):
    assert with_title(text) == (name, title)


@pytest.mark.parametrize(
    ("text", "name"),
    [("SHEN TINGLAN", "SHEN TINGLAN"), ("Anna Müller", "Anna Müller"), ("Senior Engineer", ""), ("Xihu District", ""),
     ("In/anna", ""), ("Qiying Instruments Co", ""), ("Anna", "")],
)  # fmt: skip
def test_latin_names(text, name):
    assert latin_name(text) == name


@pytest.mark.parametrize(
    ("text", "company", "place"),
    [
        ("湖州芥舟食品机械有限公司", True, 3), ("宏砚自动化（苏州）有限公司", True, 3),
        ("苏州草书印刷厂", True, 3), ("高渡有限公司", True, 3),
        ("无锡空青传动有限公司滨湖分公司", True, 3), ("某某大学", True, 2), ("蓼汀控股集团", True, 1),
        ("某某县人民医院", True, 2),
        ("XUTING ELECTRIC (YANGZHOU) CO., LTD.", True, 3), ("HangzhouQiyingInstrumentsCo.,Ltd.", True, 3),
        ("国家高新技术企业 ISO9001认证企业", False, 0), ("匠心智造 · 服务全球", False, 0), ("周望舒", False, 0),
    ],
)  # fmt: skip
def test_companies_are_told_by_their_words(text, company, place):
    assert is_company(text) is company
    assert not company or rank(text) == place


@pytest.mark.parametrize(
    ("text", "titles", "department"),
    [
        ("采购部 经理", ("经理",), "采购部"), ("董事长助理｜人力资源部", ("董事长助理",), "人力资源部"),
        ("高级工程师", ("高级工程师",), ""),
        ("市场部经理", ("经理",), "市场部"), ("教授 博士生导师", ("教授、博士生导师",), ""), ("环境学院", (), "环境学院"),
        ("Head of Purchasing, APAC", ("Head of Purchasing, APAC",), ""), ("Sales Department", ("Sales Department",), ""),
    ],
)  # fmt: skip
def test_titles_and_departments_are_parted(text, titles, department):
    found = post(text)
    assert (found.titles, found.department) == (titles, department)


def test_the_post_that_somebody_holds_stands_before_ranks():
    assert leading_first(["教授、博士生导师", "系主任", "系主任"]) == ("系主任", "教授、博士生导师")


@pytest.mark.parametrize(
    ("text", "title"),
    [("总经理", True), ("销售部", True), ("2号楼经理 0512-62881231", False), ("周望舒", False)],
)
def test_titles(text, title):
    assert is_title(text) is title
