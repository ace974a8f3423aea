"""What people really type, and what is right: tables parted by tabs, ``\\u….`` as Python reads it."""

from __future__ import annotations

from pathlib import Path


def rows(name: str) -> list[list[str]]:
    """Return the lines of a table below its head, each as wide as the head."""
    head, *lines = Path(__file__).with_name(f"{name}.tsv").read_text("utf-8").splitlines()
    width = head.count("\t") + 1
    found = [line.split("\t") for line in lines if line.strip()]
    return [[_read(cell) for cell in (line + [""] * width)[:width]] for line in found]


def _read(cell: str) -> str:
    return cell.encode("ascii", "backslashreplace").decode("unicode_escape") if "\\u" in cell else cell
