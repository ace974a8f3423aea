"""Whose quotations are judged by borders: who sells."""

from __future__ import annotations

from salesapp.rights.rules import Role

#: Who can own a quotation, or give a discount by themselves.
OWNERS = (Role.REP, Role.SUPERVISOR)
