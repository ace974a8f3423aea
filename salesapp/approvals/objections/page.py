"""An objection in words: who said what."""

from __future__ import annotations

from collections.abc import Sequence

from salesapp.approvals.content.rules import objection
from salesapp.approvals.models import Approval, Decision
from salesapp.words import gettext as _


def said_by(decision: Decision) -> str:
    """Say who decided and in which words."""
    return _("%(who)s: %(said)s", who=decision.signed_by, said=decision.comment or "")


def last_objection(rounds: Sequence[Approval]) -> str:
    """Say who last sent the latest of these rounds back to an earlier step, or stopped the one that it answers."""
    if rounds and rounds[0].sent_back:
        return said_by(rounds[0].sent_back)
    stopped = objection(rounds[1:])
    decision = stopped.decided[-1].decision if stopped and stopped.decided else None
    return said_by(decision) if decision else ""
