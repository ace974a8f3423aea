"""A new representative's first day, walked on the phone from the first sign-in to the letter that a mail server has taken.

Nothing is put in the place of anything: a spreadsheet that LibreOffice wrote, Chromium, the queue with its worker, the
reading process where the extra `camera` is installed, the printer, a mail server on this machine.
"""

from __future__ import annotations

import csv
import io
import os
import random
import re
import shutil
import signal
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader, PdfWriter
from sqlalchemy import func, select

from salesapp.accounts.models import Team, User
from salesapp.accounts.passwords import rules as passwords
from salesapp.accounts.people.actions import create_user
from salesapp.activities.calls.models import Call
from salesapp.activities.visits.models import Visit
from salesapp.db import db
from salesapp.jobs import bind
from salesapp.prospecting.lists.models import Prospect, ProspectList
from salesapp.reading.pictures import desk
from salesapp.schedule.queue.actions import open_queue
from salesapp.web import clock
from tests.conftest import MONDAY
from tests.customers.camera.drawn_cards import invented, labelled
from tests.mail.offices import office

ROWS, CALLS = 500, 10
MINUTE = timedelta(minutes=1)
FIRST, OWN = "Erster-Tag-2026", "meine-Blumen-am-Fenster-7"
CARD = invented(0) | {"mail": "zhou@danqiao.cn"}  # of our own city, with an address to which letters go
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
PLACES, WORDS = (
    ("江苏省苏州市", "江苏省无锡市", "浙江省宁波市", "上海市"),
    "衡岳岱嵩恒霍庐雁峨崂梵璞瑾砚澜汐沐禾稷桦楠梓榆槐桐杉柏枫棠栎",
)
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
        mobile, mail = f"1390{n:07d}", f"buyer{n}@prospect{n}.example"
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
    number = f'office:value="{value}" ' if isinstance(value, int) else ""
    kind = "float" if number else "string"
    return (
        f'<table:table-cell office:value-type="{kind}" {number}><text:p>{value}</text:p></table:table-cell>'
    )


pytestmark = pytest.mark.slow


@pytest.fixture
def worker(site) -> Iterator[None]:
    """The jobs process's worker, as `salesapp jobs` starts it, in a thread of its own."""
    queue = open_queue(site.app.config["SALESAPP"])
    bind(site.app, queue)
    consumer = queue.create_consumer(
        workers=1, worker_type="thread", periodic=False, initial_delay=0.05, max_delay=0.2
    )
    handlers = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    consumer.start()
    yield
    consumer.stop(graceful=True)
    for each, handler in handlers.items():
        signal.signal(each, handler)


@pytest.fixture
def rep(site) -> None:
    """The account that the new representative was given this morning."""
    with site.app.app_context():
        team = db.session.scalar(select(Team).where(Team.name == "华东"))
        create_user(
            username="ning", name="宁*", role="rep", password=passwords.hashed(FIRST), at=MONDAY, must_change=True,
            team_id=team.id, email="ning@example.cn",
        )  # fmt: skip
        db.session.commit()
        db.session.remove()


class Day:
    """The day on the phone: what time it is, and a picture of every step where somebody asks for them."""

    def __init__(self, page: Page):
        self.page, self.no = page, 0
        self.folder = os.environ.get("SALESAPP_TEST_PICTURES")

    def look(self, name: str) -> None:
        """Look at the page as it stands: it is no wider than the phone."""
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{name}: {wide} pixels wider than the phone"
        self.no += 1
        if self.folder:
            path = Path(self.folder) / f"{self.no:02d}-{name}.png"
            self.page.screenshot(path=path, full_page=True, caret="initial")

    def press(self, name: str, *, role: str = "button", to: str = "") -> None:
        """Press a button or a link, and wait until one is where it leads."""
        self.page.get_by_role(role, name=name, exact=True).first.click()
        if to:
            self.page.wait_for_url(re.compile(to))


def test_the_first_day(site, open_page, worker, rep, tmp_path, monkeypatch):
    table = spreadsheet(tmp_path)
    with office(site.app, monkeypatch) as post:
        day = Day(open_page(None, "/login", device="phone"))
        sign_in(day)
        import_the_table(day, table)
        give_ten_to_oneself(day)
        for nth in range(CALLS):
            call(day, nth)
        expect(day.page.get_by_text(f"今天已打 {CALLS} 个")).to_be_visible()
        photograph_a_card(day)
        with clock.frozen(MONDAY + 30 * MINUTE):
            plan_a_visit(day)
            prepare_and_pack(day)
        with clock.frozen(MONDAY + 285 * MINUTE):  # a quarter of an hour before the visit
            hold_and_write_down(day)
        with clock.frozen(MONDAY + 310 * MINUTE):
            send_the_letter(day)
        check_what_arrived(post)
    check_what_is_kept(site)


