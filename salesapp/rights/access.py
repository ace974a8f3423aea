"""The table of rights: which role may use which address, put together of what every capability declares.

Whether a person sees a particular record is decided by the queries (``visible_to``); this table only says what a
role may do at all. What nobody declares is refused.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, Protocol

from salesapp import capability
from salesapp.refusals import NotAllowed
from salesapp.rights import rules
from salesapp.rights.rules import Person, Role
from salesapp.words import gettext as _


class Owned(Protocol):
    """A record that somebody answers for."""

    owner: Any


class NotYours(NotAllowed):
    """The record is seen by this person but run by others."""


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


@functools.cache
def proved() -> frozenset[str]:
    """Return the addresses before which the second step is shown again."""
    return frozenset().union(*(one.proved for one in capability.installed()))


def may(role: str, endpoint: str) -> bool:
    """Return whether a role may use an endpoint at all."""
    return role in table().get(endpoint, frozenset())


def runs(record: Owned, user: Person) -> bool:
    """Tell whether a person runs a record: the one question that owner changes, sharing and removals ask."""
    owner = record.owner
    return rules.runs(user, owner_id=owner.id if owner else None, team_id=owner.team_id if owner else None)


def check_runs(record: Owned, user: Person) -> None:
    """Refuse whoever does not run a record."""
    if not runs(record, user):
        raise NotYours(_("Only its owner, the supervisor of the owner's team and the director do this."))
