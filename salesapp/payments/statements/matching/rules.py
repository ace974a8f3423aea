"""What a row of a statement probably is: whose money, for which instalments. It is proposed, never booked. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from salesapp.chinese import company_names
from salesapp.payments.receipts.rules import OpenNode, Way, proposed
from salesapp.payments.statements.proposals.rules import Money, Note, Proposal, Strength, World
from salesapp.payments.statements.rules import What

MATURITY = re.compile(r"到期日?[:： ]*(\d{4})[-/.年]?(\d{2})[-/.月]?(\d{2})")
NUMBERS = re.compile(r"[A-Z]{1,6}(?:-[A-Z]{1,6})*-\d{4}-\d{3,6}(?:-B\d+)?")
DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")
BANK_BILLS, TRADE_BILLS = ("银承", "银行承兑"), ("商承", "商业承兑")
#: What banks and payers write that is no payment for anything.
TRIALS, BACK, INTEREST, REFUNDED = (
    ("验证", "测试打款"),
    ("退汇", "退票退回", "冲正"),
    ("结息", "利息"),
    ("退款", "退货款"),
)
COMPANY = re.compile(r"公司|厂|店|中心|院|校|局|会|所|行|社|集团|ltd|inc|co\b", re.IGNORECASE)


def key_of(name: str) -> str:
    """Return the key of a payer's name: two spellings of one company have one."""
    return company_names.normalise(name) if name else ""


def is_personal(name: str) -> bool:
    """Tell whether a payer is probably a person: a short name without a word of companies."""
    return 0 < len(name) <= 4 and not COMPANY.search(name)


def aside(money: Money, world: World) -> What | None:
    """Return what a row is that is nobody's payment; None where it is to be decided on."""
    words = unicodedata.normalize("NFKC", money.words)
    if (money.payer and key_of(money.payer) in world.own_names) or (
        money.account and money.account in world.own_accounts
    ):
        return What.TRANSFER
    if money.amount > 0:
        if any(word in words for word in BACK):
            return What.RETURNED
        return What.INTEREST if not money.payer and any(word in words for word in INTEREST) else None
    known = key_of(money.payer) in world.customers
    return None if known and any(word in words for word in REFUNDED) else What.OUT


def propose(rows: Iterable[Money], world: World) -> dict[int, Proposal]:
    """Propose what rows are, in their order: what one takes of an instalment, the next does not find."""
    left = {node.id: node.open for nodes in world.nodes.values() for node in nodes}
    advances = dict(world.advances)
    found: dict[int, Proposal] = {}
    for money in rows:
        what = aside(money, world)
        if what is not None:
            found[money.id] = Proposal(what)
        elif money.amount < 0:
            found[money.id] = _refund(money, world, advances)
        else:
            found[money.id] = one = _payment(money, world, left)
            if one.is_sure:
                for node_id, amount in one.shares.items():
                    left[node_id] -= amount
    return found


def _refund(money: Money, world: World, advances: dict[int, Decimal]) -> Proposal:
    customer_id = world.customers[key_of(money.payer)]
    amount = -money.amount
    if advances.get(customer_id, Decimal(0)) < amount:
        return Proposal(What.REFUND, customer_id=customer_id, notes=((Note.NO_ADVANCE, Decimal(0)),))
    advances[customer_id] -= amount
    return Proposal(What.REFUND, Strength.CUSTOMER, customer_id)


def _payment(money: Money, world: World, left: Mapping[int, Decimal]) -> Proposal:
    words = unicodedata.normalize("NFKC", money.words).upper()
    way, matures_on = _way(words)
    customer_id = world.customers.get(key_of(money.payer))
    if customer_id is None:
        return replace(_claim(money, words, world, left), way=way, matures_on=matures_on)
    if any(word in words for word in TRIALS):
        notes = ((Note.TRIAL, Decimal(0)),)
        return Proposal(What.IN, Strength.ADVANCE, customer_id, rest=money.amount, notes=notes)
    if any(world.contracts[number][2] for number in NUMBERS.findall(words) if number in world.contracts):
        notes = ((Note.VOID, Decimal(0)),)
        return Proposal(
            What.IN,
            Strength.ADVANCE,
            customer_id,
            rest=money.amount,
            notes=notes,
            way=way,
            matures_on=matures_on,
        )
    nodes = _open(world.nodes.get(customer_id, ()), left)
    named = _named(words, nodes)
    shares = proposed(money.amount, nodes, named)
    whole = bool(shares) and sum(shares.values(), Decimal(0)) == money.amount
    exact = whole and all(left[node_id] == amount for node_id, amount in shares.items())
    strength = Strength.STRONG if exact and named else Strength.CUSTOMER if shares else Strength.ADVANCE
    rest = money.amount - sum(shares.values(), Decimal(0))
    return Proposal(
        What.IN,
        strength,
        customer_id,
        shares,
        rest,
        _notes(money.amount, shares, rest, nodes),
        way,
        matures_on,
    )


