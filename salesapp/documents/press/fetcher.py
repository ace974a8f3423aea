"""What a sheet may load while it is printed: the fonts and styles of this app, nothing else."""

from __future__ import annotations

import mimetypes
import re
from base64 import b64decode
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

SCHEME = "paper"
BASE_URL = f"{SCHEME}:///"
STATIC = Path(__file__).resolve().parents[3] / "static"
#: A picture whose bytes the sheet itself hands in: a signature.
PICTURE = re.compile(r"data:(image/(?:png|jpeg));base64,")
FOLDERS = ("fonts", "css/print")


class FetchRefused(FatalURLFetchingError):
    """A sheet asked for something that is not part of the app; printing stops."""


class PaperFetcher(URLFetcher):
    """Serves ``paper:///fonts/…``, ``paper:///css/print/…`` and pictures that an address holds; refuses all else."""

    def fetch(self, url, headers=None):
        if found := PICTURE.match(url[:40]):
            return URLFetcherResponse(url, b64decode(url[found.end() :]), {"Content-Type": found[1]})
        path = locate(url)
        return URLFetcherResponse(
            url, path.read_bytes(), {"Content-Type": mimetypes.guess_type(path.name)[0] or "font/ttf"}
        )


def locate(url: str) -> Path:
    """Return the file behind a URL of a sheet; raises FetchRefused for anything that is not the app's own."""
    parts = urlsplit(url)
    if parts.scheme.lower() != SCHEME or parts.netloc or parts.query:
        raise FetchRefused(f"a sheet may not load {url!r}")
    name = unquote(parts.path).lstrip("/")
    path = STATIC / name
    allowed = any(name.startswith(folder + "/") for folder in FOLDERS)
    if (
        not allowed
        or ".." in name
        or "\\" in name
        or "\0" in name
        or path.resolve() != path
        or not path.is_file()
    ):
        raise FetchRefused(f"a sheet may not load {url!r}")
    return path
