"""What the board tells the house."""

from __future__ import annotations

import functools
from typing import Any

from salesapp.capability import Capability
from salesapp.opportunities.board import page, routes
from salesapp.opportunities.board.rules import STAGE_LABELS
from salesapp.opportunities.rules import STATUS_LABELS
from salesapp.playbook.dictionaries.queries import label
from salesapp.policies.rules import DAYS, Group, Policies, Policy
from salesapp.rights.rules import BUSINESS, ROLE_LABELS, SELLING
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

POLICIES = Policies(
    (
    Policy("board_stuck_days", Group.CADENCE, 10, _l("Too long in one stage after"),
           _l("The board has a filter for the opportunities that stand still."), "R24", unit=DAYS, low=1, high=365),
    )
)  # fmt: skip
STATES: dict[str, Any] = {str(code): words for code, words in (*STAGE_LABELS.items(), *STATUS_LABELS.items())}

CAPABILITY = Capability(
    name="opportunities.board",
    blueprints=(routes.bp,),
    rights={
        "board.show": BUSINESS,
        "board.column": BUSINESS,
        "board.changes": BUSINESS,
        "board.new_stage_change": SELLING,
        "board.create_stage_change": SELLING,
        "board.create_reversal": SELLING,
    },
    policies=POLICIES,
    template_globals={"drawn_board": page.whole},
    trail=Vocabulary(
        records={
            "stage_change": lazy_pgettext("trail", "change of stage"),
        },
        fields={
            "stage": lazy_pgettext("trail", "stage"),
            "stage_since": lazy_pgettext("trail", "in this stage since"),
            "win_rate": lazy_pgettext("trail", "win rate"),
            "win_rate_reason": lazy_pgettext("trail", "reason for the win rate"),
            "approval_with": lazy_pgettext("trail", "approval waits for"),
        },
        codes={
            "stage": STAGE_LABELS,
            "stage_change.before": STATES,
            "stage_change.after": STATES,
            "stage_change.reason": functools.partial(label, "close_reason"),
            "approval_with": ROLE_LABELS,
        },
    ),
)
