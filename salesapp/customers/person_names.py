"""Names of people: kept as they are written, in any script, and masked by their surname (conventions 3.11)."""

from __future__ import annotations

import unicodedata

from salesapp.refusals import Refusal
from salesapp.words import gettext as _

MIDDLE_DOT = "·"
DOTS = str.maketrans(dict.fromkeys("•・．‧∙⋅●.", MIDDLE_DOT))
LONGEST = 50
SHOUTED = frozenset('<>{}[]|\\^`~@#$%&=+;!?"/')
COMPOUND_SURNAMES = frozenset(
    (
        "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人",
        "夏侯", "诸葛", "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶",
        "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于",
        "司空", "闾丘", "子车", "亓官", "司寇", "巫马", "公西", "颛孙", "壤驷", "公良",
        "漆雕", "乐正", "宰父", "谷梁", "拓跋", "夹谷", "轩辕", "令狐", "段干", "百里",
        "呼延", "东郭", "南门", "羊舌", "微生", "梁丘", "左丘", "东门", "西门", "第五",
        "单于", "完颜", "耶律", "纳兰", "西乡", "叶赫",
    )
)  # fmt: skip


class NameRefused(Refusal):
    """What was typed cannot be a person's name."""


def normalise(name: str) -> str:
    """Return a name with one kind of middle dot and single blanks; rare characters stay as they are.

    A full stop counts as a middle dot only between Chinese characters, so that ``J. Lee`` keeps its own.
    """
    text = " ".join(name.split())
    found = []
    for i, c in enumerate(text):
        between = 0 < i < len(text) - 1 and _is_han(text[i - 1]) and _is_han(text[i + 1])
        found.append(c.translate(DOTS) if c != "." or between else c)
    return "".join(found)


def check(name: str) -> str:
    """Return a name as it is stored, or refuse what is none; length counts characters, however rare."""
    text = normalise(name)
    if len(text) > LONGEST:
        raise NameRefused(_("A name has at most %(count)s characters.", count=LONGEST))
    if not any(c.isalpha() or _is_han(c) for c in text):
        raise NameRefused(_("Write the real name, with letters or characters."))
    if any(c in SHOUTED or c.isdigit() or _is_picture(c) for c in text):
        raise NameRefused(_("A name has no digits, pictures or signs such as < and @."))
    return text


def surname(name: str) -> str:
    """Return the surname: two characters where that is a known compound one, else the first character.

    Of a foreign name it is the first word, of a name with a middle dot (阿依古丽·买买提) the first character.
    """
    if name[:2] in COMPOUND_SURNAMES and len(name) > 2:
        return name[:2]
    if name and not _is_han(name[0]):
        word, _gap, rest = name.replace(MIDDLE_DOT, " ").partition(" ")
        return word if rest else word[:1]
    return name[:1]


def masked(name: str | None) -> str:
    """Return a name with all but the surname hidden: 周*, 欧阳**; a name that is masked already stays."""
    text = normalise(name or "")
    if not text or text.endswith("*"):
        return text
    kept = surname(text)
    return kept + "*" * max(1, min(2, len(text) - len(kept)))


def _is_han(c: str) -> bool:
    return unicodedata.name(c, "").startswith("CJK") or 0x20000 <= ord(c) <= 0x3FFFF


def _is_picture(c: str) -> bool:
    return unicodedata.category(c) in ("So", "Sk", "Cs", "Co") or ord(c) in range(0x1F000, 0x1FB00)
