"""Who supplies the values of a sheet, and what they may say of themselves."""

from __future__ import annotations

import pytest

from salesapp.documents.forms.registry import form
from salesapp.documents.paper import loaders
from salesapp.documents.paper.layout import how_to_fill
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


def test_a_field_without_words_of_its_own_says_what_its_kind_asks_for(app):
    fields = {spec.key: spec for group in form("F13").groups for spec in group.fields}
    with app.test_request_context():
        assert how_to_fill(fields["invoiced"]) == "任选：未开 / 已申请 / 部分开具 / 已开"
        assert how_to_fill(fields["paid"]) == "系统带出，手填照抄"
        assert how_to_fill(fields["share"]) == "各期合计 100%"
        assert how_to_fill(fields["invoiced_on"]) == ""
