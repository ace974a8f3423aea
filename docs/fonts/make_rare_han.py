"""Make SalesappRareHan-{Regular,Bold}.ttf: the ideographs of Noto Sans CJK SC that Noto Sans SC lacks.

Noto Sans CJK comes as CFF outlines in a collection, which WeasyPrint embeds slowly and whole; this cuts out the
few code points that are missing from the text font, turns their curves into TrueType outlines and gives the
result a family name of its own, so that it stands at the end of the font stack and costs nothing when unused.

Usage (needs fonttools and Debian's fonts-noto-cjk):
    python docs/fonts/make_rare_han.py /usr/share/fonts/opentype/noto
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.ttCollection import TTCollection

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
FAMILY = "Salesapp Rare Han"
HAN = [(0x2E80, 0x2FDF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF)]
MAX_ERROR = 0.7  # of 1000 units to the em


def missing(text_font: Path, big: TTFont) -> list[int]:
    """Return the ideographs that the big font has and the text font has not."""
    have = set(TTFont(text_font).getBestCmap())
    return [
        code
        for code in sorted(big.getBestCmap())
        if code not in have and any(first <= code <= last for first, last in HAN)
    ]


def cut(font: TTFont, codes: list[int]) -> None:
    """Keep only these code points, without layout features, hints and old names."""
    options = subset.Options(
        layout_features=[], hinting=False, notdef_outline=True, glyph_names=False, name_IDs=[0, 13, 14],
        drop_tables=["BASE", "GPOS", "GSUB", "GDEF", "VORG", "vhea", "vmtx", "DSIG"],
    )  # fmt: skip
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)


def to_truetype(font: TTFont) -> None:
    """Replace the CFF outlines by quadratic ones."""
    glyphs = font.getGlyphSet()
    order = font.getGlyphOrder()
    drawn = {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
        drawn[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder = order
    table.glyphs = drawn
    for name, glyph in drawn.items():
        glyph.recalcBounds(table)
        font["hmtx"].metrics[name] = (font["hmtx"].metrics[name][0], getattr(glyph, "xMin", 0))
    font["maxp"] = maxp = newTable("maxp")
    maxp.tableVersion = 0x00010000
    for name in [
        "maxZones",
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxComponentElements",
        "maxPoints",
        "maxContours",
        "maxCompositePoints",
        "maxCompositeContours",
        "maxComponentDepth",
        "numGlyphs",
    ]:
        setattr(maxp, name, 0)
    maxp.maxZones = 1
    font["post"].formatType = 3.0
    del font["CFF "]
    font.sfntVersion = "\000\001\000\000"


def rename(font: TTFont, style: str) -> None:
    """Give the font its own names, so that it is never taken for a whole Noto font."""
    names = font["name"]
    for number, text in {1: FAMILY, 2: style, 4: f"{FAMILY} {style}", 6: f"SalesappRareHan-{style}"}.items():
        names.setName(text, number, 3, 1, 0x409)
    names.setName(f"{FAMILY} {style} 1", 3, 3, 1, 0x409)


def main(folder: Path) -> None:
    for style in ("Regular", "Bold"):
        collection = TTCollection(folder / f"NotoSansCJK-{style}.ttc")
        font = next(f for f in collection.fonts if f["name"].getDebugName(1).startswith("Noto Sans CJK SC"))
        codes = missing(FONTS / f"NotoSansSC-{style}.ttf", font)
        cut(font, codes)
        to_truetype(font)
        rename(font, style)
        target = FONTS / f"SalesappRareHan-{style}.ttf"
        font["head"].modified = font["head"].created
        font.recalcTimestamp = False
        font.save(target)
        sys.stdout.write(f"{target.name}: {len(codes)} code points, {target.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
