"""What the demo company sells, at which prices, and its quotations: one in every state, in working days before today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from salesapp.accounts.models import User
from salesapp.approvals import actions as approvals
from salesapp.contracts import actions as contracts
from salesapp.contracts.lines import queries as quoted
from salesapp.demo.diary import Diary
from salesapp.demo.sales import Sale
from salesapp.opportunities.models import Opportunity
from salesapp.quotations import actions
from salesapp.quotations.approval import actions as approving
from salesapp.quotations.approval.queries import latest
from salesapp.quotations.lines.rules import Line
from salesapp.quotations.models import Quotation
from salesapp.quotations.products import actions as products
from salesapp.quotations.products.intake import actions as intakes
from salesapp.quotations.products.intake.rules import MOST_ROWS
from salesapp.quotations.products.prices import actions as prices
from salesapp.quotations.products.prices.actions import Listed, Period
from salesapp.quotations.products.queries import by_code
from salesapp.quotations.tables.rules import found_in
from salesapp.reading.tables.reader import read_text
from salesapp.rights.rules import Role
from salesapp.web import clock

#: code: name, specification, unit, rate, list price, floor
GOODS = {
    "PC-100": ("排产软件", "标准版", "套", "13", "380000.00", "300000.00"),
    "PC-200": ("排产软件", "集团版", "套", "13", "560000.00", "450000.00"),
    "ZL-100": ("质量追溯软件", "标准版", "套", "13", "168000.00", "130000.00"),
    "KB-042": ("车间看板", "55 寸", "台", "13", "8600.00", "7200.00"),
    "BJ-001": ("备件包", "年度", "包", "13", "36000.00", "30000.00"),
    "FW-001": ("实施服务", "现场", "人天", "6", "2400.00", "1900.00"),
    "FW-002": ("培训", "现场", "人天", "6", "1800.00", None),
    "AZ-001": ("安装", "", "项", "9", "8000.00", None),
    "LS-M3": ("固定螺钉", "M3×8", "个", "13", "0.046", None),
}
WHO = {Role.SUPERVISOR: "", Role.FINANCE: "zheng", Role.DIRECTOR: "tang"}
WORDS = {
    Role.SUPERVISOR: "首单可以让到这里，同意。",
    Role.FINANCE: "毛利可接受，同意。",
    Role.DIRECTOR: "同意，作为行业示范。",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One quotation: drawn up so many working days ago, its lines (code, quantity, price, per cent off), how far it came."""

    ago: int
    lines: tuple[tuple[str, str, str, str], ...]
    state: str
    #: The lines of a second version, drawn up so many working days ago.
    again: tuple[int, tuple[tuple[str, str, str, str], ...]] | None = None
    #: The last day, in days from today; else the usual 15 days.
    ends_in: int | None = None
    reason: str = "年内首单示范"


#: By company and the place of the deal.
OFFERS = {
    ("suzhou", 0): Offer(45, (("FW-001", "20", "2450", "0"), ("FW-002", "5", "1800", "0")), "sent", ends_in=-20),
    ("suzhou", 1): Offer(
        8, (("PC-100", "1", "345000", "0"), ("FW-001", "27.5", "2400", "0")), "sent",
        again=(5, (("PC-100", "1", "320000", "0"), ("FW-001", "27.5", "2400", "0"), ("FW-002", "2", "1800", "100"))),
    ),
    ("changzhou", 0): Offer(2, (("ZL-100", "1", "128000", "0"), ("FW-001", "20", "2400", "0")), "submitted",
                            reason="客户有三家同行可带动"),
    ("nanjing", 0): Offer(4, (("PC-200", "1", "560000", "16"), ("FW-001", "20", "2400", "0")), "returned"),
    ("nantong", 0): Offer(4, (("KB-042", "9", "8600", "4"), ("AZ-001", "1", "8000", "0"), ("LS-M3", "400", "0.046", "0")), "sent",
                          ends_in=2),
    ("jiangyin", 0): Offer(1, (("PC-100", "1", "380000", "0"), ("FW-002", "3", "1800", "0")), "draft"),
    ("yancheng", 0): Offer(11, (("BJ-001", "9", "36000", "0"), ("AZ-001", "1", "8000", "25")), "sent", ends_in=8),
    ("kunshan", 0): Offer(36, (("ZL-100", "1", "150000", "0"),), "lost", ends_in=-10),
    ("huizhou", 0): Offer(22, (("PC-200", "1", "560000", "5"), ("FW-001", "24", "2400", "0")), "sent", ends_in=-4),
    ("zhangjiagang", 0): Offer(14, (("KB-042", "12", "8600", "8"),), "sent", ends_in=-5),
}  # fmt: skip


