"""Where this stretch stands in the guide."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.opportunities.guide import page
from salesapp.web.guide import Chapter

CAPABILITY = Capability(name="opportunities.guide", guide=(Chapter(20, page.part),))
