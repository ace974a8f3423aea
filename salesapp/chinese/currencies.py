"""Currencies as people write them beside an amount: 500万美元, USD 5,000, 1000万人民币, 500万(元)."""

from __future__ import annotations

import re
import unicodedata

from salesapp.chinese.texts import line

YUAN = "CNY"
#: What each is called: the first word is how it is shown.
WORDS: dict[str, tuple[str, ...]] = {
    YUAN: ("元", "元人民币", "人民币元", "人民币", "rmb", "cny"),
    "USD": ("美元", "美金", "usd", "us$", "美圆"),
    "HKD": ("港元", "港币", "hkd", "hk$", "港圆"),
    "EUR": ("欧元", "eur", "€"),
    "JPY": ("日元", "日币", "jpy", "日圆"),
    "GBP": ("英镑", "gbp", "£"),
    "TWD": ("新台币", "台币", "twd", "nt$"),
    "KRW": ("韩元", "krw", "韩圆"),
    "SGD": ("新加坡元", "新元", "sgd", "s$"),
    "AUD": ("澳元", "澳大利亚元", "aud"),
    "CAD": ("加元", "加拿大元", "cad"),
    "CHF": ("瑞士法郎", "瑞郎", "chf"),
    "MOP": ("澳门元", "澳门币", "mop"),
}
CODES = {word: code for code, words in WORDS.items() for word in words}
_ANY = "|".join(re.escape(word) for word in sorted(CODES, key=len, reverse=True))
#: The currency before the figure or behind it; brackets round it say no more.
BEHIND = re.compile(rf"\(?({_ANY})\)?(整|正)?\)?$")
BEFORE = re.compile(rf"^\(?({_ANY})\)?(?=[\s\d.,])")


def parted(text: str) -> tuple[str, str]:
    """Return an amount as if it were yuan, and the currency that it is in; yuan where nothing else is said."""
    said = unicodedata.normalize("NFKC", line(text)).strip().lower()
    behind = BEHIND.search(said)
    if behind:
        return f"{said[: behind.start()].rstrip(' (')}元", CODES[behind[1]]
    before = BEFORE.search(said)
    if before:
        return said[before.end() :].strip(), CODES[before[1]]
    return text, YUAN


def word(code: str | None) -> str:
    """Return what a currency is called."""
    return WORDS.get(code or YUAN, (code or "",))[0]
