"""Which lines of a card are a name, a title, a department, a company. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from salesapp.chinese.person_names import HAN, normalise, table
from salesapp.chinese.texts import enumerated
from salesapp.chinese.traditional import simplified

TITLE = re.compile(
    r"总监|总经理|经理|副总|总裁|董事长|董事|主席|主任|主管|主办|工程师|技师|总工|高工|教授|导师|博士|院士|研究员|讲师|顾问|助理|秘书|专员|"
    r"代表|业务员|业务|技术支持|采购员?|销售员?|部长|处长|科长|组长|厂长|院长|校长|所长|局长|行长|店长|会长|园长|会计师?|出纳|律师|合伙人|"
    r"创始人|负责人|设计师|架构师|分析师|咨询师|策划|客服|文员|法务|协理|協理|經理|總監|總經理|董事長|工程師|業務|顧問|專員|特助|"
    r"首席\w{1,4}官|CEO|CTO|CFO|COO|CIO|CMO|医师|医生|书记|干事|班长|调度|质检员?|跟单员?"
)
#: A title that tells a rank at a university stands behind the post that somebody holds.
ACADEMIC = re.compile(r"教授|导师|博士|院士|研究员|讲师")
LATIN_TITLE = re.compile(
    r"\b(?:manager|director|engineer|president|chairman|officer|head of|head|sales|buyer|purchas\w+|supervisor|assistant|"
    r"secretary|consultant|professor|dr|ceo|cto|cfo|coo|vp|vice|general|senior|executive|representative|specialist|lead|"
    r"partner|founder|technician|designer|architect|analyst|accountant|lawyer|marketing)\b",
    re.IGNORECASE,
)
DEPARTMENT = re.compile(
    r"[^\s|｜·,，/]{1,14}?(?:事业部|研发中心|[^\W\d]部|科|处|办公室|车间|中心|实验室|学院|学系|课题组|营业部|[課课])$"
)
LATIN_DEPARTMENT = re.compile(r"\b(?:department|dept\.?|division|team)\b", re.IGNORECASE)
COMPANY = re.compile(
    r"公司|集团|集團|厂$|工厂|廠$|研究院|研究所|学院|大学|大學|学校|中学|医院|醫院|诊所|中心|事务所|事務所|合作社|银行|协会|商会|学会|基金会|"
    r"商行|经营部|工作室|酒店|宾馆|书店|药店|超市|设计院|出版社|农场|企业$|门市部|商店|作坊|小吃店"
)
LEGAL = re.compile(
    r"(?:公司|合伙企业|总厂|分厂|厂|合作社|事务所)(?:[（(][^（）()]*[)）])?(?:.{0,16}分公司|.{0,12}(?:办事处|分厂))?$"
)
GROUP = re.compile(r"集团$|集團$|控股$")
LATIN_COMPANY = re.compile(
    r"\bco(?:mpany)?\b\.?,?\s*(?:ltd|limited)|co\.?,?\s?ltd|\b(?:inc|gmbh|llc|corp(?:oration)?|limited|ltd|plc|pte|group|holdings|institute|"
    r"university|hospital|college)\b|\bs\.?a\.?s?\b$|\bag\b$|\bb\.?v\.?\b$",
    re.IGNORECASE,
)
CERTIFICATE = re.compile(
    r"认证|高新技术企业|ISO\s*\d|资质|荣誉|称号|证书|会员|驰名商标|专精特新|示范|指定|供应商$|百强|品牌|扫一扫|欢迎"
)
WHOLE_PLACE = re.compile(
    r"^(?P<whole>.+?(?:大学|大學|公司|集团|医院|研究院))\s+(?P<part>\S+(?:学院|系|部|中心|所|科|处|厂|实验室))$"
)
NAME_STOP = re.compile(
    r"[省市县镇路街号楼室区村]$|公司|有限|服务|全球|智造|创新|品质|诚信|匠心|扫|微信|地址|电话|手机|传真|邮箱|欢迎|科技$|集团"
)
#: Words that begin with a sign which is a surname too, and stand before titles.
NO_SURNAME = re.compile(
    r"^(?:高级|区域|常务|全国|华[东南北中]|安全|项目|方案|商务|支持|党委|车间|储运|应用|包装|施工|管理|金融|平台|大区|国际|计划|万能|"
    r"明星|时尚|安装|安防|成本|程序|应收|应付|越南|金牌|石化|印刷|司机|海外|国内|营销|贸易|舒适|和谐|和平|年度|文化|家居|通讯)"
)
LATIN_NAME = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ÿ'’-]*\.?(?: [A-ZÀ-Þ][A-Za-zÀ-ÿ'’-]*\.?){1,3}")
#: An English name in two parts is none where one of them is one of these.
NOT_A_NAME = re.compile(
    r"\b(?:co|ltd|inc|road|rd|street|building|floor|china|city|district|province|add|tel|mob|fax|technology|electric|the|and|of|"
    r"iso|high|tech|quality|service|world|your|we|for|best|industrial|park|dept|department)\b",
    re.IGNORECASE,
)


#: What a post may be of, between a name and the title.
FIELD = re.compile(
    r"区域|大区|华[东南西北中]|市场|技术|行政|财务|人事|项目|产品|研发|生产|质量|品质|物流|工程|商务"
)


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody is: titles, the leading one first, and the department."""

    titles: tuple[str, ...] = ()
    department: str = ""


