"""The labels of a licence, and what stands behind each: to the next label, in the box beside it, on the lines below. Pure."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from salesapp.customers.camera.layout.rules import Text, rows
from salesapp.reading.pictures.rules import Reading

LABELS = {
    "code": "统一社会信用代码", "number": "注册号", "copy": "副本编号|证照编号|编号", "name": "名称|字号名称|企业名称|公司名称",
    "kind": "类型|主体类型|企业类型|公司类型",
    "person": "法定代表人姓名|法定代表人|负责人姓名|负责人|经营者姓名|经营者|投资人姓名|投资人|执行事务合伙人",
    "capital": "注册资本|注册资金|资金数额|成员出资总额|出资额", "founded": "成立日期|注册日期|成立时间", "form": "组成形式",
    "address": "住所|经营场所|营业场所|主要经营场所|企业住所|主要经营住所|场所", "scope": "经营范围|业务范围",
    "term": "营业期限|经营期限|合伙期限",
    "office": "登记机关|发照机关|登记机关盖章", "paid": "实收资本",
}  # fmt: skip
_WORDS = sorted(
    ((word, kind) for kind, words in LABELS.items() for word in words.split("|")),
    key=lambda pair: -len(pair[0]),
)
KINDS = dict(_WORDS)


def _spread(word: str) -> str:
    return r"\s*".join(word)


LABEL = re.compile("(" + "|".join(_spread(word) for word, _kind in _WORDS) + r")\s*[:：]?\s*")
#: Labels of two signs are spread over the width of the longer ones.
HEADS = {"称": "名", "型": "类", "所": "住"}
TAILS = re.compile(r"^\s*([称型所])(?=\s|有限|股份|个体|$|[^\s]{3})\s*")
TITLE = re.compile(r"营\s*业\s*执\s*照")


def is_licence(reading: Reading) -> bool:
    """Tell whether a picture is rather a licence than a card."""
    words = (re.sub(r"\s", "", hit[1]) for line in reading.lines for hit in LABEL.finditer(line.text))
    labels = {KINDS[word] for word in words} - {"address"}
    return (
        any(TITLE.search(line.text) for line in reading.lines)
        or {"code", "name"} <= labels
        or len(labels) >= 3
    )


def fields(texts: list[Text]) -> dict[str, Text]:
    """Return the value of each label: to the next label of its line, the box beside it, and the lines where it goes on."""
    found: dict[str, Text] = {}
    opened: list[tuple[str, Text, float]] = []  # kind, last line, the edge of its value
    for row in map(_with_whole_labels, rows(texts)):
        waiting: tuple[str, Text] | None = None
        for text in row:
            hits = [hit for hit in LABEL.finditer(text.text) if _stands(text.text, hit)]
            head = text.text[: hits[0].start()].strip() if hits else text.text
            if head:
                if waiting and not hits:
                    kind, label = waiting
                    found[kind] = replace(text, text=head)
                    opened.append((kind, text, text.left))
                    waiting = None
                    continue
                if not hits:
                    _go_on(found, opened, text)
            for hit, following in itertools.zip_longest(hits, hits[1:]):
                kind = KINDS[re.sub(r"\s", "", hit[1])]
                value = text.text[hit.end() : following.start() if following else None].strip(" :：")
                if value and kind not in found:
                    found[kind] = replace(text, text=value)
                    share = sum(1 if ord(c) > 255 else 0.55 for c in text.text[: hit.end()])
                    whole = sum(1 if ord(c) > 255 else 0.55 for c in text.text) or 1
                    opened.append((kind, text, text.left + text.width * share / whole))
                elif not value:
                    waiting = (kind, text)
    return found


def _with_whole_labels(row: list[Text]) -> list[Text]:
    """Return a row whose spread labels are whole: 名, 称 苏州… are two boxes, or the first was not read at all."""
    found: list[Text] = []
    for text in row:
        tail = TAILS.match(text.text)
        if tail and found and found[-1].text.strip() == HEADS[tail[1]]:
            text = replace(found.pop().and_(text), text=HEADS[tail[1]] + text.text)
        elif tail and (tail[0] != text.text or text.text == text.text.strip()):
            text = replace(text, text=HEADS[tail[1]] + text.text)
        found.append(text)
    return found


def _stands(text: str, hit: re.Match[str]) -> bool:
    """Tell whether a label is one: at the beginning, after a blank, or before a colon; 名称 within a sentence is none."""
    before, word = text[: hit.start()], re.sub(r"\s", "", hit[1])
    if not before.strip():
        return (
            len(word) > 2
            or bool(re.search(r"[:：\s]", hit[0][len(hit[1]) :]))
            or hit.end() >= len(text)
            or len(text) > 4
        )
    return (
        before[-1] in " ）)"
        or bool(re.search(r"[:：]", hit[0]))
        or word in ("成立日期", "注册资本", "法定代表人", "营业期限")
    )


def _go_on(found: dict[str, Text], opened: list[tuple[str, Text, float]], text: Text) -> None:
    """Add a line to the field that it belongs to: the nearest one above at whose value's edge it begins."""
    for n in range(len(opened) - 1, -1, -1):
        kind, last, edge = opened[n]
        gap = text.top - last.bottom
        if -0.5 * last.height <= gap <= 1.4 * last.height and abs(text.left - edge) <= 1.8 * last.height:
            if kind in ("address", "scope", "name", "kind", "person"):
                found[kind] = found[kind].and_(text)
                opened[n] = (kind, text, edge)
            return
