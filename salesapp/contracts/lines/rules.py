"""What a contract takes from its quotation: the sum that must agree, one rate, what is delivered in words. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal

from salesapp.chinese.texts import says
from salesapp.contracts.payments.rules import NodeKind
from salesapp.contracts.rules import ContractRefused
from salesapp.quotations.reckoning.rules import EXEMPT, rate_words
from salesapp.words import gettext as _

#: The plan of a contract of which nothing else is said.
FIRST_PLAN = (
    (NodeKind.ADVANCE, Decimal(30)),
    (NodeKind.ACCEPTANCE, Decimal(60)),
    (NodeKind.WARRANTY, Decimal(10)),
)
#: The words by which terms of payment name an instalment.
NAMED = {
    NodeKind.ADVANCE: re.compile("预付|首付|定金|订金|签订|签约|advance|signing"),
    NodeKind.PROGRESS: re.compile("进度|中期|progress"),
    NodeKind.ARRIVAL: re.compile("到货|发货|交货|提货|arrival|delivery"),
    NodeKind.ACCEPTANCE: re.compile("验收|acceptance"),
    NodeKind.WARRANTY: re.compile("质保|保修|warranty"),
}
#: What shares mean that are told without a word, by how many they are: 3-6-1, 3-3-3-1, 5-5.
BARE = {
    2: (NodeKind.ADVANCE, NodeKind.ACCEPTANCE),
    3: (NodeKind.ADVANCE, NodeKind.ACCEPTANCE, NodeKind.WARRANTY),
    4: (NodeKind.ADVANCE, NodeKind.ARRIVAL, NodeKind.ACCEPTANCE, NodeKind.WARRANTY),
}
_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s?%")
_CLAUSE = re.compile(r"[、，,；;。\n+]")
_TENTHS = re.compile(r"[1-9](?:[-–:/][1-9]){1,3}")
WHOLE, TENTHS = Decimal(100), 10


def plan_in(terms: str | None) -> list[tuple[NodeKind, Decimal]]:
    """Read the instalments that terms of payment name: 预付 30%、到货 60%、质保 10%, or 3-6-1 (F09, F13).

    Nothing where they are not told beyond doubt: each with one name and one share, together a hundred per cent.
    """
    text = unicodedata.normalize("NFKC", terms or "").strip().casefold()
    if _TENTHS.fullmatch(text):
        tenths = [int(figure) for figure in re.findall(r"\d", text)]
        shares = [Decimal(tenth * TENTHS) for tenth in tenths]
        return list(zip(BARE[len(tenths)], shares, strict=True)) if sum(tenths) == TENTHS else []
    found: list[tuple[NodeKind, Decimal]] = []
    for clause in (part for part in _CLAUSE.split(text) if "%" in part):
        kinds = [kind for kind, words in NAMED.items() if words.search(clause)]
        shares = [Decimal(share) for share in _SHARE.findall(clause)]
        if len(kinds) != 1 or len(shares) != 1:
            return []
        found.append((kinds[0], shares[0]))
    return found if sum(share for _kind, share in found) == WHOLE else []


def check_sum(amount: Decimal, lines_total: Decimal | None, *, number: str) -> None:
    """Refuse an amount other than what the lines come to: another sum is another version of the quotation."""
    if lines_total is not None and amount != lines_total:
        raise ContractRefused(
            _(
                "The lines of %(number)s come to ¥%(sum)s. Another amount takes another version of the quotation.",
                number=number, sum=f"{lines_total:,.2f}",
            ),
            field="amount",
        )  # fmt: skip


def check_unquoted(passed_over: str, why: str | None) -> None:
    """Refuse to pass over the quotation in force of the opportunity without saying why: its price was agreed to."""
    if passed_over and not says(why or ""):
        raise ContractRefused(unquoted_words(passed_over), field="unquoted_because")


def unquoted_words(passed_over: str) -> str:
    """Say which quotation is in force and not taken, and what can be done."""
    return _(
        "%(number)s is in force for this opportunity and not taken. Choose it, or say why the contract goes without it.",
        number=passed_over,
    )


def main_rate(rates: Sequence[tuple[str, Decimal]], offered: Iterable[str], usual: str) -> str:
    """Return the rate of most of the sum, of those that a contract names; the rates of all lines stand beside them."""
    known = [(gross, rate) for rate, gross in rates if rate in set(offered)]
    return max(known)[1] if known else usual


def tax_words(own: str, rates: Sequence[str]) -> str:
    """Say at which rate a contract is taxed: that of its lines, the one it names itself where it has none."""
    return _(", ").join(rate_words(rate) for rate in rates or [own])


def taxed_words(own: str, rates: Sequence[str]) -> str:
    """Say in a sentence how a contract is taxed; where all of it is exempt, it names no rate."""
    if set(rates or [own]) == {EXEMPT}:
        return rate_words(EXEMPT)
    return _("Tax included, %(rate)s", rate=tax_words(own, rates))


def delivered(lines: Iterable[tuple[str, str, str, str]]) -> str:
    """Write what is delivered and how much: 排产软件 标准版 1 套；实施服务 27.5 人天."""
    return "；".join(
        " ".join(part for part in (name, spec, quantity, unit) if part)
        for name, spec, quantity, unit in lines
    )
