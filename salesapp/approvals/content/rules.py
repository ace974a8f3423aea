"""What exactly is approved: frozen at submission, hashed with a salt, compared with what the record says now (4.3)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from salesapp.approvals.rules import ApprovalRefused, Outcome, has_words
from salesapp.words import gettext as _


def canonical(content: Mapping[str, Any]) -> str:
    """Write what is approved as text, whatever the order of its keys; amounts and days go in as text."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=written)


def written(value: Any) -> str | None:
    """Write a value the same way whether it was just typed or read back: 13 and 13.00 are one, outer blanks none."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value).strip()


def plain(frozen: Any) -> dict[str, Any]:
    """Turn what is to be frozen into what JSON holds, the way it will be read back."""
    if isinstance(frozen, dict):
        return {str(key): plain(value) for key, value in frozen.items()}
    if isinstance(frozen, list | tuple):
        return [plain(value) for value in frozen]  # type: ignore[return-value]
    if frozen is None or isinstance(frozen, bool | int):
        return frozen  # type: ignore[return-value]
    return written(frozen)  # type: ignore[return-value]


def fingerprint(frozen: str, salt: str) -> str:
    """Return the SHA-256 of frozen content; the salt keeps hidden figures from being guessed (4.3)."""
    return hashlib.sha256(f"{salt}\n{frozen}".encode()).hexdigest()


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return the names of the parts of frozen content that differ."""
    names = [*before, *(name for name in after if name not in before)]
    return [name for name in names if canonical({"": before.get(name)}) != canonical({"": after.get(name)})]


def differences_since(
    before: Mapping[str, Any], now: Mapping[str, Any], *, later: Collection[str]
) -> list[str]:
    """Return what differs, without the parts that nobody froze yet when it was submitted."""
    unknown = {name for name in later if name not in before}
    return differences(before, {name: value for name, value in now.items() if name not in unknown})


class Round(Protocol):
    """What is asked of a round that is over."""

    @property
    def outcome(self) -> str: ...

    @property
    def was_given(self) -> bool: ...

    @property
    def frozen(self) -> Mapping[str, Any] | None: ...


R = TypeVar("R", bound=Round)


def objection(rounds: Iterable[R]) -> R | None:
    """Return the round, the latest first, whose return or veto is still to be answered (W31).

    A round that was taken back or lapsed before all had agreed answered nothing; one that was given answered it.
    """
    for one in rounds:
        if one.outcome in (Outcome.RETURNED, Outcome.VETOED):
            return one
        if one.outcome not in (Outcome.WITHDRAWN, Outcome.LAPSED) or one.was_given:
            return None
    return None


def check_answered(
    objected: Round | None, frozen: Mapping[str, Any], answer: str | None, *, later: Collection[str]
) -> None:
    """Refuse what was returned or vetoed, neither changed since nor answered in words (W31)."""
    if objected is not None:
        before = objected.frozen
        same = before is not None and not differences_since(before, frozen, later=later)
        check_resubmission(objected.outcome, same=same, answer=answer)


def check_resubmission(last: str | None, *, same: bool, answer: str | None) -> None:
    """Refuse to submit the same content again after a veto or a return without an answer in words (W31)."""
    if not same or has_words(answer):
        return
    if last == Outcome.VETOED:
        raise ApprovalRefused(
            _("The content is the same as was vetoed: change it, or say why it is submitted again."),
            field="answer",
        )
    if last == Outcome.RETURNED:
        raise ApprovalRefused(
            _("Change what was asked for, or answer the reason of the return."), field="answer"
        )
