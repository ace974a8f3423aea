"""Forty cards of ten layouts, each photographed in one of several ways, with what they say."""

from __future__ import annotations

import random
from collections.abc import Callable

from PIL import ImageDraw

from tests.customers.camera.drawing import (
    FORMS,
    INK,
    MAIL_NAMES,
    NAMES,
    PLACES,
    TITLES,
    TRADES,
    WORDS,
    Drawn,
    columns,
    font,
    paper,
    photographed,
    with_code,
)

Says = dict[str, str]
NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")


def invented(n: int) -> Says:
    """Return what a card says."""
    chance = random.Random(4000 + n)
    place, region, area, length = PLACES[n % len(PLACES)]
    city = next(word for word in (place.split("省")[-1].split("市")[0],) if word)
    local = "8" + "".join(chance.choice("123456789") for _n in range(length - 1))
    mail = (
        f"{MAIL_NAMES[n % len(MAIL_NAMES)]}@{chance.choice(['hongyan', 'xuyu', 'mujian', 'qiying'])}.example"
    )
    return {
        "company": f"{city}{WORDS[n % len(WORDS)]}{TRADES[n % len(TRADES)]}{FORMS[n % len(FORMS)]}",
        "name": NAMES[n % len(NAMES)],
        "title": TITLES[n % len(TITLES)],
        "mobile": f"139{chance.randrange(10**8):08d}",
        "landline": f"{area}-{local}",
        "mail": mail,
        "address": f"{place}某某路{chance.randrange(2, 900)}号{chance.randrange(1, 30)}幢",
        "region": region,
    }


def labelled(s: Says) -> Drawn:
    lines = [(70, 60, 44, s["company"]), (70, 180, 58, s["name"]), (300, 210, 28, s["title"])]
    rows = [("手机", "mobile"), ("电话", "landline"), ("邮箱", "mail"), ("地址", "address")]
    lines += [(70, 330 + 48 * n, 27, f"{label}：{s[key]}") for n, (label, key) in enumerate(rows)]
    return Drawn(paper(lines), s)


def bare(s: Says) -> Drawn:
    lines = [(80, 70, 56, s["name"]), (80, 150, 26, s["title"])]
    lines += [(80, 330 + 44 * n, 27, s[key]) for n, key in enumerate(["mobile", "mail", "landline"])]
    lines += [(80, 470, 32, s["company"]), (80, 530, 24, s["address"])]
    return Drawn(paper(lines), s)


def upright_columns(s: Says) -> Drawn:
    lines = [(880, 50, 40, s["company"]), (760, 130, 58, s["name"]), (690, 170, 30, s["title"])]
    lines += [
        (420, 60, 24, s["address"].translate(NUMERALS)),
        (350, 60, 26, "手机" + s["mobile"].translate(NUMERALS)),
    ]
    says = {**s, "address": s["address"].translate(NUMERALS)}
    del says["landline"], says["mail"]
    return Drawn(columns(lines, (1000, 760)), says)


def letters(s: Says) -> Drawn:
    lines = [
        (60, 60, 40, "匠心智造 · 服务全球"),
        (60, 150, 34, s["company"]),
        (60, 250, 52, s["name"]),
        (330, 270, 28, s["title"]),
    ]
    rows = [("M", "mobile"), ("T", "landline"), ("E", "mail"), ("A:", "address")]
    lines += [(60, 370 + 48 * n, 27, f"{label}  {s[key]}") for n, (label, key) in enumerate(rows)]
    return Drawn(paper(lines), s)


def two_phones(s: Says) -> Drawn:
    second = "138" + s["mobile"][3:][::-1]
    lines = [(90, 60, 42, s["company"]), (90, 160, 60, s["name"]), (90, 250, 28, s["title"])]
    lines += [(90, 350, 27, f"手机：{s['mobile']} / {second}"), (90, 400, 27, f"传真：{s['landline'][:-1]}0")]
    lines += [
        (90, 450, 27, f"电话：{s['landline']}"),
        (90, 500, 27, f"E-mail: {s['mail']}"),
        (90, 550, 26, f"地址：{s['address']}"),
    ]
    return Drawn(paper(lines, (1000, 640)), {**s, "second": second})