def sign_in(day: Day) -> None:
    """Come in with the password that was given, and choose one of one's own."""
    page = day.page
    page.locator("[name=username]").fill("ning")
    page.locator("[name=password]").fill(FIRST)
    day.look("login")
    page.locator("main form button").first.click()
    for name, value in (("old", FIRST), ("new", OWN), ("again_new", OWN)):
        page.locator(f"[name={name}]").fill(value)
    day.look("password")
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile(r"/$"))
    day.look("today")


def import_the_table(day: Day, table: Path) -> None:
    """Open a list and take the spreadsheet into it, each row looked at before anything changes."""
    page = day.page
    page.goto("/prospects/lists")
    day.look("lists")
    day.press("新建名单", role="link", to="/new")
    page.locator("#name").fill("苏州装备展第二天")
    page.locator("#channel").select_option(label="行业展会")
    day.look("new-list")
    day.press("保存", to=r"/lists/\d+$")
    day.look("empty-list")
    day.press("导入表格", role="link", to="/prospect-imports/")
    page.locator("input[name=file]").set_input_files(table)
    day.look("import")
    day.press("读取表格")
    expect(page.locator("#columns")).to_be_visible()
    day.look("columns")
    day.press("逐行检查")
    expect(page.locator("#lines")).to_be_visible()
    like = page.get_by_label(re.compile("^疑似已有"))
    if like.count():  # names that differ by a letter: a person says that they are others
        like.select_option(label="加入名单")
    day.look("verdicts")
    day.press("导入")
    expect(page.locator("#ended")).to_contain_text(f"已加入 {ROWS}")
    day.look("imported")


def give_ten_to_oneself(day: Day) -> None:
    """Take ten of the rows for today."""
    page = day.page
    day.press("苏州装备展第二天", role="link", to=r"/lists/\d+$")
    day.look("list-full")
    for box in page.locator(".pick").all()[:CALLS]:
        box.check()
    page.locator("#give-form [name=owner_id]").select_option(label="宁*")
    page.locator("#give-form [name=planned_on]").fill("2026-11-23")
    day.look("ticked")
    day.press("分配")
    expect(page.locator("#notices")).to_contain_text("已分配")
    day.look("assigned")


def call(day: Day, nth: int) -> None:
    """Make one call of the round and say what it came to: reached, later, refused, and seven times nobody."""
    page = day.page
    if nth == 0:
        page.goto("/calls")
    expect(page.get_by_text(f"今天已打 {nth} 个")).to_be_visible()
    day.look("call")
    if nth == 1:
        page.locator(".call-more summary", has_text="稍后").click()
        page.locator(".call-more[open] button[name=later]").first.click()
    elif nth == 2:
        page.locator(".call-more summary", has_text="拒绝").click()
        day.look("call-refused")
        day.press("已有供应商")
    elif nth == 3:
        day.press("接通", to="from=calls")
        page.locator("[name=words]").fill("周五上午可以看演示，先发资料")
        day.look("call-reached")
        day.press("再次联系")
    else:
        day.press("未接")
    expect(page).to_have_url(re.compile(r"/calls$"))


