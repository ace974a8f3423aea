"""What the decision on a file tells the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.opportunities.decisions import actions, routes
from salesapp.policies.rules import Group, Kind, Policies, Policy
from salesapp.rights.rules import SELLING
from salesapp.words import lazy_gettext as _l

POLICIES = Policies(
    (
    Policy("file_s_director", Group.APPROVALS, True, _l("Files of grade S go to the director too"),
           _l("After the supervisor; otherwise the supervisor decides alone. Files that wait keep their way."),
           "F06", Kind.FLAG),
    ),
)  # fmt: skip

CAPABILITY = Capability(
    name="opportunities.decisions",
    blueprints=(routes.bp,),
    rights={"file_decisions.new_submission": SELLING, "file_decisions.create_submission": SELLING},
    policies=POLICIES,
    approvals=(actions.SUBJECT,),
)
