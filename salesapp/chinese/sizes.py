"""Size classes 大/中/小/微 by industry, headcount X and yearly revenue Y (统计上大中小微型企业划分办法, 3.13).

A class needs every limit of its line; who misses one falls to the next class below. Total assets, which three
lines ask for, are not on the registration sheet, so there only the other figure counts: the result is a suggestion.
"""

from __future__ import annotations

from decimal import Decimal

from salesapp.chinese import industries

CLASSES = ("large", "medium", "small")
#: line → lower limits of large, medium, small: (people, revenue in 万元); None where the line does not ask for it.
LIMITS: dict[str, tuple[tuple[int | None, int | None], ...]] = {
    "farming": ((None, 20000), (None, 500), (None, 50)),
    "industry": ((1000, 40000), (300, 2000), (20, 300)),
    "construction": ((None, 80000), (None, 6000), (None, 300)),
    "wholesale": ((200, 40000), (20, 5000), (5, 1000)),
    "retail": ((300, 20000), (50, 500), (10, 100)),
    "transport": ((1000, 30000), (300, 3000), (20, 200)),
    "storage": ((200, 30000), (100, 1000), (20, 100)),
    "post": ((1000, 30000), (300, 2000), (20, 100)),
    "lodging": ((300, 10000), (100, 2000), (10, 100)),
    "telecom": ((2000, 100000), (100, 1000), (10, 100)),
    "software": ((300, 10000), (100, 1000), (10, 50)),
    "property": ((None, 200000), (None, 1000), (None, 100)),
    "leasing": ((300, None), (100, None), (10, None)),
    "other": ((300, None), (100, None), (10, None)),
}


def suggest(industry: str | None, headcount: int | None, revenue: Decimal | None) -> str | None:
    """Return the class for a division, people and yearly revenue in yuan.

    None where the division or every figure that counts is unknown.
    """
    found = industries.find(industry)
    if found is None or not found.size_line:
        return None
    line = LIMITS[found.size_line]
    in_wan = None if revenue is None else Decimal(revenue) / 10000
    figures = (headcount, in_wan)
    if not any(figure is not None and line[0][i] is not None for i, figure in enumerate(figures)):
        return None
    for name, limits in zip(CLASSES, line, strict=True):
        if all(f is None or limit is None or f >= limit for f, limit in zip(figures, limits, strict=True)):
            return name
    return "micro"
