"""The guide."""

from __future__ import annotations

from flask import Blueprint, render_template

from salesapp.web import guide

bp = Blueprint("guide", __name__)


@bp.get("/guide")
def index():
    """Show the process step by step."""
    return render_template("home/guide/index.html", parts=guide.chapters(), anchor=guide.anchor)
