"""WeasyPrint alone, with nothing of the app: what a sheet costs at least on this machine.

Usage: ``python -m salesapp.bench.bare FOLDER``; renders each ``*.html`` of the folder and says the milliseconds of each as JSON.
The fonts and the style sheet are read once, as whoever prints more than one document would.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

STATIC = Path(__file__).resolve().parents[2] / "static"
WARM_UP = "<html lang=zh-CN><title>.</title><body><p>预热 <b>表单</b> ABC 123</p>"


def main(folder: Path) -> None:
    """Render what lies in a folder, in order."""
    fonts = FontConfiguration()
    rules = (STATIC / "css" / "print" / "sheet.css").read_text().replace("paper:///", f"{STATIC.as_uri()}/")
    style = CSS(string=rules, base_url=STATIC.as_uri(), font_config=fonts)

    def render(html: str) -> None:
        HTML(string=html).write_pdf(font_config=fonts, stylesheets=[style], pdf_variant="pdf/ua-1")

    render(WARM_UP)
    gc.collect()
    gc.freeze()
    times = []
    for path in sorted(folder.glob("*.html")):
        html = path.read_text()
        begun = time.perf_counter()
        render(html)
        times.append((time.perf_counter() - begun) * 1000)
    sys.stdout.write(json.dumps(times) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
