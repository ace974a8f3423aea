"""Who takes over what hangs on a person who leaves, or gets another role or team. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from salesapp.accounts.belongings.rules import Heap
from salesapp.accounts.rules import AccountRefused
from salesapp.words import gettext as _

#: Answers that name nobody: it waits for whoever gets the role; it stays with the person who moves.
NOBODY, KEEPS = 0, -1
#: What the seats of approvals are called among the answers.
STEPS = "steps"
#: So many of a kind are named one by one; beyond, they go with their kind.
MOST = 40


@dataclass(frozen=True, slots=True)
class Answers:
    """Who takes it over: everything, one kind apart (``customers``), or one record apart (``customers-7``)."""

    default: int | None = None
    apart: Mapping[str, int] = field(default_factory=dict)

    def of(self, kind: str, number: int | None = None) -> int | None:
        """Return who takes over one record or one kind; None where nobody was chosen."""
        return self.apart.get(f"{kind}-{number}", self.apart.get(kind, self.default))


def check_answered(heaps: Sequence[Heap], sentences: Sequence[str]) -> None:
    """Ask who takes over what would stay without an owner, all of it in one sentence."""
    told = list(sentences)
    if heaps:
        what = _(", ").join(heap.words for heap in heaps)
        told.append(_("Choose who takes over what would have no owner: %(what)s.", what=what))
    if told:
        raise AccountRefused(" ".join(told), field="successor")
