"""Where this stretch stands in the guide."""

from __future__ import annotations

from salesapp.activities.guide import page
from salesapp.capability import Capability
from salesapp.web.guide import Chapter

CAPABILITY = Capability(name="activities.guide", guide=(Chapter(10, page.part),))
