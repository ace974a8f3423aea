"""From the plot to deeds: what after-sales plans and reports of the contracts that it received."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO

from werkzeug.datastructures import FileStorage

from salesapp.accounts.models import User
from salesapp.contracts.delivery import actions
from salesapp.contracts.delivery.rules import Kind, Planned, Report
from salesapp.demo.papers import TEXT, Agreement
from salesapp.web import clock

NOTES = {
    Kind.SHIPMENT: "整机与附件两箱，外包装完好，客户仓库签收",
    Kind.INSTALLATION: "服务器与客户端装好，接口联通",
    Kind.TRAINING: "两场，操作员 14 人、管理员 3 人到场",
    Kind.ACCEPTANCE: "按附件二逐项通过，双方签字",
}
PAPERS = {Kind.SHIPMENT: "到货签收单.pdf", Kind.TRAINING: "培训签到表.pdf", Kind.ACCEPTANCE: "验收单.pdf"}


class Delivering:
    """The delivery of one contract, in working days before today."""

    def __init__(self, agreement: Agreement, received: int):
        self.agreement, self.received, self.diary = agreement, received, agreement.diary

    def plan(self) -> None:
        """Write what happens into the diary."""
        how, write, on = self.agreement.paper.delivery, self.diary.write, self.diary.on
        if how:
            write(on(self.received - 1, 11), "gao", self._plans)
        if how in ("shipped", "accepted"):
            write(on(self.received - 4, 17), "gao", self._reports(Kind.SHIPMENT))
            write(on(self.received - 6, 17), "gao", self._reports(Kind.INSTALLATION))
        if how == "accepted":
            write(on(self.received - 8, 17), "gao", self._reports(Kind.TRAINING))
            write(on(self.received - 14, 17), "gao", self._reports(Kind.ACCEPTANCE))

    def _plans(self, by: User, at: datetime) -> None:
        """Give the days: in time, or one that has passed without a report."""
        late = self.agreement.paper.delivery == "late"
        first = self.diary.day(3 if late else self.received - 4)
        gaps = (0, 2, 6, 30)
        days = [first + timedelta(days=gap) for gap in gaps]
        planned = [Planned(kind, day) for kind, day in zip(Kind, days, strict=True)]
        contract = self.agreement.contract
        actions.plan(contract, planned, "按客户机房就绪时间调整", by=by, at=at)

    def _reports(self, kind: Kind) -> Callable[[User, datetime], None]:
        def report(by: User, at: datetime) -> None:
            """Report a milestone on the day it was reached, with its paper."""
            day: date = clock.local(at).date()
            files = [FileStorage(BytesIO(TEXT), filename=PAPERS[kind])] if kind in PAPERS else []
            months = 12 if kind == Kind.ACCEPTANCE else None
            reported = Report(kind=kind, done_on=day, note=NOTES[kind], papers=len(files), months=months)
            actions.report(self.agreement.contract, reported, files, by=by, at=at)

        return report
