"""What the installation says of itself on paper, and where finished sheets lie: the only door to its settings here."""

from __future__ import annotations

from flask import current_app
from flask_babel import get_locale

from salesapp.documents.paper.compose import Imprint
from salesapp.documents.press.cache import PaperCache
from salesapp.web import clock, storage


def imprint() -> Imprint:
    """Return what stands around every sheet, in the language of whoever asks."""
    config = current_app.config["SALESAPP"]
    return Imprint(
        company=config.company_name,
        base_url=config.base_url,
        zone=clock.zone(),
        locale=str(get_locale() or "en"),
    )


def paper_cache() -> PaperCache:
    """Return the folder of finished PDFs."""
    return PaperCache(storage.folder("paper"))
