"""The pages of money that stand beside one another."""

from __future__ import annotations

from salesapp.words import gettext as _


def money_pages() -> list[tuple[str, str]]:
    """Return the pages of money: their addresses' names and their words."""
    return [
        ("payments.index", _("Instalments")),
        ("invoices.index", _("Invoices")),
        ("ageing.index", _("Ageing")),
        ("rates.index", _("Rates of collection")),
        ("money_pictures.index", _("In pictures")),
        ("receipts.index", _("Receipts")),
        ("bills.index", _("Bills in hand")),
        ("statements.index", _("Statements of the bank")),
        ("months.index", _("Months of the books")),
    ]
