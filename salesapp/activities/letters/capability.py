"""What thank-you letters tell the house."""

from __future__ import annotations

from salesapp.activities.letters import routes
from salesapp.capability import Capability
from salesapp.rights.rules import SALES

CAPABILITY = Capability(
    name="letters",
    blueprints=(routes.bp,),
    rights={
        "letters.show": SALES,
        "letters.create_sending": SALES,
    },
    opens={"thank_you": ("letters.show", "task_id")},
)
