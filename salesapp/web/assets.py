"""Style sheets, scripts, the icon and the fonts: named by their content, kept for ever; texts joined and compressed once."""

from __future__ import annotations

import functools
import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import brotli
from flask import Blueprint, Flask, Response, abort, current_app, request, send_file, url_for

bp = Blueprint("assets", __name__)
KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
FONTS = {"woff2": "font/woff2", "ttf": "font/ttf"}
FOREVER = "public, max-age=31536000, immutable"
#: A font as the style sheets name it, in a place that is never kept for long.
_FONT = re.compile(rb"/static/fonts/([\w-]+\.(?:woff2|ttf))")


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


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


@functools.lru_cache(maxsize=len(KINDS))
def _bundle(content: bytes) -> Bundle:
    return Bundle(
        digest=_digest(content),
        plain=content,
        gzipped=gzip.compress(content, 9, mtime=0),
        brotlied=brotli.compress(content, quality=9),
    )


def init_app(app: Flask) -> None:
    """Join the style sheets and scripts, read the icon, and give templates ``asset_url``."""
    static = Path(app.static_folder or "static")
    names = {name.decode() for name in _FONT.findall(_content(static, "css"))}
    fonts = {name: _digest((static / "fonts" / name).read_bytes()) for name in names}

    def bundled(kind: str) -> Bundle:
        # From its style sheet a font is found wherever the app is mounted.
        return _bundle(
            _FONT.sub(
                lambda found: b"../%s/%s" % (fonts[found[1].decode()].encode(), found[1]),
                _content(static, kind),
            )
        )

    bundles = {kind: bundled(kind) for kind in KINDS}
    app.extensions["bundles"], app.extensions["fonts"] = bundles, fonts
    app.register_blueprint(bp)

    written: dict[tuple[str, str], str] = {}

    def asset_url(kind: str) -> str:
        bundle = bundles[kind]
        if app.debug:
            bundle = bundles[kind] = bundled(kind)
        key = (request.script_root, bundle.digest)
        if key not in written:
            written[key] = url_for("assets.bundle", digest=bundle.digest, name=f"app.{kind}")
        return written[key]

    app.add_template_global(asset_url)


@bp.get("/assets/<digest>/<name>")
def bundle(digest: str, name: str):
    """Answer with a joined file or a font; an old name gets the present content, so that a page open during an update works."""
    kind = name.rpartition(".")[2]
    if kind in FONTS:
        return _font(digest, name)
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


def _font(digest: str, name: str) -> Response:
    present = current_app.extensions["fonts"].get(name) or abort(404)
    path = Path(current_app.static_folder or "static") / "fonts" / name
    response = send_file(path, mimetype=FONTS[path.suffix[1:]], etag=present, conditional=True)
    response.headers["Cache-Control"] = FOREVER if digest == present else "no-cache"
    return response