def extension(s: Says) -> Drawn:
    lines = [(60, 50, 40, s["company"]), (60, 150, 54, s["name"]), (260, 175, 28, s["title"])]
    lines += [
        (60, 300, 26, f"总部：{s['address']}  邮编：215300"),
        (60, 350, 26, f"电话：{s['landline']}转8016"),
    ]
    lines += [
        (60, 400, 26, "服务热线：400-000-0138"),
        (60, 450, 26, f"手机/微信：{s['mobile']}"),
        (60, 500, 26, f"邮箱：{s['mail']}"),
    ]
    says = {
        **s,
        "landline": f"{s['landline']}转8016",
        "postcode": "215300",
        "service": "400-000-0138",
        "wechat": s["mobile"],
    }
    return Drawn(paper(lines), says)


def apart(s: Says) -> Drawn:
    lines = [(61, 60, 42, s["company"]), (62, 140, 54, s["name"]), (300, 165, 28, s["title"])]
    rows = [("手机", "mobile"), ("电话", "landline"), ("邮箱", "mail"), ("地址", "address")]
    for n, (label, key) in enumerate(rows):
        lines += [(62, 280 + 55 * n, 27, label), (170, 280 + 55 * n, 27, s[key])]
    return Drawn(paper(lines), s)


def english(s: Says) -> Drawn:
    says = {
        "company": "Qiying Instruments (Hangzhou) Co., Ltd.", "name": "Shiye Zheng", "title": "Senior Engineer",
        "mobile": s["mobile"], "landline": "0571-85551234转16", "mail": s["mail"],
    }  # fmt: skip
    lines = [(70, 60, 40, says["company"]), (70, 190, 52, says["name"]), (70, 260, 28, says["title"])]
    spread = f"{s['mobile'][:3]} {s['mobile'][3:7]} {s['mobile'][7:]}"
    lines += [
        (70, 370, 27, f"Mob: +86 {spread}"),
        (70, 420, 27, "Tel: +86 571 8555 1234 ext. 16"),
        (70, 470, 27, f"Email: {s['mail']}"),
    ]
    return Drawn(paper(lines), says)


def broken(s: Says) -> Drawn:
    head, tail = s["address"][:11], s["address"][11:]
    lines = [(70, 50, 36, s["company"]), (560, 150, 54, s["name"]), (560, 230, 28, s["title"])]
    lines += [
        (70, 340, 27, f"地址：{head}"),
        (151, 378, 27, tail),
        (70, 430, 27, f"邮箱：{s['mail']}"),
        (70, 480, 27, f"手机：{s['mobile']}"),
    ]
    says = dict(s)
    del says["landline"]
    return Drawn(paper(lines), says)


def coded(s: Says) -> Drawn:
    lines = [
        (70, 60, 42, s["company"]),
        (70, 180, 56, s["name"]),
        (280, 205, 28, s["title"]),
        (70, 340, 27, f"地址：{s['address']}"),
    ]
    card = f"BEGIN:VCARD\nVERSION:3.0\nFN:{s['name']}\nTEL;TYPE=CELL:{s['mobile']}\nTEL;TYPE=WORK:{s['landline']}\n"
    card += f"EMAIL:{s['mail']}\nEND:VCARD"
    drawn = Drawn(with_code(paper(lines, (1100, 680)), card, (790, 330)), s)
    ImageDraw.Draw(drawn.picture).text((820, 640), "扫一扫 加微信", font=font(22), fill=INK)
    return drawn


LAYOUTS: list[Callable[[Says], Drawn]] = [
    labelled, bare, upright_columns, letters, two_phones, extension, apart, english, broken, coded,
]  # fmt: skip


def cards() -> list[Drawn]:
    """Return the forty cards."""
    found = []
    for n in range(40):
        layout = LAYOUTS[n % len(LAYOUTS)]
        way = (n // len(LAYOUTS)) * 3 + n % len(LAYOUTS)
        drawn = layout(invented(n))
        way = 0 if layout is upright_columns and way % 8 in (4, 6) else way  # a column on its side is a line
        drawn.name = f"{n:02d} {layout.__name__} {way % 8}"
        drawn.picture = photographed(drawn.picture, way)
        found.append(drawn)
    return found
