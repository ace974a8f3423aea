"""Twenty licences of four layouts, some of whose codes cannot be right, each photographed in one of several ways."""

from __future__ import annotations

import random
from collections.abc import Callable

from PIL import Image, ImageDraw

from tests.customers.camera.drawing import (
    FORMS,
    NAMES,
    PLACES,
    TRADES,
    WORDS,
    Drawn,
    credit_code,
    font,
    paper,
    photographed,
)

Says = dict[str, str]


def invented(n: int) -> Says:
    """Return what a licence says."""
    chance = random.Random(900 + n)
    place, region, _area, _length = PLACES[n % len(PLACES)]
    city = place.split("省")[-1].split("市")[0]
    return {
        "code": credit_code(region, chance),
        "name": f"{city}{WORDS[(n + 3) % len(WORDS)]}{TRADES[(n + 5) % len(TRADES)]}{FORMS[n % len(FORMS)]}",
        "kind": "有限责任公司（自然人投资或控股）",
        "person": NAMES[(n + 2) % len(NAMES)],
        "capital": str(chance.choice([50, 100, 500, 2000, 12000])),
        "founded": f"20{chance.randrange(10, 25)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}",
        "address": f"{place}某某路{chance.randrange(2, 900)}号{chance.randrange(1, 30)}幢201室",
        "region": region,
    }


def day(s: Says) -> str:
    year, month, of_month = s["founded"].split("-")
    return f"{year}年{month}月{of_month}日"


def horizontal(s: Says) -> Drawn:
    lines = [
        (90, 60, 26, "统一社会信用代码"),
        (90, 98, 30, s["code"]),
        (470, 100, 72, "营 业 执 照"),
        (600, 200, 26, "（副 本）"),
    ]
    left = [
        ("名　　称", s["name"]),
        ("类　　型", s["kind"]),
        ("法定代表人", s["person"]),
        ("经营范围", "一般项目：轴承制造；机械零件销售"),
    ]
    lines += [(70, 290 + 62 * n, 26, f"{label}　{value}") for n, (label, value) in enumerate(left)]
    right = [("注册资本", f"{s['capital']}万元整"), ("成立日期", day(s)), ("住　　所", s["address"])]
    lines += [(720, 290 + 62 * n, 26, f"{label}　{value}") for n, (label, value) in enumerate(right)]
    lines += [(960, 560, 26, "登记机关"), (980, 610, 26, "2026年03月02日")]
    return Drawn(paper(lines, (1420, 700)), s)


def upright(s: Says) -> Drawn:
    lines = [(260, 60, 70, "营业执照"), (260, 170, 26, f"统一社会信用代码 {s['code']}")]
    rows = [
        ("名称", s["name"]), ("类型", s["kind"]), ("住所", s["address"]), ("法定代表人", s["person"]),
        ("注册资本", f"{s['capital']}万元人民币"), ("成立日期", day(s)), ("营业期限", "长期"),
        ("经营范围", "模具的设计、制造与销售"),
    ]  # fmt: skip
    for n, (label, value) in enumerate(rows):
        lines += [(80, 260 + 62 * n, 27, label), (260, 260 + 62 * n, 27, value)]
    return Drawn(paper(lines, (900, 860)), s)


def trader(s: Says) -> Drawn:
    says = {
        **s,
        "name": s["name"].replace("有限公司", "").replace("股份", "").replace("有限责任公司", "") + "商行",
    }
    says["code"] = credit_code(s["region"], random.Random(s["code"]), "92")
    del says["capital"], says["kind"]
    lines = [(300, 50, 66, "营业执照"), (120, 160, 27, f"统一社会信用代码：{says['code']}")]
    rows = [
        ("名　　称", says["name"]),
        ("经 营 者", s["person"]),
        ("组成形式", "个人经营"),
        ("经营场所", s["address"]),
        ("注册日期", day(s)),
    ]
    lines += [(90, 260 + 64 * n, 27, f"{label} {value}") for n, (label, value) in enumerate(rows)]
    return Drawn(paper(lines, (1000, 640)), says)


def copied(s: Says) -> Drawn:
    drawn = horizontal(s)
    across = Image.new("RGBA", drawn.picture.size, (0, 0, 0, 0))
    ImageDraw.Draw(across).text((360, 420), "仅供备案使用", font=font(64), fill=(160, 60, 60, 60))
    drawn.picture = Image.alpha_composite(drawn.picture.convert("RGBA"), across.rotate(12)).convert("RGB")
    return drawn


def wrong(s: Says) -> Drawn:
    """Return a licence on which another sign is printed: no code may be taken from it."""
    digit = "5" if s["code"][13] != "5" else "6"
    printed = s["code"][:13] + digit + s["code"][14:]
    drawn = upright({**s, "code": printed})
    return Drawn(drawn.picture, {**s, "code": ""})


LAYOUTS: list[Callable[[Says], Drawn]] = [horizontal, upright, trader, copied, wrong]


def licences() -> list[Drawn]:
    """Return the twenty licences."""
    found = []
    for n in range(20):
        layout = LAYOUTS[n % len(LAYOUTS)]
        drawn = layout(invented(n))
        way = (n // len(LAYOUTS)) * 3 + n % len(LAYOUTS)
        drawn.name = f"{n:02d} {layout.__name__} {way % 8}"
        drawn.picture = photographed(drawn.picture, way)
        found.append(drawn)
    return found