def price_list(by: User, at: datetime) -> None:
    """Keep what is sold, with its prices from the first day on: one version of the list for all of it."""
    listed_all = []
    for code, (name, spec, unit, rate, listed, floor) in GOODS.items():
        values = {
            "code": code, "name": name, "spec": spec or None, "unit": unit, "tax_rate": rate,
            "price_places": 3 if "." in listed and len(listed.partition(".")[2]) > 2 else 2,
        }  # fmt: skip
        product = products.keep(values, by=by, at=at)
        listed_all.append(Listed(product, Decimal(listed), Decimal(floor) if floor else None))
    prices.set_prices(listed_all, Period(clock.local(at).date(), None, "公司价目表"), by=by, at=at)


def sale_of_the_season(by: User, at: datetime) -> None:
    """Set another version of the list for a while: screens cost less until the season ends."""
    screen, today = by_code(["KB-042"])["kb-042"], clock.local(at).date()
    period = Period(today, today + timedelta(days=45), "年末看板促销")
    prices.set_prices([Listed(screen, Decimal("8200.00"), Decimal("7000.00"))], period, by=by, at=at)


def next_years_list(by: User, at: datetime) -> None:
    """Hand in next year's list: looked at, and not taken in yet; one of its rows says an impossible price."""
    table = (
        "编码\t名称\t规格\t单位\t税率\t目录价\t底价",
        "PC-100\t排产软件\t标准版\t套\t13%\t398000\t310000",
        "ZL-100\t质量追溯软件\t标准版\t套\t13%\t168000\t130000",
        "KB-055\t车间看板\t65 寸\t台\t13%\t10800\t9000",
        "FW-001\t实施服务\t现场\t人天\t6%\t2600\t2700",
    )
    intakes.hand_in(found_in(read_text("\n".join(table)), most=MOST_ROWS), "2027 年价目表.xlsx", by=by, at=at)


