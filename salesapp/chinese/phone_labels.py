"""What stands around a number: labels and remarks, which nobody dials, and the extension: 手机：138 0013 8000（微信同号）."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from salesapp.chinese.area_codes import is_landline
from salesapp.chinese.texts import line

HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−－_"), "-")
#: Where an extension begins; also in brackets: （分机801）.
EXTENSION = re.compile(
    r"\s*[(]?\s*(?:转|轉|分机号?|内线|extension|ext\.?|x|#|,|\*)[\s:.]*(\d{1,6})\s*[)]?$", re.IGNORECASE
)
HYPHEN_EXTENSION = re.compile(r"^(.*\d{7,8})-(\d{1,6})$")
#: What people write before a number, and what they write behind it; neither is dialled.
LABEL = re.compile(
    r"^(?:(?:手机|微信|移动电话|电话|座机|固话|固定电话|办公|总机|直线|热线|联系|号码?|tel(?:ephone)?|mob(?:ile)?|cell|phone|m|t|p)"
    r"[\s/.]*)+(?::\s*|\s+|(?=[\d+(]))",
    re.IGNORECASE,
)
REMARK = re.compile(
    r"\s*(?:[(\[【][^()\[\]【】\d]*[)\]】]|(?:微信|电话)?同号|同(?:微信|手机号?)|(?:加)?微信|wechat)\s*$",
    re.IGNORECASE,
)
WECHAT = re.compile(r"微信|wechat", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bared:
    """A field without what is not dialled: the number, what was left out, and whether it is said to be the 微信号 too."""

    number: str
    left_out: tuple[str, ...] = ()
    wechat: bool = False


def bare(text: str) -> Bared:
    """Take the label before a number and the remark behind it away: 手机：138 0013 8000（微信同号）."""
    typed, left_out = plain(text), []
    for pattern in (LABEL, REMARK, REMARK):
        found = pattern.search(typed)
        if found and found[0].strip() and re.search(r"\d", typed.replace(found[0], "", 1)):
            left_out.append(found[0].strip())
            typed = (typed[: found.start()] + typed[found.end() :]).strip()
    return Bared(typed, tuple(left_out), any(WECHAT.search(word) for word in left_out))


def plain(text: str) -> str:
    """Return a number as typed, in half width and with one kind of hyphen."""
    return unicodedata.normalize("NFKC", line(text)).translate(HYPHENS).strip()


def extension_of(typed: str) -> tuple[str, str]:
    """Part a number from its extension: 转801, 分机801, -801, *801, （分机801）."""
    found = EXTENSION.search(typed)
    if found:
        return typed[: found.start()].strip(" -,("), found.group(1)
    compact = typed.replace(" ", "")
    found = HYPHEN_EXTENSION.match(compact)
    if found and not (found.group(1).startswith(("400", "800")) and len(re.sub(r"\D", "", compact)) == 10):
        digits = re.sub(r"\D", "", found.group(1))
        if digits.startswith("0") and 10 <= len(digits) <= 12 or 7 <= len(digits) <= 8:
            return found.group(1), found.group(2)
        if not digits.startswith("0") and is_landline("0" + digits):
            return found.group(1), found.group(2)
    return typed, ""
