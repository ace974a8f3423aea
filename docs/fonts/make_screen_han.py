"""Make SalesappScreenHan.woff2: the ideographs beyond the basic plane that people's and firms' names do hold (𬭎, 𬱖, 𫖯 …).

Screens use the fonts of the system; many a phone and PC lacks these. They are cut out of the text font of the printed
sheets, so that a name looks the same on both; a browser loads the file only for a page that holds one of them.

Usage (needs fonttools and brotli):
    python docs/fonts/make_screen_han.py
"""

from __future__ import annotations

import sys

from fontTools.ttLib import TTFont
from make_rare_han import FONTS, cut

FAMILY = "Salesapp Screen Han"
FIRST = 0x20000


def main() -> None:
    font = TTFont(FONTS / "NotoSansSC-Regular.ttf", recalcTimestamp=False)
    codes = [code for code in sorted(font.getBestCmap()) if code >= FIRST]
    cut(font, codes)
    for number, text in {1: FAMILY, 2: "Regular", 4: FAMILY, 6: "SalesappScreenHan-Regular"}.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font.flavor = "woff2"
    target = FONTS / "SalesappScreenHan.woff2"
    font.save(target)
    sys.stdout.write(f"{target.name}: {len(codes)} code points, {target.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
