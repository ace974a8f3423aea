"""How contracts are found, and where they open."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.contracts.search.actions import index_names
from salesapp.contracts.search.queries import find
from salesapp.web.hits import Search
from salesapp.words import lazy_gettext as _l

CAPABILITY = Capability(
    name="contracts.search",
    opens={"contract": ("contracts.show", "contract_id")},
    starts_with=(index_names,),
    searches=(Search("contract", _l("Contracts"), find),),
)
