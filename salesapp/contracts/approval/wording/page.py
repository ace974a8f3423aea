"""What an approval of a contract froze, in the words of its sheets: instalments, checks, files, lines (4.3)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from salesapp.approvals.subjects.rules import Reading, each_line
from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.checklist.rules import Result, Way
from salesapp.contracts.lines.models import TAKEN
from salesapp.contracts.payments.rules import Node, NodeKind, waits_for
from salesapp.documents.attachments import queries as attachments
from salesapp.quotations.lines.rules import plain
from salesapp.quotations.products.rules import price_words
from salesapp.quotations.reckoning.rules import rate_words
from salesapp.web.formats import iso, yuan
from salesapp.words import gettext as _


def instalment(row: Sequence[Any], record: Any) -> str:
    """Write one instalment: 预付款 30% ¥115,800.00，签订后 7 日内，2026-12-20."""
    kind, condition, planned_on, percent, amount = row
    node = Node(kind, condition, None, Decimal(percent) if percent else None, Decimal(amount or 0))
    return instalment_words(node, planned_on or day_of(node))


def instalment_words(node: Node, day: str) -> str:
    """Write an instalment with the day that is said of it."""
    share = f" {plain(node.percent)}%" if node.percent else ""
    words = (f"{NodeKind(node.kind).label}{share} ¥{yuan(node.amount)}", node.condition, day)
    return "，".join(word for word in words if word)


def day_of(node: Node) -> str:
    """Return the planned day of an instalment, or what it waits for."""
    event = waits_for(node.kind)
    return iso(node.planned_on) or (event.label if event else "")


def check(row: Sequence[Any], record: Any) -> str:
    """Write what was found of one item: 11 付款方式与节点：不符；例外：质保金降为 5%."""
    no, result, name, on, objection, exception = row
    found = Result(result).label if result else "/"
    parts = [f"{no} {checklist.ITEMS[no].title}：{found}"]
    parts += [confirmed((name, None, on), record)] if name else []
    parts += [_("Objection: %(what)s", what=objection)] if objection else []
    parts += [_("Exception: %(what)s", what=exception)] if exception else []
    return "；".join(parts)


def confirmed(row: Sequence[Any], record: Any) -> str:
    """Write who of the customer confirmed, how and when."""
    name, way, on = row
    return " ".join(filter(None, (name, Way(way).label if way else "", on))) or "/"


def left_out(row: Sequence[Any], record: Any) -> str:
    """Write which clause was left out, and why."""
    no, why = row
    return f"{no} {checklist.ITEMS[no].title}：{why or '/'}"


def clause(row: Sequence[Any], record: Any) -> str:
    """Write a clause that deviates, under its name."""
    return "：".join(str(part) for part in row)


def line(row: Sequence[Any], record: Any) -> str:
    """Write one line of goods or services."""
    one = dict(zip(TAKEN, row, strict=False))
    words = (
        f"{one['seq']}. {one['name']}", one.get("spec"), f"{plain(Decimal(one['quantity']))} {one.get('unit') or ''}".strip(),
        f"¥{price_words(Decimal(one['price']))}", f"−{plain(Decimal(one['off']))}%" if Decimal(one.get("off") or 0) else "",
        rate_words(one["rate"]) if one.get("rate") else "", f"¥{yuan(Decimal(one['gross']))}" if one.get("gross") else "",
    )  # fmt: skip
    return "，".join(word for word in words if word)


def files_of(owner_type: str) -> Reading:
    """Return how the files of such a record read: each by its name and its own SHA-256."""

    def named(value: Sequence[str], record: Any) -> str:
        names = {each.sha256: each.name for each in attachments.of(owner_type, record.id)}
        return "\n".join(f"{names.get(each, '')} SHA-256 {each}".strip() for each in value) or "/"

    return named


def share(value: Any, record: Any) -> str:
    """Write a number of per cent."""
    return f"{plain(Decimal(value))}%" if value not in (None, "") else "/"


def rate(value: Any, record: Any) -> str:
    """Write the rate that the whole is taxed at."""
    return rate_words(str(value)) if value not in (None, "") else "/"


READS: dict[str, Reading] = {
    "payment_nodes": each_line(instalment),
    "checks": each_line(check),
    "left_out": each_line(left_out),
    "clauses": each_line(clause),
    "lines": each_line(line),
    "files": files_of("contract"),
    "tax_rate": rate,
    "gross_margin": share,
}
