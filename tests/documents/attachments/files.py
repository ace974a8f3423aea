"""Small files of many kinds."""

from __future__ import annotations

import io
import zipfile

from PIL import Image

PDF = b"%PDF-1.7\n%%EOF\n"


def picture(size=(40, 30), kind="JPEG", **options) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", size, "#a2281d").save(kept, kind, **options)
    return kept.getvalue()


def office(folder: str, *more: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name in ("[Content_Types].xml", f"{folder}/document.xml", *more):
            archive.writestr(name, "<x/>")
    return kept.getvalue()