def photograph_a_card(day: Day) -> None:
    page = day.page
    page.goto("/customers/new")
    day.look("register")
    if not desk.missing():
        page.locator("input[name=photo_card]").set_input_files(
            {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": labelled(CARD).jpeg()}
        )
        expect(page.get_by_text("照片上认出的内容，尚未保存")).to_be_visible(timeout=90_000)
        day.look("read")
        day.press("全部采用")
        expect(page.locator(".camera-values")).to_be_hidden()
        day.look("taken")
    else:
        page.locator("#full_name").fill(CARD["company"])
        for name in ("name", "title", "mobile"):
            page.locator(f"[name='contacts-0-{name}']").fill(CARD[name])
        page.locator("[name='contacts-0-email']").fill(CARD["mail"])
    industry = page.get_by_label(re.compile("^所属行业")).first
    industry.fill("C40")
    page.get_by_role("option", name=re.compile("仪器仪表")).first.click()
    page.get_by_role("radiogroup", name=re.compile("^企业规模")).get_by_text("小型", exact=True).click()
    page.get_by_label(re.compile("^来源渠道")).first.select_option(label="行业展会")
    day.look("completed")
    day.press("保存", to=r"/customers/\d+$")
    day.look("registered")


def plan_a_visit(day: Day) -> None:
    """Book a visit for this afternoon with the person of the card."""
    page = day.page
    page.goto("/visits")
    day.press("安排拜访", role="link", to="/visits/new")
    day.look("visit-whom")
    page.get_by_role("combobox").last.fill(CARD["company"][2:6])
    page.get_by_role("option").first.click()
    page.wait_for_url(re.compile("customer="))
    day.look("visit-new")
    page.locator("#kind-field").get_by_text("首访").click()
    expect(page.locator("#contact_ids-field").get_by_label(re.compile(CARD["name"]))).to_be_checked()
    page.locator("#purpose").fill("看现场，问清排产的困难")
    page.locator("#expected").fill("愿意让技术来调研一天")
    page.locator("#starts_at").fill("2026-11-23T14:00")
    page.locator("#booked_way-field").get_by_text("电话", exact=True).click()
    page.locator("#transport").fill("高铁")
    page.locator("#place").fill("客户二楼会议室")
    day.look("visit-filled")
    day.press("保存", to=r"/visits/\d+$")
    day.look("visit-booked")


def prepare_and_pack(day: Day) -> None:
    """Tick what goes into the bag, and take the pack along."""
    page = day.page
    for thing in page.locator("#preparation .tick-line").all_inner_texts():
        page.locator("#preparation").get_by_role("button", name=thing.split()[0]).click()
    day.look("prepared")
    answer = page.request.get("/visits/pack.pdf?on=2026-11-23")
    assert answer.headers["content-type"] == "application/pdf"
    pack = PdfReader(io.BytesIO(answer.body()))
    text = "".join(sheet.extract_text() for sheet in pack.pages)
    assert CARD["company"] in text and CARD["name"] in text and "看现场" in text
    if day.folder:
        (Path(day.folder) / "pack.pdf").write_bytes(answer.body())


def hold_and_write_down(day: Day) -> None:
    """Begin the visit from the line of the day, write down what was said, and end it with the next contact."""
    page = day.page
    page.goto("/")  # nobody touched the phone for hours: the session is over
    page.locator("[name=username]").fill("ning")
    page.locator("[name=password]").fill(OWN)
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile(r"/$"))
    day.look("today-visit")
    page.locator("#first li").filter(has_text=CARD["company"][2:6]).get_by_role(
        "link", name="开始拜访"
    ).click()
    day.look("talk")
    for name, words in (("situation", "排产靠表格，三人维护"), ("problem", "插单后常漏料"), ("implication", "每月延期6单"),
                        ("need_payoff", "一个月内接通现有系统")):  # fmt: skip
        page.locator(f"#{name}").fill(words)
    page.locator("[name='promises-0-content']").fill("发同行案例两份")
    page.get_by_text("后天 14:00").click()
    page.locator("#next_purpose").fill("现场演示")
    day.look("talk-filled")
    day.press("保存并结束拜访")
    expect(page.locator("#notices")).to_contain_text("已保存")
    day.look("talk-saved")


def send_the_letter(day: Day) -> None:
    """Send the thank-you letter from the line of the day; the mail server takes it."""
    page = day.page
    page.goto("/")
    day.look("today-letter")
    page.locator("main li").filter(has_text="发感谢邮件").get_by_text("写邮件").click()
    page.locator("#enclosed-field").get_by_text("发同行案例两份").click()
    page.locator("input[name=uploads]").set_input_files(
        {"name": "同行案例.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    day.look("letter")
    day.press("发送")
    expect(page.locator("#posted")).to_contain_text("已送达服务器")
    day.look("letter-sent")


def pdf() -> bytes:
    """Return a case as it lies on somebody's phone."""
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(file)
    return file.getvalue()


def check_what_arrived(post) -> None:
    """The mail server has the letter: once, from the company's box, with answers to the representative."""
    (letter,) = post.messages
    assert post.taken_for == [CARD["mail"]]
    assert letter["Reply-To"].addresses[0].addr_spec == "ning@example.cn"
    assert CARD["name"] in letter.get_body(("plain",)).get_content()
    assert [part.get_filename() for part in letter.iter_attachments()] == ["同行案例.pdf"]


def check_what_is_kept(site) -> None:
    """The records say what happened: the rows, the calls, the visit with its record."""
    with site.app.app_context():
        rep = db.session.scalar(select(User).where(User.username == "ning"))
        rows = select(Prospect.result, func.count()).join(ProspectList).where(ProspectList.owner_id == rep.id)
        counted = dict(db.session.execute(rows.group_by(Prospect.result)).all())
        assert counted == {"todo": ROWS - 2, "contacted": 1, "given_up": 1}
        calls = select(Call.result, func.count()).where(Call.by_id == rep.id).group_by(Call.result)
        assert dict(db.session.execute(calls).all()) == {"missed": 7, "later": 1, "refused": 1, "reached": 1}
        visit = db.session.scalar(select(Visit).where(Visit.owner_id == rep.id))
        assert visit.status == "done" and visit.activity.situation == "排产靠表格，三人维护"
        assert visit.activity.is_first
        db.session.remove()
