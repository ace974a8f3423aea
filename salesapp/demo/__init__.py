"""The demo company, and volume to measure on."""

from __future__ import annotations

from salesapp.demo.people import PASSWORD, describe, open_accounts
from salesapp.demo.volume import add_volume

__all__ = ["PASSWORD", "add_volume", "describe", "open_accounts"]
