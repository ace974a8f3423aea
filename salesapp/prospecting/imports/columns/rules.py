"""Which column of a table is which field: by the words of its header, which people write in many ways. Pure."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from salesapp.reading.tables.headers import Head, Header, plain
from salesapp.words import lazy_gettext as _l

#: What a column can be, with the words that people write over it; the first are those of the forms.
FIELDS: Mapping[str, tuple[Any, str]] = {
    "full_name": (_l("Company name"), "客户公司名称 公司名称 客户名称 企业名称 单位名称 公司 客户 企业 单位 名称 公司全称 客户全称 单位全称 "
                  "公司名 企业全称 厂家 厂名 工厂名称 客户单位 单位全名 公司全名 商户名称 company companyname name customer"),
    "credit_code": (_l("Credit code"), "统一社会信用代码 信用代码 社会信用代码 税号 纳税人识别号 统一信用代码 机构代码 creditcode"),
    "annual_output": (_l("Yearly output"), "年产值 产值 年营收 年营业额 营业额 营业收入 年销售额 销售额 年收入 营收 年营业收入 上年营收 revenue"),
    "registered_capital": (_l("Registered capital"), "注册资本 注册资金 注册资本金 capital"),
    "headcount": (_l("Headcount"), "人数 员工人数 员工数 职工人数 企业人数 从业人数 参保人数 headcount employees"),
    "industry": (_l("Industry"), "行业 所属行业 行业类别 行业分类 国标行业 主营行业 从事行业 做什么的 industry"),
    "region": (_l("Region"), "地区 所在地区 区域 所属地区 城市 省市 所在地 所属城市 省市区 所属区域 region city"),
    "address": (_l("Address"), "地址 详细地址 公司地址 注册地址 办公地址 通讯地址 企业地址 联系地址 address"),
    "postcode": (_l("Postcode"), "邮编 邮政编码 postcode zip"),
    "phone": (_l("Company phone"), "公司电话 座机 固话 固定电话 办公电话 总机 企业电话 单位电话 电话号码 landline tel"),
    "website": (_l("Website"), "网址 官网 网站 公司网址 公司网站 website url"),
    "contact": (_l("Contact person"), "联系人 姓名 联系人姓名 客户联系人 负责人 法定代表人 法人 法人代表 对接人 联络人 接洽人 经办人 contact"),
    "title": (_l("Job title"), "职务 职位 联系人职务 岗位 职称 头衔 title position"),
    "mobile": (_l("Mobile or phone"), "手机 手机号 手机号码 移动电话 联系电话 电话 联系方式 手机/电话 电话/手机 联系人电话 联系人手机 联系手机 "
               "mobile phone cell"),
    "email": (_l("Mail"), "邮箱 电子邮箱 邮件 电子邮件 邮箱地址 电邮 电子信箱 email mail e-mail"),
    "wechat": (_l("WeChat"), "微信 微信号 wechat"),
    "qq": ("QQ", "qq qq号 qq号码"),
    "founded_on": (_l("Founded on"), "成立日期 成立时间 注册日期 注册时间 founded"),
    "rival_until": (_l("Rival’s contract ends"), "竞品到期 竞品到期日 合同到期 到期日期 到期日"),
    "planned_on": (_l("First contact planned for"), "计划首联日 首联日期 计划首联 计划联系日 计划联系日期"),
    "channel": (_l("Source channel"), "来源 来源渠道 客户来源 渠道 信息来源 线索来源 来源途径 获客渠道 从哪来 哪来的 source channel"),
    "referrer": (_l("Referrer"), "介绍人 推荐人 转介绍人 referrer"),
    "decision_chain": (_l("Decision chain"), "决策链 决策人"),
    "pain_points": (_l("Pain points"), "痛点 主要痛点 需求 需求描述"),
    "remark": (_l("Remarks"), "备注 说明 附注 其他 remark remarks note notes memo"),
}  # fmt: skip
#: What is not taken, and not asked about.
IGNORED = frozenset(("序号", "编号", "no", "no.", "id", "序", "行号", "客户编号"))
LEFT_OUT = ""
NAME = "full_name"
#: Fields that have a unit.
AMOUNTS = frozenset(("annual_output", "registered_capital"))
#: Fields that a table may give in several columns.
SEVERAL = frozenset(("mobile", "phone", "contact", "email", "remark"))
SIGNS = str.maketrans("", "", "/／_-()（）·")
Mapped = Mapping[int, str]


@functools.cache
def words() -> Mapping[str, str]:
    """Return the field of each word."""
    return {
        plain(word).translate(SIGNS): field
        for field, (_label, said) in FIELDS.items()
        for word in said.split()
    }


def field_of(name: str) -> str:
    """Return the field that the words of a column name; nothing where they name none."""
    return words().get(name.translate(SIGNS), LEFT_OUT)


def is_known(name: str) -> bool:
    """Tell whether the words of a column name a field, or a serial number."""
    return bool(field_of(name)) or name in IGNORED


def names_company(name: str) -> bool:
    """Tell whether the words of a column name the company."""
    return field_of(name) == NAME


def guessed(header: Header, remembered: Mapping[str, str] | None = None) -> dict[int, str]:
    """Return the field of each column: as it was for this source, else by its words. A hidden column is only offered."""
    found: dict[int, str] = {}
    for head in header.heads:
        field = (remembered or {}).get(head.shown)
        if field is None:
            field = LEFT_OUT if head.hidden else field_of(head.name)
        taken = field in found.values() and field not in SEVERAL
        found[head.column] = LEFT_OUT if taken or field not in FIELDS else field
    return found


def by_content(samples: Mapping[int, Sequence[str]]) -> dict[int, str]:
    """Return the field of each column of rows without a header, by what stands in them: at most one of each."""
    found: dict[int, str] = {}
    for column, texts in samples.items():
        field = next((field for field, is_one in _LOOKS if texts and _mostly(is_one, texts)), LEFT_OUT)
        found[column] = LEFT_OUT if field in found.values() and field not in SEVERAL else field
    if NAME not in found.values() and found:
        found[min(found)] = NAME
    return found


def _mostly(is_one: Callable[[str], bool], texts: Iterable[str]) -> bool:
    told = [bool(is_one(text)) for text in texts]
    return sum(told) * 2 > len(told)


def _is_company(text: str) -> bool:
    return text.endswith(
        (
            "公司",
            "厂",
            "集团",
            "中心",
            "合作社",
            "医院",
            "学校",
            "大学",
            "研究院",
            "研究所",
            "经营部",
            "商行",
            "事务所",
        )
    )


def _is_code(text: str) -> bool:
    return len(text.strip()) == 18 and text.strip().isalnum() and text.isascii()


def _is_phone(text: str) -> bool:
    digits = sum(sign.isdigit() for sign in text)
    return (
        digits >= 7
        and digits * 2 > len(text)
        and not any("一" <= sign <= "鿿" and sign not in "转分机" for sign in text)
    )


def _is_mail(text: str) -> bool:
    return "@" in text[1:]


def _is_person(text: str) -> bool:
    return 2 <= len(text) <= 4 and all("一" <= sign <= "鿿" for sign in text)


def _is_address(text: str) -> bool:
    return len(text) > 6 and any(sign in text for sign in "省市区县路号镇")


_LOOKS = (
    ("email", _is_mail),
    ("credit_code", _is_code),
    ("full_name", _is_company),
    ("mobile", _is_phone),
    ("contact", _is_person),
    ("address", _is_address),
)


def source_key(heads: Iterable[Head]) -> str:
    """Return by what a source is recognised: the set of its columns, in whatever order."""
    return hashlib.sha256("\n".join(sorted(head.shown for head in heads)).encode()).hexdigest()[:32]
