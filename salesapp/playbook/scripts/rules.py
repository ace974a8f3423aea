"""Scripts: wordings with placeholders for openings, letters and appointments (R15). Shown and copied, never sent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

PLACEHOLDER = re.compile(r"\{([^{}\n]{1,20})\}")


class ScriptKind(StrEnum):
    """What a script is for."""

    CALL_OPENING = "call_opening"
    MAIL = "mail"
    VISIT_BOOKING = "visit_booking"
    THANK_YOU = "thank_you"
    QUARTERLY = "quarterly"
    GREETING = "greeting"
    OBJECTION = "objection"


KIND_NAMES = {
    ScriptKind.CALL_OPENING: _l("Opening of a call"),
    ScriptKind.MAIL: _l("First mail"),
    ScriptKind.VISIT_BOOKING: _l("Booking a visit"),
    ScriptKind.THANK_YOU: _l("Thank-you mail"),
    ScriptKind.QUARTERLY: _l("Quarterly confirmation"),
    ScriptKind.GREETING: _l("Greeting on a festival"),
    ScriptKind.OBJECTION: _l("Answer to an objection"),
}

#: The placeholders that can be filled, each with the value that a preview shows. They are Chinese in every
#: language, because they stand inside Chinese letters.
SAMPLE_VALUES = {
    "客户名称": "某某精密",
    "客户全称": "苏州某某精密制造有限公司",
    "联系人": "周*",
    "称谓": "周经理",
    "职务": "采购经理",
    "我方公司": "某某软件有限公司",
    "我方姓名": "林*",
    "我方电话": "138****0021",
    "行业领域": "精密制造",
    "利益点": "把交货周期缩短 15%",
    "沟通时间": "11月23日 10:00",
    "需求": "排产与库存脱节，插单后交期难以承诺",
    "双方约定": "双方约定：\n1. 我方：同行案例两份（11月25日前）\n2. 贵方：一周的排产表",
    "承诺事项": "1. 同行案例两份\n2. 方案框架一页",
    "下次时间": "11月26日（周四）14:00",
    "下次事项": "演示排产方案",
    "节日": "中秋节",
}


class ScriptRefused(Refusal):
    """A script that cannot be kept as it is."""


def placeholders(text: str) -> list[str]:
    """Return the names between braces, each once, in order."""
    return list(dict.fromkeys(PLACEHOLDER.findall(text)))


def unknown(text: str) -> list[str]:
    """Return the placeholders that nothing could fill."""
    return [name for name in placeholders(text) if name not in SAMPLE_VALUES]


def check_script(kind: str, subject: str | None, body: str) -> None:
    """Refuse unknown placeholders, open braces, and a mail without a subject (R15)."""
    if kind not in KIND_NAMES:
        raise ScriptRefused(_("There is no such kind of script."), field="kind")
    for text, field in ((subject or "", "subject"), (body, "body")):
        if strange := unknown(text):
            sentence = _("“{%(name)s}” is no placeholder that can be filled in.", name=strange[0])
            raise ScriptRefused(sentence, field=field)
        rest = PLACEHOLDER.sub("", text)
        if "{" in rest or "}" in rest:
            raise ScriptRefused(_("A brace is not closed, or not opened."), field=field)
    if kind in (ScriptKind.MAIL, ScriptKind.THANK_YOU) and not (subject or "").strip():
        raise ScriptRefused(_("A mail needs a subject."), field="subject")


def check_reason(versions: int, why: str | None) -> None:
    """Refuse a new wording of a script that does not say why it changes; the first needs no reason (R15)."""
    if versions and not (why or "").strip():
        raise ScriptRefused(_("Say why the wording changes: it stands beside the new version."), field="why")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a filled wording: its text, or the name of a placeholder that nothing filled."""

    text: str
    gap: bool = False


def pieces(text: str, values: Mapping[str, str | None]) -> list[Piece]:
    """Return a wording part by part; what has no value is a gap of its own, to be marked where it is shown (R15)."""
    found, end = [], 0
    for hit in PLACEHOLDER.finditer(text):
        found += [Piece(text[end : hit.start()]), Piece(values.get(hit[1]) or hit[1], not values.get(hit[1]))]
        end = hit.end()
    return [piece for piece in (*found, Piece(text[end:])) if piece.text]


def gaps(text: str, values: Mapping[str, str | None]) -> list[str]:
    """Return the placeholders of a wording that have no value."""
    return [name for name in placeholders(text) if not values.get(name)]


def fill(text: str, values: Mapping[str, str | None]) -> str:
    """Put values in the place of placeholders; those without a value stay as they are."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1]) or found[0], text)


def sample(text: str | None) -> str:
    """Return a wording as it would read, with made-up values."""
    return fill(text or "", SAMPLE_VALUES)
