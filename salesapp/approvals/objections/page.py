"""An objection in words: who said what."""

from __future__ import annotations

from collections.abc import Sequence

from salesapp.accounts.models import User
from salesapp.approvals.content.rules import objection
from salesapp.approvals.models import Approval, Decision
from salesapp.approvals.objections.rules import Objection
from salesapp.words import gettext as _


def said_by(decision: Decision) -> str:
    """Say who decided and in which words."""
    return _("%(who)s: %(said)s", who=decision.signed_by, said=decision.comment or "")


def unread(approval: Approval, objection: Objection | None, user: User) -> str:
    """Say which objection of an earlier round is answered by this one, unless somebody had the answer before them.

    Whoever decided in the round had: what answers an objection is decided on its own page (W29).
    """
    if objection is None or any(s.decision and s.decision.by_id == user.id for s in approval.seats):
        return ""
    said = {"who": objection.who, "said": objection.within}
    if objection.is_return:
        return _("The round before was returned by %(who)s: %(said)s", **said)
    return _("The round before was vetoed by %(who)s: %(said)s", **said)


def last_objection(rounds: Sequence[Approval]) -> str:
    """Say who last sent the latest of these rounds back to an earlier step, or stopped the one that it answers."""
    if rounds and rounds[0].sent_back:
        return said_by(rounds[0].sent_back)
    stopped = objection(rounds[1:])
    decision = stopped.decided[-1].decision if stopped and stopped.decided else None
    return said_by(decision) if decision else ""
