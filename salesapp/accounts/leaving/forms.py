"""Shape and wording of who takes over what hangs on a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from wtforms import SelectField

from salesapp.accounts.belongings.rules import Heap
from salesapp.accounts.leaving.rules import KEEPS, MOST, NOBODY, STEPS, Answers
from salesapp.accounts.models import User
from salesapp.rights.rules import ROLE_LABELS, Role
from salesapp.web.fields import choices
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l


def number(value: str | int | None) -> int | None:
    """Read the number of a person or a team; nothing where none was chosen."""
    return int(value) if value not in (None, "", "None") else None


class LeavingForm(Form):
    """Who takes over everything; below it, kinds and single records that go to others."""

    successor = SelectField(_l("Who takes it over"), coerce=number, choices=[], validate_choice=False)

    def answers(self) -> Answers:
        """Return who takes over what."""
        apart = {_kind(name): self[name].data for name in self._fields if name.startswith("apart_")}
        return Answers(self.successor.data, {name: to for name, to in apart.items() if to is not None})

    def apart(self, heap: Heap) -> Any:
        """Return the field that gives a kind to somebody else."""
        return self[f"apart_{heap.name}"]

    def singly(self, heap: Heap) -> list[tuple[Any, Any]]:
        """Return the records of a kind, each with the field that gives it to somebody else."""
        named = [(one, f"apart_{heap.name}__{one.id}") for one in heap.held[:MOST]]
        return [(one, self[name]) for one, name in named if name in self]


def _kind(name: str) -> str:
    return name.removeprefix("apart_").replace("__", "-")


FormKind = TypeVar("FormKind", bound=LeavingForm)


def asking(
    form: type[FormKind],
    heaps: Sequence[Heap],
    people: Iterable[User],
    *,
    steps: Iterable[User] | None,
    moves: bool,
) -> type[FormKind]:
    """Return the form that asks about each kind of what hangs on a person, and about single records where they leave.

    Who only ``moves`` to another role or team may take things along, kind by kind. ``steps`` are those who can take the
    steps that wait for this person alone, where some do.
    """
    staff = list(people)
    first = {"": _l("Choose…"), **_named(staff if heaps or steps is None else steps)}
    waits = steps is not None or any(heap.kind.waits for heap in heaps)
    first |= {str(NOBODY): _l("Nobody yet: it waits for the role")} if waits else {}
    first |= {str(KEEPS): _l("Stays with this person")} if moves else {}
    fields: dict[str, Any] = {"successor": _pick(_l("Who takes it over"), first)}
    if steps is not None and heaps:
        offered = _named(steps) | {str(NOBODY): _l("Nobody yet: it waits for the role")}
        fields[f"apart_{STEPS}"] = _pick(_l("Steps to decide"), _as_above(offered))
    for heap in heaps:
        offered = _named(one for one in staff if Role(one.role) in heap.kind.holders)
        offered |= {str(NOBODY): _l("Nobody: it ends, or waits for the role")} if heap.kind.waits else {}
        offered |= {str(KEEPS): _l("Stays with this person")} if moves and not heap.kind.alone else {}
        fields[f"apart_{heap.name}"] = _pick(heap.words, _as_above(offered))
        for one in () if moves else heap.held[:MOST]:
            fields[f"apart_{heap.name}__{one.id}"] = _pick(one.number, _as_above(offered))
    return type(form.__name__, (form,), fields)


def _as_above(offered: dict[str, Any]) -> dict[str, Any]:
    return {"": _l("As above"), **offered}


def _named(people: Iterable[User]) -> dict[str, Any]:
    return {str(one.id): f"{one.name} · {ROLE_LABELS[Role(one.role)]}" for one in people}


def _pick(label: Any, offered: dict[str, Any]) -> SelectField:
    return SelectField(label, coerce=number, choices=choices(offered), default="", validate_choice=False)
