"""The data folder: the files of the installation, which the database only names."""

from __future__ import annotations

from pathlib import Path

from flask import current_app


def folder(name: str) -> Path:
    """Return one folder of the data folder, such as the one of attachments."""
    return current_app.config["SALESAPP"].data_dir / name
