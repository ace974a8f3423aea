"""The demo company, and volume to measure on.

What builds them (``company``, ``volume``) is read in only where they are built: every start asks whose data this is.
"""

from __future__ import annotations

from salesapp.demo.people import PASSWORD, describe, is_demo, open_accounts
from salesapp.demo.turned_clock import refuse_over_real_data

__all__ = [
    "PASSWORD",
    "describe",
    "is_demo",
    "open_accounts",
    "refuse_over_real_data",
]
