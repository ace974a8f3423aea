"""Style sheets, scripts and the icon: joined in order, compressed once, named by their content, kept for ever."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

import brotli
from flask import Blueprint, Flask, Response, abort, current_app, request, url_for

bp = Blueprint("assets", __name__)
KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Bundle:
    """One joined file, plain and compressed."""

    digest: str
    plain: bytes
    gzipped: bytes
    brotlied: bytes


def _content(static: Path, kind: str) -> bytes:
    if kind == "svg":
        return (static / "icon.svg").read_bytes()
    folder = static / kind
    order = folder / "ORDER"
    names = order.read_text("utf-8").split() if order.exists() else []
    return b"\n".join((folder / name).read_bytes() for name in names)


def _bundle(content: bytes) -> Bundle:
    return Bundle(
        digest=hashlib.sha256(content).hexdigest()[:12],
        plain=content,
        gzipped=gzip.compress(content, 9, mtime=0),
        brotlied=brotli.compress(content, quality=9),
    )


def init_app(app: Flask) -> None:
    """Join the style sheets and scripts, read the icon, and give templates ``asset_url``."""
    static = Path(app.static_folder or "static")
    bundles = {kind: _bundle(_content(static, kind)) for kind in KINDS}
    app.extensions["bundles"] = bundles
    app.register_blueprint(bp)

    def asset_url(kind: str) -> str:
        bundle = bundles[kind]
        if app.debug:
            bundle = bundles[kind] = _bundle(_content(static, kind))
        return url_for("assets.bundle", digest=bundle.digest, name=f"app.{kind}")

    app.add_template_global(asset_url)


@bp.get("/assets/<digest>/<name>")
def bundle(digest: str, name: str):
    """Answer with a joined file; an old name gets the present content, so that a page open during an update works."""
    kind = name.rpartition(".")[2]
    found = current_app.extensions["bundles"].get(kind)
    if found is None or name != f"app.{kind}":
        abort(404)
    accepted = request.accept_encodings
    body, encoding = (
        (found.brotlied, "br")
        if accepted["br"]
        else (found.gzipped, "gzip")
        if accepted["gzip"]
        else (found.plain, None)
    )
    response = Response(body, content_type=KINDS[kind])
    response.headers["Cache-Control"] = FOREVER if digest == found.digest else "no-cache"
    response.vary.add("Accept-Encoding")
    if encoding:
        response.headers["Content-Encoding"] = encoding
    return response
