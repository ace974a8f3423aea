"""The kinds of work that an ending asks for. Pure."""

from __future__ import annotations

REVIEW, OPINION = "review", "review_opinion"
