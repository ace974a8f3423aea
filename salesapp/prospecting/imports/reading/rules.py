"""A row of a table read field by field, each after those that it needs. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from salesapp.chinese.texts import enumerated
from salesapp.customers.rules import Source, check_founded
from salesapp.prospecting.imports.cells import rules as cells
from salesapp.prospecting.imports.cells.rules import NONE, State, Taken
from salesapp.prospecting.imports.columns.rules import FIELDS
from salesapp.prospecting.imports.days import rules as days
from salesapp.prospecting.imports.figures import rules as figures
from salesapp.prospecting.imports.people import rules as people
from salesapp.prospecting.imports.phones import rules as phones
from salesapp.prospecting.imports.places import rules as places
from salesapp.prospecting.imports.rows.rules import Company, Note, Plan
from salesapp.reading.tables.book import Cell, Row
from salesapp.refusals import Refusal
from salesapp.words import gettext as _

#: Words for where somebody was found, beside those of the dictionary.
SAID: Mapping[Source, str] = {
    Source.FAIR: "展会 行业展会 参展 展览 展览会 博览会",
    Source.REFERRAL: "转介绍 客户转介绍 介绍 推荐 客户介绍 老客户介绍 朋友介绍 熟人介绍",
    Source.ONLINE: "线上 线上咨询 网上 网上咨询 网络 互联网 官网 网站",
    Source.DATABASE: "数据库 企业数据库 企查查 天眼查 爱企查 启信宝",
    Source.COLD_VISIT: "陌拜 扫街 陌生拜访",
    Source.TENDER: "招标 招投标",
    Source.REPEAT: "老客户",
    Source.OTHER: "其他 其它",
}
CHANNELS = {word: channel for channel, words in SAID.items() for word in words.split()}
LENGTHS = {
    "address": 200,
    "referrer": 100,
    "decision_chain": 2000,
    "pain_points": 2000,
    "remark": 5000,
    "title": 60,
}


def read(row: Row, plan: Plan) -> Company:
    """Return the company of a row."""
    found = Company(row.number, row.line, hidden=row.hidden)
    here = row.cells
    found.surplus = {column: here[column].text for column in plan.unnamed if column in here}
    for column in plan.of("full_name")[:1]:
        _name(found, here.get(column), column)
    if not found.name:
        found.refused = found.refused or _("There is no company name.")
        return found
    reading = _Reading(found, here, plan)
    reading.simple()
    reading.amounts()
    reading.reachable()
    reading.rest()
    return found


def _name(found: Company, cell: Cell | None, column: int) -> None:
    if cell is None:
        return
    why = cells.unread(cell)
    if why is not None:
        found.refused = why.words
        return
    try:
        found.values["full_name"] = cells.company_name(cell)
    except Refusal as refusal:
        found.refused = str(refusal)


class _Reading:
    """Reads the fields of one row, each after those that it needs."""

    def __init__(self, found: Company, here: Mapping[int, Cell], plan: Plan):
        self.found, self.here, self.plan = found, here, plan
        self.remarks: list[str] = []

    def _cells(self, *fields: str) -> Iterator[tuple[int, str, Cell]]:
        """Yield the cells of some fields that say something; an error is noted, a blank is nothing."""
        for column in self.plan.of(*fields):
            cell = self.here.get(column)
            why = NONE if cell is None else cells.unread(cell)
            name = self.plan.columns[column]
            if cell is not None and why is None:
                yield column, name, cell
            elif why is not None:
                self._note(column, name, why)

    def _take(self, column: int, name: str, taken: Taken) -> None:
        """Keep what came of a cell, unless somebody took it back."""
        self._note(column, name, taken)
        place = (self.found.number, column)
        wanted = taken.state == State.ASKED and place in self.plan.allowed and taken.value is not None
        if (taken.holds or wanted) and not (taken.state == State.OFFERED and place in self.plan.kept):
            self.found.values[name] = taken.value
        if taken.remark:
            self.remarks.append(f"{FIELDS[name][0]}：{taken.remark}")

    def _note(self, column: int, name: str, taken: Taken) -> None:
        if taken.state != State.PLAIN:
            self.found.notes.append(Note(column, name, taken))

    def simple(self) -> None:
        """Read what needs nothing else."""
        for column, name, cell in self._cells("credit_code"):
            self._take(column, name, cells.credit_code(cell))
        for column, name, cell in self._cells("region"):
            self._take(column, name, places.region(cell))
        for column, name, cell in self._cells("industry"):
            self._take(column, name, places.industry(cell))
        for column, name, cell in self._cells("website"):
            self._take(column, name, cells.website(cell))
        for column, name, cell in self._cells("address", "referrer"):
            self._take(column, name, cells.one_line(cell, LENGTHS[name]))
            if name == "address" and "region" not in self.found.values:
                self._take(column, "region", places.region_of_address(cell))
        for column, name, cell in self._cells("decision_chain", "pain_points"):
            self._take(column, name, cells.text(cell, LENGTHS[name]))

    def amounts(self) -> None:
        """Read figures and days."""
        for column, name, cell in self._cells("headcount"):
            self._take(column, name, figures.count(cell))
        staff = self.found.values.get("headcount")
        for column, name, cell in self._cells("annual_output"):
            self._take(column, name, figures.amount(cell, self.plan.units.get(column, ""), staff))
        for column, name, cell in self._cells("registered_capital"):
            taken, currency = figures.capital(cell, self.plan.units.get(column, ""))
            self._take(column, name, taken)
            if name in self.found.values:
                self.found.values["capital_currency"] = currency
        for column, name, cell in self._cells("founded_on", "rival_until", "planned_on"):
            ahead = name != "founded_on"
            taken = days.day(cell, today=self.plan.today, epoch=self.plan.epoch, ahead=ahead)
            self._take(column, name, taken if ahead else self._past(cell, taken))

    def _past(self, cell: Cell, taken: Taken) -> Taken:
        """Leave a founding day out that cannot be."""
        try:
            check_founded(taken.value, self.plan.today)
        except Refusal as refusal:
            return cells.refused(cell, refusal)
        return taken

    def reachable(self) -> None:
        """Read people and numbers: mobiles are people's, a landline of the company's column is the company's."""
        named: list[people.Person] = []
        for column, name, cell in self._cells("contact"):
            read = people.named(cell.shown)
            named += read.people
            if read.wrong:
                self._note(column, name, cells.empty(cell, read.wrong))
        area = phones.area_of(self.found.values.get("region"), self.found.name)
        mobiles, landlines, own = self._numbers(area)
        mails: list[str] = []
        for column, name, cell in self._cells("email"):
            read_mails, said = cells.addresses(cell)
            mails += read_mails
            self._note(column, name, said)
        titles = [
            part.strip() for _c, _n, cell in self._cells("title") for part in people.BETWEEN.split(cell.shown)
        ]
        found, words = people.together(named, mobiles, landlines, mails, [t[:60] for t in titles if t])
        if words:
            column = next(iter(self.plan.of("contact")))
            self._note(column, "contact", Taken(enumerated(p.name or "" for p in named), State.OFFERED,
                                                self.here[column].shown, words))  # fmt: skip
        for column, name, cell in self._cells("wechat"):
            said = cells.wechat(cell, found[0].mobile if found else None)
            self._note(column, name, said)
            if said.holds:
                found = found or [people.Person()]
                found[0].wechat = said.value
        self.found.people = [person for person in found if person.is_known]
        if own:
            self.found.values["phone"] = "/".join(dict.fromkeys(own))[:60]

    def _numbers(self, area: str | None) -> tuple[list[str], list[str], list[str]]:
        """Return the mobiles, the landlines of people, and those of the company."""
        mobiles: list[str] = []
        landlines: list[str] = []
        own: list[str] = []
        for column, name, cell in self._cells("mobile", "phone"):
            read = phones.read(cell, area)
            self._note(column, name, read.said)
            if read.said.state == State.OFFERED and (self.found.number, column) in self.plan.kept:
                continue
            for phone in read.phones:
                if phone.kind in ("mobile", "abroad"):
                    mobiles.append(phone.stored[:20])
                else:
                    (own if name == "phone" or not self.plan.of("contact") else landlines).append(
                        phone.stored[:40]
                    )
        return mobiles, landlines, own

    def rest(self) -> None:
        """Read what rests on the others, and gather the remark."""
        place = phones.province_of(
            self.found.values.get("region"), self.found.values.get("credit_code"), self.found.name
        )
        for column, name, cell in self._cells("postcode"):
            self._take(column, name, cells.postcode(cell, place))
        for column, name, cell in self._cells("qq"):
            self._take(column, name, cells.digits(cell, 5, 11))
        for column, name, cell in self._cells("channel"):
            said = cells.half_width(cell.shown)
            known = CHANNELS.get(said)
            if known is None:
                self._take(column, name, cells.empty(cell, _("This channel is not known."), said))
            elif known == Source.REFERRAL and not self.found.values.get("referrer"):
                self._take(
                    column, name, cells.empty(cell, _("For a referral, name who introduced you."), said)
                )
            else:
                self._take(column, name, Taken(known.value))
        remarks = [cells.text(cell, LENGTHS["remark"]).value for _c, _n, cell in self._cells("remark")]
        if "rival_until" in self.found.values:
            remarks.append(f"{FIELDS['rival_until'][0]}：{self.found.values['rival_until']}")
        together = "\n".join([*remarks, *self.remarks])
        if together:
            self.found.values["remark"] = together[: LENGTHS["remark"]]
