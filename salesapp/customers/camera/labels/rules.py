"""What stands before a value on a card: 手机, 电话, Tel, E, 地址, and what is parted by it. Pure."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

#: Kinds of value and their labels, the longer ones first; capital letters by themselves stand at the beginning of a line.
HAN_LABELS = {
    "mobile": "大陆手机 大陸手機 手机号码 手机号 手机 手機 移动电话 行动电话 行動電話 行動 行动",
    "hotline": "全国服务热线 全国统一热线 全国热线 服务热线 客服热线 客服电话 免费热线 热线",
    "fax": "传真 傳真",
    "phone": "公司电话 办公电话 联系电话 固定电话 电话 電話 座机 固话 直线 办公 总机 直拨",
    "mail": "电子邮箱 电子邮件 邮箱 电邮 郵箱",
    "postcode": "邮政编码 邮编 郵編 郵遞區號",
    "wechat": "微信号 微信",
    "qq": "QQ号 QQ",
    "web": "公司网址 网址 网站 官网 網址",
    "address": "公司地址 办公地址 详细地址 地址 总部地址 总部 总公司 地址",
    "site": "工厂地址 工厂 厂址 分公司 办事处 研发中心",
    "number": "統一編號 统一编号 税号 纳税人识别号 统一社会信用代码 账号 开户行",
}
LATIN_LABELS = {
    "mobile": r"mobile(?:\s+phone)?|mob|cell(?:\s?phone)?|h/p|mp",
    "hotline": r"hotline",
    "fax": r"fax",
    "phone": r"telephone|tel|phone|direct|office",
    "mail": r"e-?mail|mail",
    "postcode": r"p\.\s?c\.|p\.?\s?code|post\s?code|zip(?:\s?code)?",
    "wechat": r"wechat(?:\s?id)?",
    "qq": r"qq",
    "web": r"website|web(?:site)?|http|url|site",
    "address": r"address|addr|add",
}
LETTERS = {
    "M": "mobile",
    "T": "phone",
    "P": "phone",
    "D": "phone",
    "F": "fax",
    "E": "mail",
    "W": "web",
    "A": "address",
}


def _spread(word: str) -> str:
    """Return a pattern of a word whose signs may stand apart: 地 址."""
    return r"\s*".join(word)


WORDS = "|".join(
    f"(?P<han_{kind}>{'|'.join(_spread(word) for word in sorted(words.split(), key=len, reverse=True))})"
    for kind, words in HAN_LABELS.items()
)
LATIN = "|".join(rf"(?P<latin_{kind}>{words})" for kind, words in LATIN_LABELS.items())
#: Whose or what for a number or address is, before its label: 单位电话, 常用邮箱.
WHOSE = r"(?:(?<![^\s|｜;；,，、)）/])(?:单位|常用|工作|个人|企业|联系|备用|私人|本人)\s*)?"
#: A label in Chinese: at the beginning, after a blank or a mark, or anywhere before a colon.
HAN_LABEL = re.compile(
    rf"{WHOSE}(?:{WORDS})(?P<also>\s*[/／、]\s*(?:微信号|微信|传真|电话))?\s*(?P<mark>[:;])?\s*"
)
LATIN_LABEL = re.compile(
    rf"(?<![A-Za-z@./-])(?:{LATIN})\b(?P<mark>\s*[.:]+\s*|\s+(?=[+(\d])|(?=[+(\d]))", re.IGNORECASE
)
LETTER = re.compile(r"^(?:([MTPDFEWA])(?:\s*[.:]\s*|\s+)(?=\S)|([MTPDF])(?=[+(\d]))")
SHAPES = {
    "mobile": r"[+(\d]", "phone": r"[+(\d]", "fax": r"[+(\d]", "mail": r"\S+@", "web": r"www|http|\S+\.\S+", "address": r"\S",
}  # fmt: skip
#: A drawing before a value, which the reader took for a sign.
ICON = re.compile(
    r"^(?:[^\w(+\[{（“\"']+\s*|[口回日田囗曰国图固0oO]\s+(?=[\d+(]|\S+@|\S+\.\S+|\S*[省市区县]))"
)
#: What a postcode ends with, so that the address may follow on its line.
POSTCODE = re.compile(r"^\d{6}(?!\d)|^\d{3}\s?\d{3}(?!\d)")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line: its value, what it is by its label (nothing without one), and where in the line it begins."""

    kinds: tuple[str, ...]
    value: str
    start: int = 0
    label: str = ""


