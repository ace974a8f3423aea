"""The demo company, and volume to measure on."""

from __future__ import annotations

from salesapp.demo.company import build_company
from salesapp.demo.people import PASSWORD, describe, is_demo, open_accounts
from salesapp.demo.turned_clock import refuse_over_real_data
from salesapp.demo.volume import add_volume

__all__ = [
    "PASSWORD",
    "add_volume",
    "build_company",
    "describe",
    "is_demo",
    "open_accounts",
    "refuse_over_real_data",
]