def chinese_name(text: str, *, titled: bool = False) -> str:
    """Return the Chinese name that a text is, or nothing: a surname first, two to four signs, or parted by a dot."""
    name = normalise(text)
    plain = name.replace(" ", "")
    if "·" in plain:
        slogan = re.search(r"\s[·•]\s", text) or NAME_STOP.search(plain)
        return (
            plain
            if not slogan and 4 <= len(plain) <= 25 and all(HAN.match(c) or c == "·" for c in plain)
            else ""
        )
    if not 2 <= len(plain) <= 4 or not all(HAN.match(c) for c in plain):
        return ""
    if (
        NAME_STOP.search(plain)
        or NO_SURNAME.search(plain)
        or TITLE.search(plain)
        or DEPARTMENT.fullmatch(plain)
        or COMPANY.search(plain)
    ):
        return ""
    simple = simplified(plain)
    if len(plain) == 4:
        return plain if simple[:2] in table("double") or (titled and simple[0] in table("single")) else ""
    return plain if simple[0] in table("single") or simple[:2] in table("double") else ""


def with_title(text: str) -> tuple[str, str]:
    """Part 罗拾贝 总经理 and 罗拾贝(总经理) into name and the rest; two empty texts where it is not so."""
    parted = re.match(
        r"^([^\s|｜/（(,，]{2,8}|[^\s|｜/（(,，] [^\s|｜/（(,，](?: [^\s|｜/（(,，])?)[\s|｜/（(,，]+(.+?)[)）]?$",
        text,
    )
    if (
        parted
        and (TITLE.search(parted[2]) or DEPARTMENT.search(parted[2]))
        and chinese_name(parted[1], titled=True)
    ):
        return chinese_name(parted[1], titled=True), parted[2]
    for count in (3, 2, 4):
        name = chinese_name(text[:count], titled=True) if re.fullmatch(r"[^\s\d]{4,16}", text) else ""
        if name and (
            chinese_post(text[count:]) or (FIELD.match(text[count:]) and TITLE.search(text[count:]))
        ):
            return name, text[count:]
    return "", ""


def latin_name(text: str) -> str:
    """Return the name in Latin letters that a text is, or nothing."""
    text = " ".join(text.split())
    if (
        LATIN_NAME.fullmatch(text)
        and not NOT_A_NAME.search(text)
        and not LATIN_TITLE.search(text)
        and not LATIN_COMPANY.search(text)
    ):
        return text
    return ""


def is_title(text: str) -> bool:
    """Tell whether a line is what somebody is: a title, a department, or both."""
    if len(text) > 40 or re.search(r"\d{3,}|@", text):
        return False
    if text.isascii() or not HAN.search(text):
        return bool(LATIN_TITLE.search(text) or LATIN_DEPARTMENT.search(text)) and not LATIN_COMPANY.search(
            text
        )
    return len(text) <= 24 and bool(TITLE.search(text) or DEPARTMENT.fullmatch(text)) and not is_company(text)


def is_company(text: str) -> bool:
    """Tell whether a line is the name of a firm, an institute or a group."""
    if CERTIFICATE.search(text) and not re.search(r"公司$", text):
        return False
    if text.isascii():
        return bool(LATIN_COMPANY.search(text))
    plain = re.sub(r"\s", "", text)
    return 4 <= len(plain) <= 50 and bool(COMPANY.search(plain)) and not re.search(r"[:：@]|\d{4,}", plain)


def rank(text: str) -> int:
    """Return how surely a line is the firm itself: 3 with its legal form, 2 an institute, 1 a group, 0 part of something."""
    plain = re.sub(r"\s", "", text)
    if GROUP.search(plain):
        return 1
    if LEGAL.search(plain) or (text.isascii() and LATIN_COMPANY.search(text)):
        return 3
    return (
        2
        if re.search(r"大学|大學|医院|研究院|研究所|银行|协会|设计院|学校|中学", plain)
        else 1
        if COMPANY.search(plain)
        else 0
    )


def post(text: str) -> Post:
    """Part a line into titles and a department: 采购部 经理, 董事长助理｜人力资源部."""
    if not HAN.search(text):
        return (
            Post((), text)
            if LATIN_DEPARTMENT.search(text) and not LATIN_TITLE.search(text)
            else Post((text,))
        )
    titles, department = [], ""
    for piece in filter(None, re.split(r"[\s|｜/、,，·]+", text)):
        if not department and DEPARTMENT.fullmatch(piece):
            department = piece
            continue
        glued = re.fullmatch(
            r"(.{2,8}?(?:事业部|中心|部|科|处|办公室))(.*(?:" + TITLE.pattern + r").*)", piece
        )
        if glued and not department and chinese_post(glued[2]):
            department, piece = glued[1], glued[2]
        titles.append(piece)
    return Post((enumerated(titles),) if titles else (), department)


def chinese_post(text: str) -> bool:
    """Tell whether what follows a department is a post by itself: 经理, not 件工程师."""
    return bool(re.match(r"(?:副|总|高级|资深|首席|助理)?(?:" + TITLE.pattern + ")", text))


def leading_first(titles: list[str]) -> tuple[str, ...]:
    """Return titles with the post that somebody holds before ranks of a university."""
    return tuple(sorted(dict.fromkeys(titles), key=lambda title: bool(ACADEMIC.search(title))))