def parts(line: str) -> list[Part]:
    """Part a line at its labels: 总部：… 邮编：215300 are two, 手机/微信：139… is one of two kinds."""
    text = ICON.sub("", line)
    start = len(line) - len(text)
    if letter := LETTER.match(text):
        sign, rest = letter[1] or letter[2], text[letter.end() :]
        if re.match(SHAPES[LETTERS[sign]], rest) and not (sign == "A" and not re.match(r"^A\s*[.:]", text)):
            return [Part((LETTERS[sign],), rest.strip(), start + letter.end(), sign)]
    found = _marks(text)
    if not found:
        return [Part((), text.strip(), start)] if text.strip() else []
    result = []
    if head := text[: found[0][0]].strip(" |｜;；,，/"):
        result.append(Part((), head, start))
    for (_begin, end, kinds, label), following in itertools.zip_longest(found, found[1:]):
        until = following[0] if following else len(text)
        result += _valued(Part(kinds, text[end:until].strip(" |｜;；,，/"), start + end, label))
    return result


def lettered(part: Part) -> Part:
    """Take the E off a mail address, on a card whose labels are single letters: Ezhou@… ."""
    if part.kinds or not re.match(r"E[a-z][^\s@]*@", part.value):
        return part
    return Part(("mail",), part.value[1:], part.start + 1, "E")


def label_only(line: str) -> bool:
    """Tell whether a line is a label and nothing else, so that its value stands beside it."""
    text = ICON.sub("", line).strip(" :：")
    found = _marks(text + ":")
    return len(found) == 1 and found[0][0] == 0 and found[0][1] >= len(text)


def _valued(part: Part) -> list[Part]:
    """Return a part; what follows the six digits of a postcode is a piece of its own."""
    code = POSTCODE.match(part.value) if part.kinds == ("postcode",) else None
    if code is None or not part.value[code.end() :].strip():
        return [part]
    rest = part.value[code.end() :].strip(" ,，;；)）")
    return [
        Part(part.kinds, code[0], part.start, part.label),
        *([Part((), rest, part.start + code.end())] if rest else []),
    ]


def _marks(text: str) -> list[tuple[int, int, tuple[str, ...], str]]:
    """Return where labels stand: (begin, end, kinds, label)."""
    found = []
    for hit in HAN_LABEL.finditer(text):
        before = text[: hit.start()]
        stands = not before.strip() or before[-1] in " |｜;；,，、)）/" or bool(re.search(r"\d$", before))
        after = text[hit.end() :]
        follows = bool(hit["mark"]) or (
            stands and bool(re.match(r"[+(\d〇一二三四五六七八九]|\S+@|www|http", after, re.IGNORECASE))
        )
        whole = not before.strip() and hit.end() >= len(text.strip())
        address = (
            stands and _kind(hit) in ("address", "site") and not before.strip() and text[hit.end() - 1] == " "
        )
        spaced = (
            stands
            and not before.strip()
            and text[hit.end() - 1] == " "
            and _kind(hit) in ("mobile", "phone", "fax", "wechat")
        )
        if (stands or hit["mark"]) and (follows or whole or address or spaced):
            kinds = [_kind(hit)]
            if hit["also"]:
                also = re.sub(r"[\s/／、]", "", hit["also"])
                kinds.append(next(kind for kind, words in HAN_LABELS.items() if also in words.split()))
            found.append((hit.start(), hit.end(), tuple(kinds), hit[0].strip(" :;")))
    found += [
        (hit.start(), hit.end(), (_kind(hit),), hit[0].strip(" .:")) for hit in LATIN_LABEL.finditer(text)
    ]
    found.sort()
    apart: list[tuple[int, int, tuple[str, ...], str]] = []
    for mark in found:
        if not apart or mark[0] >= apart[-1][1]:
            apart.append(mark)
    return apart


def _kind(hit: re.Match[str]) -> str:
    name = next(name for name, value in hit.groupdict().items() if value is not None and "_" in name)
    return name.partition("_")[2]
