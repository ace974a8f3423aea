"""How opportunities are found, and where they open."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.opportunities.search.actions import index_names
from salesapp.opportunities.search.queries import find
from salesapp.web.hits import Search
from salesapp.words import lazy_gettext as _l

CAPABILITY = Capability(
    name="opportunities.search",
    opens={"opportunity": ("opportunities.show", "opportunity_id")},
    starts_with=(index_names,),
    searches=(Search("opportunity", _l("Opportunities"), find),),
)
