"""What trying the bands out tells the house."""

from __future__ import annotations

from salesapp.approvals.tryouts import routes
from salesapp.approvals.tryouts.forms import TryForm
from salesapp.capability import Capability
from salesapp.policies.access import EDITORS
from salesapp.policies.rules import Group
from salesapp.rights.rules import BUSINESS

CAPABILITY = Capability(
    name="approvals.tryouts",
    blueprints=(routes.bp,),
    rights={"tryouts.index": BUSINESS | EDITORS[Group.APPROVALS], "tryouts.create": EDITORS[Group.APPROVALS]},
    template_globals={"try_form": lambda: TryForm(formdata=None)},
)
