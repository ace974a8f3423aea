"""Company names: the same firm written differently is found, different firms are left alone (conventions 3.2).

A name has a key (equal keys are the same firm: refused) and a core, what is left without legal form and place
(similar cores are worth a look: warned).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from salesapp.chinese import pinyin
from salesapp.chinese.texts import line
from salesapp.chinese.traditional import simplified
from salesapp.refusals import Refusal
from salesapp.words import gettext as _

LEGAL_FORMS = (
    "股份有限责任公司", "集团股份有限公司", "集团有限责任公司", "控股集团有限公司", "集团有限公司", "有限责任公司",
    "股份有限公司", "股份合作公司", "有限公司", "合伙企业", "总公司", "分公司", "子公司", "集团公司", "公司", "集团",
)  # fmt: skip
FOREIGN_FORMS = re.compile(
    r"(?:\b(?:co|company|corp|corporation|inc|llc|ltd|limited|gmbh|ag|plc|pte|pvt|sa|srl|bv|kk|group|holdings)\b[\s.,]*)+$"
)
BRACKETS = re.compile(r"\(([^()]*)\)")
SIMILAR = 80
SHORTEST_PART = 4
SHORTEST_SOUND = 3
#: What tells firms of one kind apart: the first hospital from the second.
NUMERALS = re.compile(r"[0-9一二三四五六七八九十百甲乙丙丁]+")
#: Marks that differ only in how they are typed.
SAME_MARKS = str.maketrans({"〔": "(", "〕": ")", "【": "(", "】": ")", "[": "(", "]": ")", "{": "(", "}": ")",
                            "‧": "·", "•": "·", "・": "·", "．": "·", "“": '"', "”": '"', "‘": "'", "’": "'"})  # fmt: skip


class CompanyNameRefused(Refusal):
    """What was typed cannot be the name of a company."""


class Verdict(StrEnum):
    """What a pair of names means: the same firm, perhaps the same, or two firms."""

    HARD = "hard"
    SOFT = "soft"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near two names are: the verdict, the ratio of their cores, the ratio of the better part."""

    verdict: Verdict
    ratio: int
    partial: int


BRANCH = re.compile(r"分公司|支公司|分厂|办事处|分店|分行|支行")


def check(name: str) -> str:
    """Return a name as it is stored, or refuse what stands on no licence: pictures, tags, one single letter."""
    text = " ".join(line(name).split())
    if sum(c.isalnum() for c in text) < 2:
        raise CompanyNameRefused(_("Write the full name as on the business licence."))
    if any(c in "<>{}\\|^~`;=" or unicodedata.category(c) in ("So", "Sk", "Co", "Cs") for c in name):
        raise CompanyNameRefused(_("A company name has no pictures or signs such as < and ;."))
    return text


def normalise(name: str) -> str:
    """Return the key of a name: half width, lower case, simplified signs, without blanks and marks: CO.,LTD is Co., Ltd."""
    text = _plain(name).translate(SAME_MARKS)
    return "".join(c for c in text if not c.isspace() and c not in "\"'.,")


def is_branch(name: str) -> bool:
    """Tell whether a name is that of a branch (分公司, 办事处 …): a customer of its own, whoever answers its telephone."""
    return bool(BRANCH.search(name))


def core(name: str) -> str:
    """Return what makes a name its own: without legal form, bracketed place and branch words.

    The place at the beginning stays, so that firms of the same name in two cities are two firms:
    宏远精密制造（苏州）有限公司 → 宏远精密制造, 苏州宏远精密制造有限公司 → 苏州宏远精密制造.
    """
    text = _plain(name)
    text = FOREIGN_FORMS.sub("", text)
    text = "".join(c for c in BRACKETS.sub("", text) if c.isalnum())
    before = None
    while before != text:
        before = text
        for form in LEGAL_FORMS:
            if text.endswith(form) and len(text) - len(form) >= 2:
                text = text[: -len(form)]
                break
    for form in LEGAL_FORMS[:9]:
        if len(text) - len(form) >= 2:
            text = text.replace(form, "")
    return text


def sound(core: str) -> str:
    """Return how a core name sounds, sign by sign: 晨光机电 and 辰光机电 are one; nothing for one too short to tell by."""
    if len(core) < SHORTEST_SOUND:
        return core
    return " ".join(reading for reading, _han in pinyin.parts(core))


def compare_cores(first: str, second: str, *, similar: int = SIMILAR) -> Likeness:
    """Judge two cores (3.2).

    Similar are those from 80 on, one (of at least four characters) that stands wholly inside the other, the same
    characters in another order, and those that differ in one sign of the same sound. 第一 and 第二 are two firms, whatever
    else agrees.
    """
    ratio = round(fuzz.ratio(first, second))
    partial = round(fuzz.partial_ratio(first, second))
    if first != second and NUMERALS.sub("#", first) == NUMERALS.sub("#", second):
        return Likeness(Verdict.NONE, ratio, partial)
    inside = partial == 100 and min(len(first), len(second)) >= SHORTEST_PART
    inside = inside or sorted(first) == sorted(second) or _one_homophone(first, second)
    return Likeness(Verdict.SOFT if ratio >= similar or inside else Verdict.NONE, ratio, partial)


def _one_homophone(first: str, second: str) -> bool:
    differ = sum(a != b for a, b in zip(first, second, strict=False))
    return len(first) == len(second) and differ == 1 and sound(first) == sound(second)


def _plain(name: str) -> str:
    return simplified(unicodedata.normalize("NFKC", line(name).translate(SAME_MARKS)).casefold())
