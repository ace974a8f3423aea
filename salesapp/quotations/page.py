"""What pages show of quotations, as plain values: a list, one with its lines and sums, its neighbours in version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from salesapp.accounts.models import User
from salesapp.chinese.capitals import in_capitals
from salesapp.policies.queries import policy
from salesapp.quotations import access, queries, rules
from salesapp.quotations.authority.rules import off_of, off_words
from salesapp.quotations.lines.models import QuotationLine
from salesapp.quotations.lines.rules import Line, plain
from salesapp.quotations.models import Quotation
from salesapp.quotations.products.access import sees_floor
from salesapp.quotations.products.rules import price_words
from salesapp.quotations.reckoning.rules import NO_TAX, rate_words
from salesapp.quotations.rules import IN_FORCE, QUOTATION, Status
from salesapp.quotations.validity.rules import days_left, is_over, warns
from salesapp.rights.rules import runs
from salesapp.web import clock
from salesapp.web.blocks import grown_from
from salesapp.web.formats import iso, yuan
from salesapp.words import gettext as _
from salesapp.words import ngettext


@dataclass(frozen=True, slots=True)
class Card:
    """One quotation in a list, or on the page of its opportunity."""

    id: int
    label: str
    opportunity: str
    customer: str
    amount: Decimal
    state: Status
    until: str
    tone: str
    owner: str


def cards(rows: Sequence[Any], today: date) -> list[Card]:
    """Put the rows of a list into words."""
    return [
        Card(
            row.id, rules.label(row.number, row.revision), row.opportunity, row.customer, row.gross, Status(row.status),
            *until_words(row.status, row.valid_until, today), row.owner,
        )
        for row in rows
    ]  # fmt: skip


def until_words(status: str, valid_until: date, today: date) -> tuple[str, str]:
    """Say until when a quotation holds, with how many days are left where it binds us, and the tone of it."""
    if status not in IN_FORCE:
        return iso(valid_until), ""
    left = days_left(valid_until, today)
    if is_over(valid_until, today):
        return _("over since %(day)s", day=iso(valid_until)), "late"
    if left == 0:
        return _("%(day)s, today is the last day", day=iso(valid_until)), "late"
    words = ngettext("%(day)s, one day left", "%(day)s, %(num)d days left", left, day=iso(valid_until))
    is_soon = warns(status, valid_until, today, before=policy("quotation_warn_days"))
    return words, "soon" if is_soon else ""


def of_opportunity(opportunity_id: int, user: User) -> dict[str, Any] | None:
    """Return what the page of an opportunity shows: its quotations, and the way to quote; nothing where there is neither."""
    rows = queries.of_opportunity(opportunity_id, user)
    found = cards([row for row in rows if row.id is not None], clock.today())
    may_quote = any(
        row.standing not in ("lost", "parked") and runs(user, owner_id=row.runner_id, team_id=row.runner_team)
        for row in rows[:1]
    )
    shown = {"cards": found, "opportunity_id": opportunity_id, "may_quote": may_quote}
    return shown if found or may_quote else None


def views() -> list[tuple[str, str]]:
    """Return the views of the list with their words."""
    words = (_("All"), Status.DRAFT.label, Status.APPROVING.label, _("Good now"), _("Ends soon"), _("Ended"))
    return list(zip(queries.VIEWS, words, strict=True))


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line as a page shows it; what is internal is blank for whoever does not see it."""

    seq: int
    name: str
    spec: str
    unit: str
    quantity: str
    price: str
    off: str
    rate: str
    amount: str
    tax: str
    note: str
    is_gift: bool
    listed: str
    against: str
    floor: str
    below: bool


#: A line, and what was read of it.
Judged = tuple[QuotationLine, Line]


def line_rows(quotation: Quotation, user: User) -> list[LineRow]:
    """Return the lines of a quotation."""
    return rows_of(read(quotation), user)


def read(quotation: Quotation) -> list[Judged]:
    """Return the lines of a quotation, each beside what was read of it: a page judges hundreds of them, each once."""
    return [(one, one.as_line()) for one in quotation.lines]


def rows_of(lines: Sequence[Judged], user: User) -> list[LineRow]:
    """Return lines as a page shows them."""
    sees = sees_floor(user)
    return [line_row(one, line, sees) for one, line in lines]


def line_row(one: QuotationLine, line: Line, sees: bool) -> LineRow:
    """Return one line as a page shows it."""
    return LineRow(
        one.seq, one.name, one.spec, one.unit, plain(one.quantity), price_words(one.price), f"{plain(one.off)}%",
        rate_words(one.rate), yuan(one.gross) if one.gross is not None else "/", tax_words(one), one.note, line.is_free,
        price_words(one.list_price), against_list(one, line), price_words(one.floor_price) if sees else "",
        sees and is_below(one),
    )  # fmt: skip


