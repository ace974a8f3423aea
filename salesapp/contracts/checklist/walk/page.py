"""The checklist as a walk: one group a screen, and always the way to the next open item (R39, R40)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from salesapp.accounts.models import User
from salesapp.contracts.approval.page import gate
from salesapp.contracts.checklist.page import CheckGroup, CheckRow, groups
from salesapp.contracts.checklist.rules import ITEMS
from salesapp.contracts.checklist.together.forms import ConfirmationForm
from salesapp.contracts.models import Contract
from salesapp.contracts.page import page
from salesapp.web.addresses import address
from salesapp.words import gettext as _

#: Where all groups stand on one page.
ALL = "all"


@dataclass(frozen=True, slots=True)
class Tab:
    """One group in the row of groups: where it opens, how far it is."""

    letter: str
    title: str
    url: str
    done: int
    count: int
    lacks: bool
    here: bool


@dataclass(frozen=True, slots=True)
class Onward:
    """What the bar leads to next: the next open item of this group, or the next group that has one."""

    words: str
    #: What the next group is called, where there is room for it.
    title: str
    url: str
    #: The first open item of the next group, for who has seen all of this one.
    then: str


@dataclass(frozen=True, slots=True)
class Walk:
    """Where one stands on the walk."""

    shown: Sequence[CheckGroup]
    tabs: Sequence[Tab]
    whole: Tab
    onward: Onward | None


def sheet(
    contract: Contract, user: User, at: str = "", changed: CheckRow | CheckGroup | None = None
) -> dict[str, Any]:
    """Return what the page of the checklist shows: one group or all, with what was just typed in a row or under a group."""
    found = [_with(changed, group) for group in groups(contract, user)]
    found = [_asking(group, contract) if group.confirms and group.form is None else group for group in found]
    return page(contract, user) | {"walk": walk(contract, found, at), "gate": gate(contract, user)}


def _with(changed: CheckRow | CheckGroup | None, group: CheckGroup) -> CheckGroup:
    if isinstance(changed, CheckGroup):
        return changed if changed.letter == group.letter else group
    if changed is None or ITEMS[changed.no].group != group.letter:
        return group
    return replace(group, rows=[changed if row.no == changed.no else row for row in group.rows])


def _asking(group: CheckGroup, contract: Contract) -> CheckGroup:
    """Return a group of clauses with the empty form that asks for the customer's answer once."""
    form = ConfirmationForm(formdata=None)
    form.page.data = f"{address('checklist.show', contract_id=contract.id)}?group={group.letter}"
    return replace(group, form=form)


def walk(contract: Contract, found: Sequence[CheckGroup], at: str) -> Walk:
    """Return where one stands; an address that names no group opens where something is open, else shows all."""
    open_ = {group.letter: rows for group in found if (rows := _open(group))}
    letters = [group.letter for group in found]
    here = at if at in (*letters, ALL) else next(iter(open_), ALL)
    url = address("checklist.show", contract_id=contract.id)
    tabs = [_tab(group, url, here) for group in found]
    items = sum(tab.count for tab in tabs)
    whole = Tab(ALL, "", f"{url}?group={ALL}", sum(tab.done for tab in tabs), items, False, here == ALL)
    shown = [group for group in found if here in (group.letter, ALL)]
    return Walk(shown, tabs, whole, _onward(found, open_, here, url))


def _tab(group: CheckGroup, url: str, here: str) -> Tab:
    lacks = any(row.missing for row in group.rows)
    own = f"{url}?group={group.letter}"
    return Tab(group.letter, group.title, own, group.done, len(group.rows), lacks, here == group.letter)


def _open(group: CheckGroup) -> list[CheckRow]:
    return [row for row in group.rows if row.missing and row.editable]


def _onward(
    found: Sequence[CheckGroup], open_: dict[str, list[CheckRow]], here: str, url: str
) -> Onward | None:
    """Lead to the first open item of this group, else to the next group that has one, round to the first."""
    if not open_:
        return None
    place = next((n for n, group in enumerate(found) if group.letter == here), -1)
    others = [group for group in (*found[place + 1 :], *found[: max(place, 0)]) if group.letter in open_]
    then = _place(url, others[0], open_) if others else ""
    if here == ALL:
        rows = next(iter(open_.values()))
        return Onward(_("Next open item"), "", f"{url}?group={ALL}#check-{rows[0].no}", "")
    if here in open_:
        return Onward(_("Next open item"), "", f"{url}?group={here}#check-{open_[here][0].no}", then)
    return Onward(_("Next group: %(letter)s", letter=others[0].letter), others[0].title, then, then)


def _place(url: str, group: CheckGroup, open_: dict[str, list[CheckRow]]) -> str:
    """Return the address of a group: from its top where nothing of it is done, else at its first open item."""
    first = open_[group.letter][0].no
    own = f"{url}?group={group.letter}"
    return own if first == group.rows[0].no else f"{own}#check-{first}"


def ticked(rows: Iterable[CheckRow], numbers: Iterable[int]) -> list[CheckRow]:
    """Return the rows with the ticks that a person had set; what cannot be ticked any more is not."""
    chosen = set(numbers)
    return [replace(row, ticked=bool(row.tick) and row.no in chosen) for row in rows]
