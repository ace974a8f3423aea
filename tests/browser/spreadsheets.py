"""A real spreadsheet as somebody brings it from a fair, written by LibreOffice Calc."""

from __future__ import annotations

import csv
import random
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROWS = 500
HEADER = (
    "公司名称",
    "所属行业",
    "所在地区",
    "联系人",
    "职务",
    "手机",
    "邮箱",
    "人数",
    "年营收（万元）",
    "备注",
)
PLACES = ("江苏省苏州市", "江苏省无锡市", "浙江省宁波市", "上海市")
WORDS = "衡岳岱嵩恒霍庐雁峨崂梵璞瑾砚澜汐沐禾稷桦楠梓榆槐桐杉柏枫棠栎"
TRADES = (
    ("通用设备制造业", "机械"),
    ("专用设备制造业", "装备"),
    ("汽车制造业", "汽车零部件"),
    ("金属制品业", "五金"),
)


def rows() -> Iterator[tuple]:
    """Yield what somebody has in a spreadsheet after a fair."""
    chance = random.Random(9)
    words = sorted({"".join(chance.sample(WORDS, 3)) for _n in range(2 * ROWS)})
    chance.shuffle(words)
    for n in range(ROWS):
        industry, trade = TRADES[n % 4]
        name = f"{PLACES[n % 4][-3:-1]}{words[n]}{trade}有限公司"
        # a number that ends in zeros, 13900000000, counts as one that the spreadsheet rounded
        mobile, mail = f"1390{1201 + n:07d}", f"buyer{n}@prospect{n}.example"
        person = f"{'赵钱孙李周吴郑王'[n % 8]}{'敏伟芳磊静'[n % 5]}"
        yield (
            name,
            industry,
            PLACES[n % 4],
            person,
            "采购经理",
            mobile,
            mail,
            80 + n,
            5000 + 10 * n,
            "展会上要过样本",
        )


def spreadsheet(folder: Path) -> Path:
    """Return the spreadsheet, written by LibreOffice Calc: converted by the one of this machine.

    Where none is installed, the rows are put into a file that Calc wrote (cases, 14): its container, styles and cells.
    """
    if (office_program := shutil.which("soffice")) is None:
        return _grown(folder)
    table = folder / "展会名单.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows()])
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    line = [
        office_program,
        profile,
        "--headless",
        "--convert-to",
        "ods",
        "--infilter=CSV:44,34,76,1",
        table.name,
    ]
    subprocess.run(line, cwd=folder, check=True, capture_output=True, timeout=180)
    return table.with_suffix(".ods")


def _grown(folder: Path) -> Path:
    case = next((Path(__file__).parents[1] / "cases/imports").glob("14-*.ods"))
    made = folder / "展会名单.ods"
    with zipfile.ZipFile(case) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "content.xml":
                content = _with_rows(content.decode()).encode()
            new.writestr(entry, content)
    return made


def _with_rows(content: str) -> str:
    head, tail = (
        content.split("<table:table-row", 1)[0],
        "</table:table>" + content.split("</table:table>", 1)[1],
    )
    body = "".join(
        f'<table:table-row table:style-name="ro1">{"".join(map(_cell, row))}</table:table-row>'
        for row in [HEADER, *rows()]
    )
    return head + body + tail


def _cell(value: object) -> str:
    number = f'office:value="{value}" ' if str(value).isdigit() else ""  # as Calc takes what is typed
    kind = "float" if number else "string"
    return (
        f'<table:table-cell office:value-type="{kind}" {number}><text:p>{value}</text:p></table:table-cell>'
    )
