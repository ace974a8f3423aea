"""Where this stretch stands in the guide."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.contracts.guide import page
from salesapp.web.guide import Chapter

CAPABILITY = Capability(name="contracts.guide", guide=(Chapter(30, page.part),))
