"""A bank's statement: what each row of it is, and what becomes of it. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from enum import StrEnum

from salesapp.payments.rules import PaymentRefused
from salesapp.refusals import check_all
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext


class Field(StrEnum):
    """What a column of a statement holds."""

    DAY = "day"
    TIME = "time"
    OUT = "out"
    IN = "in"
    AMOUNT = "amount"
    SIDE = "side"
    BALANCE = "balance"
    PAYER = "payer"
    ACCOUNT = "account"
    SUMMARY = "summary"
    TEXT = "text"
    NOTE = "note"
    SERIAL = "serial"
    CURRENCY = "currency"


FIELD_LABELS = {
    Field.DAY: _l("Day of the transaction"),
    Field.TIME: _l("Time of day"),
    Field.OUT: _l("Money out (debit)"),
    Field.IN: _l("Money in (credit)"),
    Field.AMOUNT: _l("Amount in one column"),
    Field.SIDE: _l("Debit or credit"),
    Field.BALANCE: _l("Balance"),
    Field.PAYER: _l("Other party"),
    Field.ACCOUNT: _l("Account of the other party"),
    Field.SUMMARY: _l("Summary"),
    Field.TEXT: _l("Text of the payment"),
    Field.NOTE: lazy_pgettext("bank", "Remark"),
    Field.SERIAL: _l("Number of the transaction"),
    Field.CURRENCY: _l("Currency"),
}
#: The words that banks write over them.
WORDS = {
    Field.DAY: "交易时间 交易日期 记账日 记账日期 日期 入账日期 交易日 过账日期",
    Field.TIME: "时间 交易时刻",
    Field.OUT: "借方发生额 借方金额 借方 支出 支出金额 付款金额 转出金额",
    Field.IN: "贷方发生额 贷方金额 贷方 收入 收入金额 收款金额 转入金额",
    Field.AMOUNT: "交易金额 发生额 金额",
    Field.SIDE: "借贷标志 借贷 借贷方向 收支标志 收支方向",
    Field.BALANCE: "余额 账户余额 结余 当前余额",
    Field.PAYER: "对方户名 对方单位 对方名称 对方账户名称 付款人 付款人名称 户名 交易对手",
    Field.ACCOUNT: "对方账号 对方帐号 对方账户 付款账号",
    Field.SUMMARY: "摘要 交易摘要 业务摘要",
    Field.TEXT: "用途 附言 交易附言 用途附言",
    Field.NOTE: "备注",
    Field.SERIAL: "交易流水号 流水号 凭证号 回单编号 业务流水号 交易编号",
    Field.CURRENCY: "币种 货币",
}


class What(StrEnum):
    """What a row is."""

    IN = "in"
    REFUND = "refund"
    OUT = "out"
    TRANSFER = "transfer"
    INTEREST = "interest"
    RETURNED = "returned"
    REPEAT = "repeat"
    REFUSED = "refused"
    SKIPPED = "skipped"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(WHAT_LABELS[self])


WHAT_LABELS = {
    What.IN: _l("Came in"),
    What.REFUND: lazy_pgettext("bank", "Refund"),
    What.OUT: _l("Paid out"),
    What.TRANSFER: _l("Between own accounts"),
    What.INTEREST: _l("Interest"),
    What.RETURNED: _l("A payment that came back"),
    What.REPEAT: _l("There already"),
    What.REFUSED: _l("Refused"),
    What.SKIPPED: _l("Passed over"),
}
#: What finance still has to decide on.
TO_DECIDE = (What.IN, What.REFUND)
#: What is money, and nobody's receipt.
ASIDE = (What.OUT, What.TRANSFER, What.INTEREST, What.RETURNED)


class Why(StrEnum):
    """Why a row is refused."""

    DAY = "day"
    NO_DAY = "no_day"
    NUMBER = "number"
    BOTH = "both"
    CURRENCY = "currency"

    @property
    def words(self) -> str:
        """The reason in words."""
        return str(WHY_LABELS[self])


WHY_LABELS = {
    Why.DAY: _l("There is no such day"),
    Why.NO_DAY: _l("The day is missing"),
    Why.NUMBER: _l("Number format: set the cell to text or number and save again"),
    Why.BOTH: _l("Both debit and credit are filled"),
    Why.CURRENCY: _l("Another currency"),
}
MOST_ROWS = 5000


def check_columns(columns: Mapping[str, int]) -> None:
    """Refuse columns that do not tell day and amount, or that are used twice: all that is wrong at once."""
    check_all(lambda: _check_day(columns), lambda: _check_amount(columns), lambda: _check_once(columns))


def _check_day(columns: Mapping[str, int]) -> None:
    if Field.DAY not in columns:
        raise PaymentRefused(_("Say which column is the day."), field=Field.DAY.value)


def _check_amount(columns: Mapping[str, int]) -> None:
    if Field.IN not in columns and Field.AMOUNT not in columns:
        raise PaymentRefused(_("Say which column is the money that came in."), field=Field.IN.value)


def _check_once(columns: Mapping[str, int]) -> None:
    used = list(columns.values())
    twice = next((name for name, column in columns.items() if used.count(column) > 1), None)
    if twice:
        raise PaymentRefused(_("This column is used twice."), field=twice)


def heads_key(heads: Sequence[str]) -> str:
    """Return what a layout is remembered by: the words of its head line, not the name of the file."""
    return hashlib.sha256("|".join(heads).encode()).hexdigest()
