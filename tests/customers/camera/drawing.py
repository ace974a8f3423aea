"""Cards and licences drawn by hand and photographed badly: layouts, shadows, slants, blur. What they say is known."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, field

import segno
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from salesapp.chinese.credit_codes import ALPHABET, body_check_sign, check_sign
from salesapp.config import PROJECT

FONTS = PROJECT / "static" / "fonts"
INK, PAPER = "#262626", "#fbfaf5"
PLACES = [
    ("江苏省苏州市吴中区", "320506", "0512", 8),
    ("浙江省宁波市北仑区", "330206", "0574", 8),
    ("上海市浦东新区", "310115", "021", 8),
    ("四川省成都市锦江区", "510104", "028", 8),
    ("江苏省扬州市广陵区", "321002", "0514", 8),
    ("湖北省武汉市江岸区", "420102", "027", 8),
    ("广东省深圳市南山区", "440305", "0755", 8),
    ("山东省青岛市市南区", "370202", "0532", 8),
    ("浙江省湖州市吴兴区", "330502", "0572", 7),
    ("江苏省南通市崇川区", "320613", "0513", 8),
]
WORDS = [
    "虚屿",
    "宏砚",
    "帛砚",
    "栖璎",
    "沐笺",
    "稚禾",
    "岫石",
    "芥舟",
    "蓼汀",
    "澹桥",
    "絮亭",
    "空青",
    "螺汀",
    "草书",
    "见微",
    "听澜",
]
TRADES = [
    "精密制造",
    "自动化设备",
    "包装",
    "仪器",
    "纺织",
    "新材料",
    "食品机械",
    "环保工程",
    "模具",
    "电气",
    "软件",
    "轴承",
]
FORMS = ["有限公司", "股份有限公司", "有限责任公司"]
NAMES = [
    "周望舒", "沈听澜", "吴见微", "郑拾叶", "何叙白", "陈空青", "徐砚秋", "许双溪", "罗拾贝", "孟浮槎", "高渡", "唐砂", "叶屿",
    "冯知渔", "秦漓", "林清和",
]  # fmt: skip
TITLES = ["销售总监", "总经理", "采购部经理", "高级工程师", "副总经理", "技术支持", "市场部部长", "业务员"]
MAIL_NAMES = ["zhou", "shen.tl", "he", "xuyanqiu", "luo", "tang", "mfc", "anna"]


@dataclass(slots=True)
class Drawn:
    """A picture and what it says."""

    picture: Image.Image
    says: dict[str, str]
    name: str = ""
    content: bytes = field(default=b"", repr=False)

    def jpeg(self, quality: int = 88) -> bytes:
        """Return it as a phone would send it."""
        kept = io.BytesIO()
        self.picture.convert("RGB").save(kept, "JPEG", quality=quality)
        return kept.getvalue()


def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"NotoSansSC-{'Bold' if bold else 'Regular'}.ttf"), size)


def paper(lines: list[tuple[int, int, int, str]], size: tuple[int, int] = (1000, 600)) -> Image.Image:
    """Draw lines: left, top, size of the signs, words."""
    picture = Image.new("RGB", size, PAPER)
    pen = ImageDraw.Draw(picture)
    for left, top, height, words in lines:
        pen.text((left, top), words, font=font(height, bold=height > 36), fill=INK)
    return picture


def columns(lines: list[tuple[int, int, int, str]], size: tuple[int, int] = (1000, 620)) -> Image.Image:
    """Draw columns: left, top, size of the signs, words from top to bottom."""
    picture = Image.new("RGB", size, PAPER)
    pen = ImageDraw.Draw(picture)
    for left, top, height, words in lines:
        for n, sign in enumerate(words):
            pen.text((left, top + n * int(height * 1.12)), sign, font=font(height), fill=INK)
    return picture


def with_code(picture: Image.Image, text: str, place: tuple[int, int] = (760, 360)) -> Image.Image:
    """Put a QR code on a card."""
    kept = io.BytesIO()
    segno.make(text, error="m", micro=False).save(kept, kind="png", scale=5, border=3)
    picture.paste(Image.open(io.BytesIO(kept.getvalue())).convert("RGB"), place)
    return picture


def shaded(picture: Image.Image) -> Image.Image:
    """Lay the shadow of a hand across it."""
    shade = Image.linear_gradient("L").resize(picture.size).point(lambda v: 120 + v * 135 // 255)
    return Image.composite(picture, Image.new("RGB", picture.size, "#3c3a35"), shade)


def on_table(picture: Image.Image, degrees: float) -> Image.Image:
    """Lay it askew on a darker table."""
    return picture.rotate(degrees, expand=True, fillcolor="#8a8378", resample=Image.Resampling.BICUBIC)


def photographed(picture: Image.Image, way: int) -> Image.Image:
    """Take it badly in one of several ways."""
    match way % 8:
        case 1:
            return on_table(picture, 5)
        case 2:
            return picture.filter(ImageFilter.GaussianBlur(1.1))
        case 3:
            return shaded(picture)
        case 4:
            return picture.transpose(Image.Transpose.ROTATE_90)
        case 5:
            return on_table(shaded(picture), -5)
        case 6:
            return picture.transpose(Image.Transpose.ROTATE_180)
        case 7:
            return on_table(picture, -3).filter(ImageFilter.GaussianBlur(0.8))
    return picture


def credit_code(region: str, chance: random.Random, first: str = "91") -> str:
    """Return an invented code that passes both checks."""
    body = "MADE" + "".join(chance.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _n in range(4))
    code = first + region + body + body_check_sign(body)
    return (
        code + check_sign(code)
        if all(sign in ALPHABET for sign in code)
        else credit_code(region, chance, first)
    )
