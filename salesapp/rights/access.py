"""The table of rights: which role may use which address, put together of what every capability declares.

Whether a person sees a particular record is decided by the queries (``visible_to``); this table only says what a
role may do at all. What nobody declares is refused.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

from salesapp import capability
from salesapp.rights.rules import Role


@functools.cache
def table() -> Mapping[str, frozenset[Role]]:
    """Return who may use each address, by endpoint."""
    return {endpoint: roles for one in capability.installed() for endpoint, roles in one.rights.items()}


@functools.cache
def public() -> frozenset[str]:
    """Return the addresses that are open without signing in."""
    return frozenset({"static"}).union(*(one.public for one in capability.installed()))


@functools.cache
def first_steps() -> frozenset[str]:
    """Return the addresses that are open to a person who must change a first password."""
    return frozenset().union(*(one.first_steps for one in capability.installed()))


def may(role: str, endpoint: str) -> bool:
    """Return whether a role may use an endpoint at all."""
    return role in table().get(endpoint, frozenset())
