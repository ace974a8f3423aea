"""What a contract needs before it is sent into approval, besides its checklist (R38, R40). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from salesapp.contracts.rules import ContractRefused
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

#: What the file is that holds the contract's own text.
TEXT = "contract_text"


class Lack(StrEnum):
    """What is still missing."""

    TEXT = "text"
    FILE = "file"
    QUOTATION = "quotation"

    @property
    def label(self) -> str:
        """What is to be done about it."""
        return str(LACKS[self])


LACKS = {
    Lack.TEXT: _l("The text of the contract is not among its files: add it there."),
    Lack.QUOTATION: _l(
        "The opportunity has a quotation in force that the contract does not take: say why in its terms."
    ),
    Lack.FILE: _l("The opportunity is of grade S, and its file waits for the director."),
}


def lacks(*, has_text: bool, file_waits: bool, passes_over: bool) -> list[Lack]:
    """Return what keeps a contract from its approval: its text, a word on the file, why it passes a quotation over."""
    lacking = ((Lack.TEXT, not has_text), (Lack.FILE, file_waits), (Lack.QUOTATION, passes_over))
    return [lack for lack, there in lacking if there]


def check(lacking: Sequence[Lack]) -> None:
    """Refuse a submission while something is missing, naming all of it."""
    if lacking:
        raise ContractRefused(" ".join(lack.label for lack in lacking))


def answered_by(reason: str) -> str:
    """Say what a returned or vetoed contract needs."""
    return _(
        "%(reason)s. Change it, or answer this in words when you submit it again.",
        reason=reason.rstrip("。."),
    )