class Quoting:
    """One quotation as it unfolds."""

    quotation: Quotation  # once drawn up

    def __init__(self, sale: Sale, offer: Offer):
        self.sale, self.offer, self.diary = sale, offer, sale.diary
        self.owner = sale.story.company.owner

    def plan(self) -> None:
        """Write the deeds of this quotation into the diary."""
        offer, on, write = self.offer, self.diary.on, self.diary.write
        write(on(offer.ago, 11), self.owner, self.draw)
        if offer.state == "draft":
            return
        self._agree(offer.ago)
        if offer.state == "lost":
            write(on(offer.ago - 4, 16), self.owner, self.lose)
        if offer.again:
            write(on(offer.again[0], 11), self.owner, self.renew)
            self._agree(offer.again[0])

    def _agree(self, ago: int) -> None:
        on, write = self.diary.on, self.diary.write
        write(on(ago, 14), self.owner, self.submit)
        if self.offer.state == "submitted":
            return
        for hour, role in ((15, Role.SUPERVISOR), (16, Role.FINANCE), (17, Role.DIRECTOR)):
            write(on(ago, hour), WHO[role] or self.sale.story.lead(), self._decide(role))
        if self.offer.state != "returned":
            write(on(max(ago - 1, 0), 9, 40), self.owner, self.send)

    def _lines(self, lines: tuple[tuple[str, str, str, str], ...]) -> list[Line]:
        known = by_code([code for code, *_rest in lines])
        found = [(known[code.casefold()], quantity, price, off) for code, quantity, price, off in lines]
        return [
            Line(
                name=product.name, spec=product.spec or "", unit=product.unit, quantity=Decimal(quantity), price=Decimal(price),
                off=Decimal(off), rate=product.tax_rate, product_id=product.id,
            )
            for product, quantity, price, off in found
        ]  # fmt: skip

    def _head(self, at: datetime) -> dict[str, object]:
        today = clock.local(at).date()
        last = self.offer.ends_in
        days = 15 if last is None else max(0, (self.diary.today + timedelta(days=last) - today).days)
        return {
            "contact_id": self.sale.opportunity.key_contact_id, "quoted_on": today, "valid_count": days, "valid_unit": "days",
            "delivery_cycle": "30 天，自预付款到账起算", "payment_terms": "预付 30%、验收 60%、质保 10%", "warranty": "12 个月",
            "off_reason": self.offer.reason, "discount": None, "rounding": "",
        }  # fmt: skip

    def draw(self, by: User, at: datetime) -> None:
        """Draw it up."""
        lines = self._lines(self.offer.lines)
        self.quotation = actions.draft(self.sale.opportunity, self._head(at), lines, by=by, at=at)

    def renew(self, by: User, at: datetime) -> None:
        """Begin the second version with other prices."""
        assert self.offer.again is not None  # else nobody planned it
        self.quotation = actions.new_version(self.quotation, by=by, at=at)
        actions.revise(self.quotation, self._head(at), self._lines(self.offer.again[1]), by=by, at=at)

    def submit(self, by: User, at: datetime) -> None:
        """Put it to those who must agree."""
        approving.submit(self.quotation, by=by, at=at)

    def _decide(self, role: Role):
        def decide(by: User, at: datetime) -> None:
            """Let one of them agree, or return it, where that role is asked now."""
            last = latest(self.quotation)
            seat = next((one for one in last.open_seats if one.role == role), None) if last else None
            if last is None or seat is None or not last.is_running:
                return
            verdict, words = (
                ("return", "让到九折以内再报。") if self.offer.state == "returned" else ("agree", WORDS[role])
            )
            approvals.decide(last, seat, verdict, words, confirmed=True, by=by, at=at)

        return decide

    def send(self, by: User, at: datetime) -> None:
        """Give it to the customer."""
        if self.quotation.status == "approved":
            actions.send(self.quotation, "邮件", by=by, at=at)

    def lose(self, by: User, at: datetime) -> None:
        """Give it up."""
        if self.quotation.is_open:
            actions.lose(self.quotation, "对方报价低约一成", by=by, at=at)


def furnish_prices(diary: Diary, founded: timedelta) -> None:
    """Plan the price list, and in the end that lapses what has passed its last day."""
    diary.write(diary.now - founded, "zheng", price_list)
    diary.write(diary.on(12, 9), "tang", sale_of_the_season)
    diary.write(diary.on(1, 16), "zheng", next_years_list)
    diary.write(diary.now, "zheng", lambda by, at: _lapse(at))


def _lapse(at: datetime) -> None:
    actions.lapse(at=at)


def quoted_terms(opportunity: Opportunity, today: date) -> tuple[dict[str, Any], int | None]:
    """Return what a contract begins with, and the quotation that it is drawn up from."""
    quotation = quoted.proposed(opportunity.id, None, today)
    terms = contracts.first_terms(
        opportunity, our_entity="某某软件有限公司", today=today, quotation=quotation
    )
    terms.pop("quotation_id", None)
    return terms, quotation.id if quotation else None
