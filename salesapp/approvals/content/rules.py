"""What exactly is approved: frozen at submission, hashed with a salt, compared with what the record says now (4.3)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

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


def fingerprint(frozen: str, salt: str) -> str:
    """Return the SHA-256 of frozen content; the salt keeps hidden figures from being guessed (4.3)."""
    return hashlib.sha256(f"{salt}\n{frozen}".encode()).hexdigest()


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return the names of the parts of frozen content that differ."""
    names = [*before, *(name for name in after if name not in before)]
    return [name for name in names if canonical({"": before.get(name)}) != canonical({"": after.get(name)})]


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