def _notes(
    amount: Decimal, shares: Mapping[int, Decimal], rest: Decimal, nodes: Sequence[OpenNode]
) -> tuple[tuple[Note, Decimal], ...]:
    notes: list[tuple[Note, Decimal]] = []
    touched = [node for node in nodes if node.id in shares]
    gap = sum((node.open - shares[node.id] for node in touched), Decimal(0))
    if gap > 0:
        notes.append((Note.SHORT, gap))
    earlier = [
        node for node in nodes
        if node.id not in shares and node.due_on and any(one.due_on and one.due_on > node.due_on for one in touched)
    ]  # fmt: skip
    if earlier:
        notes.append((Note.EARLY, Decimal(0)))
    if rest > 0 and shares:
        notes.append((Note.OVER, rest))
    return tuple(notes)


def _claim(money: Money, words: str, world: World, left: Mapping[int, Decimal]) -> Proposal:
    """Suggest whose money it may be where nobody of this name is known: it is never booked on the strength of a text."""
    payer = key_of(money.payer)
    customer_id = next((one for key, one in world.customers.items() if len(key) > 5 and key in payer), None)
    if customer_id is None:
        customer_id = _by_number(words, world)
    notes: list[tuple[Note, Decimal]] = [(Note.THIRD_PARTY, Decimal(0))] if is_personal(money.payer) else []
    if customer_id is None:
        return Proposal(What.IN, notes=tuple(notes))
    nodes = _open(world.nodes.get(customer_id, ()), left)
    shares = proposed(money.amount, nodes, _named(words, nodes))
    rest = money.amount - sum(shares.values(), Decimal(0))
    return Proposal(What.IN, Strength.CLAIM, customer_id, shares, rest, tuple(notes))


def _by_number(words: str, world: World) -> int | None:
    for number in NUMBERS.findall(words):
        if number in world.contracts:
            return world.contracts[number][1]
    tails = set(DIGITS.findall(words.replace("HT", "HT ")))
    if not tails:
        return None
    hits = {
        whose for number, (_one, whose, void) in world.contracts.items() if number[-4:] in tails and not void
    }
    return next(iter(hits)) if len(hits) == 1 else None


def _named(words: str, nodes: Sequence[OpenNode]) -> set[int]:
    tails = set(DIGITS.findall(words.replace("HT", "HT ").replace("-", " ")))
    return {node.contract_id for node in nodes if node.number in words or node.number[-4:] in tails}


def _open(nodes: Sequence[OpenNode], left: Mapping[int, Decimal]) -> list[OpenNode]:
    return [replace(node, open=left[node.id]) for node in nodes if left[node.id] > 0]


def _way(words: str) -> tuple[str, date | None]:
    bank, trade = any(word in words for word in BANK_BILLS), any(word in words for word in TRADE_BILLS)
    if not bank and not trade:
        return Way.TRANSFER, None
    found = MATURITY.search(words)
    try:
        day = date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        day = None
    return (Way.BANK_BILL if bank else Way.TRADE_BILL), day


def mark_of(account: str, parts: Sequence[object], serial: str, seen: dict[str, int]) -> str:
    """Return what tells a row apart from every other: its number, else what it says and which of its like it is."""
    if serial:
        return f"{account}|{serial}"[:120]
    digest = hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:32]
    seen[digest] = seen.get(digest, 0) + 1
    return f"{account}|{digest}|{seen[digest]}"
