"""The text of a contract from its template: clauses with conditions, filled from data, compared with what was agreed. Pure.

A template is written as plain text: a line that begins with # is the heading of a clause, ``{{合同金额}}`` is filled in,
and ``[当 类型=服务]`` at the end of a heading says when the clause (or this variant of it) stands in the contract.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from salesapp.chinese.texts import says
from salesapp.refusals import Refusal
from salesapp.words import gettext as _

#: What a template may be filled with, by the name that stands in it.
FIELDS = (
    "合同编号", "合同名称", "类型", "我方", "客户", "客户信用代码", "客户地址", "合同金额", "金额大写",
    "税率", "含税", "币种", "签订方式", "份数",
    "开始日期", "结束日期", "交付日期", "交付周期", "交付内容", "付款节点", "付款补充", "售后保障", "验收标准",
)  # fmt: skip
BLANK = "/"
#: Where a person writes on a template that is printed empty.
ROOM = "_" * 12  # one word: no line breaks within it
EXAMPLE = "[当 类型=服务] [当 合同金额>=500000]"
MOST_CLAUSES = 200
LONGEST = 200_000
_PLACE = re.compile(r"\{\{(.*?)\}\}")
_BRACES = re.compile(r"\{\{|\}\}|\{[%#]|[%#]\}")
_HEAD = re.compile(r"^#+\s*(?P<title>.*?)\s*(?:\[当\s*(?P<when>[^\]]*)\])?\s*$")
_WHEN = re.compile(r"^\s*(?P<field>[^=<>≥≤]+?)\s*(?P<how>>=|<=|≥|≤|=|>|<)\s*(?P<value>.+?)\s*$")


class TextRefused(Refusal):
    """The template or the text cannot be used; the sentence says where."""


@dataclass(frozen=True, slots=True)
class When:
    """When a clause stands in a contract."""

    field: str
    how: str
    value: str

    @property
    def words(self) -> str:
        """How it is written."""
        return f"{self.field}{self.how}{self.value}"

    def holds(self, values: Mapping[str, str]) -> bool:
        """Tell whether it does, by what the contract says; a figure is compared as a figure."""
        said = values.get(self.field, "")
        if self.how == "=":
            return said == self.value
        here, there = _figure(said), _figure(self.value)
        if here is None or there is None:
            return False
        return {">": here > there, "<": here < there, ">=": here >= there, "<=": here <= there}[self.how]


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a template, or one variant of it."""

    title: str
    body: str
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """One clause of a contract: its number, how it stands there, and how our text has it."""

    no: int
    title: str
    text: str
    standard: str

    @property
    def deviates(self) -> bool:
        """Whether it reads otherwise than our text."""
        return _plain(self.text) != _plain(self.standard)


def parse(source: str) -> list[Clause]:
    """Return the clauses of a template, or refuse what is broken in it, with its line; everything wrong at once."""
    if len(source or "") > LONGEST:
        raise TextRefused(
            _("A template has at most %(most)s characters.", most=f"{LONGEST:,}"), field="source"
        )
    clauses: list[tuple[str, When | None, list[str]]] = []
    wrong: list[str] = []
    for number, line in enumerate((source or "").splitlines(), 1):
        wrong += [_("Line %(number)s: %(why)s", number=number, why=why) for why in broken(line)]
        if line.startswith("#"):
            head = _HEAD.match(line)
            title, said = (head["title"], head["when"]) if head else ("", None)
            if not says(title):
                wrong.append(_("Line %(number)s: %(why)s", number=number, why=_("the heading is empty")))
            when, why = _when(said)
            if why:
                wrong.append(_("Line %(number)s: %(why)s", number=number, why=why))
            clauses.append((title, when, []))
        elif clauses:
            clauses[-1][2].append(line)
        elif says(line):
            why = _("text before the first heading; a heading begins with #")
            wrong.append(_("Line %(number)s: %(why)s", number=number, why=why))
    if not clauses and not wrong:
        wrong.append(_("There is no clause yet: begin its heading with #."))
    if len(clauses) > MOST_CLAUSES:
        wrong.append(_("A template has at most %(most)s clauses.", most=MOST_CLAUSES))
    if wrong:
        raise TextRefused("\n".join(wrong[:20]), field="source")
    return [Clause(title, "\n".join(lines).strip(), when) for title, when, lines in clauses]


