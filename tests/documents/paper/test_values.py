"""Who supplies the values of a sheet, and what they may say of themselves."""

from __future__ import annotations

import pytest

from salesapp.documents.paper import loaders
from salesapp.documents.paper.values import SheetData


def test_a_form_has_one_loader(monkeypatch):
    monkeypatch.setattr(loaders, "_loaders", {})
    loaders.provide("F01", lambda number, user: None)
    with pytest.raises(ValueError, match="F01"):
        loaders.provide("F01", lambda number, user: None)


def test_a_form_without_a_loader_prints_nothing(monkeypatch):
    monkeypatch.setattr(loaders, "_loaders", {})
    assert loaders.load("F01", 1, None) is None


def test_a_sheet_is_draft_void_or_neither():
    with pytest.raises(ValueError):
        SheetData("KH2026-0001", {}, status="lost")
