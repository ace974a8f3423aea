"""A PDF as the browser shows it, under its file's name."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response, make_response


def inline_pdf(pdf: bytes, name: str = "", *, called: str = "", kept: bool = False) -> Response:
    """Answer with a PDF that the browser opens.

    ``name`` is the plain file name, ``called`` the one in the reader's words; ``kept`` lets the browser keep it, and ask
    whether it is still so.
    """
    response = make_response(pdf)
    response.content_type = "application/pdf"
    file = f"; filename={name}" if name else ""
    words = f"; filename*=UTF-8''{quote(called)}" if called else ""
    response.headers["Content-Disposition"] = f"inline{file}{words}"
    response.headers["Cache-Control"] = "private, no-cache" if kept else "private, no-store"
    return response


def paper_name(*words: str) -> str:
    """Return 表单名_客户简称_日期.pdf of such words: the way people look for it on disk (conventions 3.16)."""
    name = "_".join(word for word in words if word)
    return "".join("-" if char in '\\/:*?"<>|' or not char.isprintable() else char for char in name) + ".pdf"
