"""The steps of a new representative's first day, each as a person takes it on the phone."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

from playwright.sync_api import Page, expect
from pypdf import PdfReader, PdfWriter

from salesapp.reading.pictures import desk
from tests.browser.spreadsheets import ROWS
from tests.customers.camera.drawn_cards import invented, labelled

CALLS = 10
FIRST, OWN = "Erster-Tag-2026", "meine-Blumen-am-Fenster-7"
CARD = invented(0) | {"mail": "zhou@danqiao.cn"}  # of our own city, with an address to which letters go


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
    day.press("导入表格", role="link", to="/prospects/imports/")
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
    page.locator("#read-field").get_by_text("我已通读全信").click()
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
