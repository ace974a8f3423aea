"""What goes back of a record that an import changed."""

from decimal import Decimal

from salesapp.prospecting.imports.undoing import rules

BEFORE = {"registered_capital": None, "capital_currency": None, "founded_on": "2011-05-18", "qq": None}
AFTER = {"registered_capital": "500.00", "capital_currency": "USD", "founded_on": "2012-01-01", "qq": "10001"}


def test_what_still_stands_goes_back_as_it_is_stored():
    back, kept = rules.returned(AFTER, BEFORE, AFTER)
    assert back["founded_on"].isoformat() == "2011-05-18" and kept == []
    assert (back["registered_capital"], back["capital_currency"], back["qq"]) == (None, None, None)
    assert rules.returned(
        {"registered_capital": "1"}, {"registered_capital": "2.50"}, {"registered_capital": "1"}
    )[0] == {"registered_capital": Decimal("2.50")}


def test_an_amount_that_somebody_corrected_keeps_its_currency():
    back, kept = rules.returned(AFTER | {"registered_capital": "600.00"}, BEFORE, AFTER)
    assert "capital_currency" not in back and len(kept) == 1 and "qq" in back
    back, kept = rules.returned(AFTER | {"capital_currency": "CNY"}, BEFORE, AFTER)
    assert "registered_capital" not in back and len(kept) == 1