def broken(line: str) -> list[str]:
    """Return what is wrong with the placeholders of a line: one that is not closed, or that nothing fills."""
    left = _PLACE.sub("", line)
    wrong = [_("“%(what)s” is not closed or not opened", what=found) for found in _BRACES.findall(left)]
    for name in _PLACE.findall(line):
        if name.strip() not in FIELDS:
            near = difflib.get_close_matches(name.strip(), FIELDS, n=1, cutoff=0.4)
            hint = _(" (do you mean %(near)s?)", near=near[0]) if near else ""
            wrong.append(_("nothing fills {{%(name)s}}%(hint)s", name=name.strip(), hint=hint))
    return wrong


def _when(said: str | None) -> tuple[When | None, str]:
    """Return the condition of a heading, and what is wrong with it."""
    if said is None:
        return None, ""
    found = _WHEN.match(said)
    if found is None or found["field"] not in FIELDS:
        return None, _(
            "“%(said)s” is no condition; write it as in %(example)s", said=said.strip(), example=EXAMPLE
        )
    how = {"≥": ">=", "≤": "<="}.get(found["how"], found["how"])
    if how != "=" and _figure(found["value"]) is None:
        return None, _("“%(value)s” is no figure", value=found["value"])
    return When(found["field"], how, found["value"]), ""


def _figure(said: str) -> Decimal | None:
    try:
        return Decimal(said.replace(",", "").rstrip("%").removeprefix("¥"))
    except InvalidOperation:
        return None


def fill(body: str, values: Mapping[str, str]) -> str:
    """Return a body with its places filled; what the contract does not say is struck through with “/”."""
    return _PLACE.sub(lambda found: values.get(found[1].strip()) or BLANK, body)


def blank(body: str) -> str:
    """Return a body with room to write in its places."""
    return _PLACE.sub(ROOM, body)


def filled(clauses: Sequence[Clause], values: Mapping[str, str], own: Mapping[str, str]) -> list[Filled]:
    """Return the clauses of one contract in their order, numbered, with its own wording where it has one.

    A clause that only the contract has, the customer's own, stands after ours.
    """
    standing = [clause for clause in clauses if clause.when is None or clause.when.holds(values)]
    made = []
    for no, clause in enumerate(standing, 1):
        standard = fill(clause.body, values)
        made.append(Filled(no, clause.title, own.get(clause.title, standard), standard))
    known = {clause.title for clause in clauses}
    added = [title for title in own if title not in known]
    return made + [Filled(no, title, own[title], "") for no, title in enumerate(added, len(made) + 1)]


def own_of(typed: Iterable[tuple[Filled, str | None]]) -> dict[str, str]:
    """Return the wording that deviates from our text, by clause."""
    return {
        clause.title: (text or "").strip()
        for clause, text in typed
        if _plain(text or "") != _plain(clause.standard)
    }


def added_to(clauses: Sequence[Filled], typed: Mapping[str, str]) -> dict[str, str]:
    """Return the clauses that are added, by heading; refuse a heading that stands in the contract already."""
    added = {title.strip()[:200]: text.strip() for title, text in typed.items() if says(text)}
    if twice := added.keys() & {one.title for one in clauses}:
        raise TextRefused(_("“%(title)s” stands in the text already: change it there.", title=min(twice)))
    return added


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def changed_words(clause: Filled) -> str:
    """Say how a clause deviates, in its shortest words: “5%” → “10%”."""
    before, after = clause.standard, clause.text
    if not says(after):
        return _("left out")
    if not says(before):
        return _("added: “%(words)s”", words=_around(after, 0, len(after)))
    parts = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            parts.append(f"“{_around(before, i1, i2)}”→“{_around(after, j1, j2)}”")
    return "；".join(parts[:4]) + ("…" if len(parts) > 4 else "")


def _around(text: str, start: int, end: int) -> str:
    """Return what changed with a little of what stands beside it."""
    cut = text[max(start - 4, 0) : end + 4].replace("\n", " ")
    return cut if len(cut) <= 60 else f"{cut[:28]}…{cut[-28:]}"


def deviation_words(clauses: Sequence[Filled], why: str) -> str:
    """Write every deviation, clause by clause, and why: what legal reads (F11)."""
    lines = [
        _("%(no)s %(title)s: %(how)s", no=clause.no, title=clause.title, how=changed_words(clause))
        for clause in clauses
        if clause.deviates
    ]
    return "\n".join([*lines, _("Why: %(why)s", why=why.strip())])[:4000]


def check_why(clauses: Sequence[Filled], why: str | None) -> str:
    """Refuse to deviate from our text without saying why."""
    if any(clause.deviates for clause in clauses) and not says(why or ""):
        raise TextRefused(_("Say why the text deviates: legal reads it."), field="why")
    return (why or "").strip()