def tax_words(one: QuotationLine) -> str:
    """Write the tax of a line; of what is exempt there is none."""
    if one.gross is None:
        return "/"
    return NO_TAX if one.rate == "exempt" else yuan(one.tax)


def against_list(one: QuotationLine, line: Line) -> str:
    """Write what is off the list price, everything counted; a gift is called one beside its name."""
    if line.is_free:
        return ""
    if one.list_price is None or one.gross is None or one.quantity < 0:
        return "/"
    return off_words(off_of(one.gross, one.list_price * one.quantity))


def is_below(one: QuotationLine) -> bool:
    """Tell whether a line lies below its floor."""
    if one.floor_price is None or one.gross is None:
        return False
    return one.gross < (one.floor_price * one.quantity).quantize(Decimal("0.01"))


def page(quotation: Quotation, user: User) -> dict[str, Any]:
    """Return what the page of a quotation shows, but for its approval."""
    today = clock.today()
    until, tone = until_words(quotation.status, quotation.valid_until, today)
    versions = queries.versions(quotation.number)
    keeps, lines = access.may_keep(quotation, user), read(quotation)
    newer = next((one for one in versions if one.revision > quotation.revision), None)
    return {
        "quotation": quotation, "rows": rows_of(lines, user), "rates": quotation.rates, "until": until, "tone": tone,
        "capitals": in_capitals(quotation.gross), "versions": versions, "keeps": keeps, "newer": newer,
        "facts_of": facts(quotation),
        "may_edit": keeps and quotation.status == Status.DRAFT, "warnings": warnings(quotation, lines, today),
        "may_renew": keeps and quotation.status in (*IN_FORCE, Status.LAPSED, Status.LOST) and newer is None,
        "may_send": keeps and quotation.status == Status.APPROVED and not is_over(quotation.valid_until, today),
        "grown": grown_from(QUOTATION, quotation.id) if keeps and _becomes(quotation, newer, today) else [],
        "may_lose": keeps and quotation.is_open, "outward": quotation.status in rules.OUTWARD,
    }  # fmt: skip


def _becomes(quotation: Quotation, newer: Quotation | None, today: date) -> bool:
    """Tell whether a contract can be made of it: it binds us, and nothing newer was agreed to."""
    replaced = newer is not None and newer.status not in (Status.DRAFT, Status.APPROVING)
    return quotation.status in IN_FORCE and not replaced and not is_over(quotation.valid_until, today)


def facts(quotation: Quotation) -> list[tuple[str, Any]]:
    """Return what stands beside the lines."""
    return [
        (_("Quoted on"), iso(quotation.quoted_on)), (_("Quotation valid until"), iso(quotation.valid_until)),
        (_("Contact person"), quotation.contact.name if quotation.contact else None),
        (_("Delivery time"), quotation.delivery_cycle), (_("Terms of payment"), quotation.payment_terms),
        (_("Warranty"), quotation.warranty), (_("Remarks"), quotation.remark),
        (_("Reason for the discount"), quotation.off_reason), (_("Owner"), quotation.owner.name),
        (_("Sent to the customer"), sent_words(quotation)), (_("Why it ended"), quotation.end_reason),
    ]  # fmt: skip


def sent_words(quotation: Quotation) -> str:
    """Say when and to whom it was sent."""
    if quotation.sent_at is None:
        return ""
    return " ".join(part for part in (iso(quotation.sent_at), quotation.sent_to or "") if part)


def warnings(quotation: Quotation, lines: Sequence[Judged], today: date) -> list[str]:
    """Say what may be meant otherwise: a price that vanishes, a day that is the last one, lines without a price."""
    told = [
        _("Line %(no)s %(name)s: a price above 0 comes to 0.00.", no=one.seq, name=one.name)
        for one, line in lines
        if line.vanishes
    ]
    told += [
        _("Line %(no)s %(name)s: the price is missing.", no=one.seq, name=one.name)
        for one in quotation.unpriced
    ]
    if quotation.is_open and quotation.valid_until == today:
        told.append(_("It holds today only."))
    if quotation.is_open and any(line.is_free for _one, line in lines):
        told.append(_("Something is given away: finance says how it is taxed."))
    return [*told, *list_changes(quotation)] if quotation.status == Status.DRAFT else told


def list_changes(quotation: Quotation) -> list[str]:
    """Say line by line whose list price has changed since the quotation that it was copied from."""
    if quotation.copied_from is None:
        return []
    before = {one.product_id: one.list_price for one in quotation.copied_from.lines if one.product_id}
    return [
        _(
            "Line %(no)s %(name)s: the list price was %(before)s, it is %(now)s; the price quoted stays.",
            no=one.seq, name=one.name, before=price_words(before[one.product_id]), now=price_words(one.list_price),
        )
        for one in quotation.lines
        if one.product_id in before and before[one.product_id] != one.list_price
    ]  # fmt: skip
