"""What the installation says of itself on paper, and where finished sheets lie: the only door to its settings here."""

from __future__ import annotations

import functools
from base64 import b64encode
from pathlib import Path

from flask import current_app
from flask_babel import get_locale

from salesapp.config import LOGOS
from salesapp.documents.paper.compose import Imprint
from salesapp.documents.press.cache import PaperCache
from salesapp.policies.queries import policy
from salesapp.web import clock, storage

#: What of the company is set among the rules, by its place on paper.
SAID = {
    "address": "company_address",
    "phone": "company_phone",
    "bank": "company_bank",
    "account": "company_account",
}


def imprint() -> Imprint:
    """Return what stands around every sheet, in the language of whoever asks."""
    config = current_app.config["SALESAPP"]
    logo = config.company_logo
    return Imprint(
        company=config.company_name,
        base_url=config.base_url,
        zone=clock.zone(),
        locale=str(get_locale() or "en"),
        logo=_picture(logo, logo.stat().st_mtime_ns) if logo is not None and logo.is_file() else "",
        **{name: policy(key) for name, key in SAID.items()},
    )


@functools.lru_cache(maxsize=2)
def _picture(path: Path, _changed: int) -> str:
    """Return a picture as an address that holds it: a sheet loads nothing from outside."""
    return f"data:{LOGOS[path.suffix.lower()]};base64,{b64encode(path.read_bytes()).decode()}"


def receiving_account() -> bool:
    """Tell whether it is set into which account customers pay."""
    return bool(policy(SAID["bank"]) and policy(SAID["account"]))


def paper_cache() -> PaperCache:
    """Return the folder of finished PDFs."""
    return PaperCache(storage.folder("paper"))
