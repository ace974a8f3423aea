"""What an import changes of somebody known."""

from __future__ import annotations

from salesapp.prospecting.imports.merging import rules
from salesapp.prospecting.imports.verdicts.rules import Choice

NOW = {"address": "某某路1号, 2幢", "headcount": 50, "website": None, "phone": ""}


def test_only_gaps_are_filled():
    said = {"address": "新路", "headcount": 60, "website": "a.cn", "phone": "0512-62881234", "unknown": 1}
    assert rules.changes(NOW, said, Choice.FILL) == {"website": "a.cn", "phone": "0512-62881234"}


def test_an_update_takes_over_what_differs_and_never_empties():
    assert rules.changes(NOW, {"address": "新路", "headcount": 60}, Choice.UPDATE) == {
        "address": "新路",
        "headcount": 60,
    }
    assert rules.changes(NOW, {"address": "", "headcount": None}, Choice.UPDATE) == {}
    assert rules.changes(NOW, {"headcount": 50}, Choice.UPDATE) == {}


def test_a_comma_is_no_update():
    assert rules.changes(NOW, {"address": "某某路1号2幢"}, Choice.UPDATE) == {}


def test_who_is_known_by_name_or_number_is_not_added_again():
    known = [{"name": "甲", "mobile": "1", "landline": "0512-62881234"}]
    said = [
        {"name": "甲", "mobile": "2", "landline": None}, {"name": "乙", "mobile": "1", "landline": None},
        {"name": "丙", "mobile": None, "landline": "0512-62881234"}, {"name": "丁", "mobile": None, "landline": None},
        {"name": None, "mobile": "3", "landline": None}, {"name": None, "mobile": None, "landline": None},
    ]  # fmt: skip
    assert [one["name"] or one["mobile"] for one in rules.new_people(known, said)] == ["丁", "3"]
    assert len(rules.new_people([], said[:1])) == 1


def test_a_capital_in_another_currency_is_no_customers_capital():
    said = {"registered_capital": 500, "capital_currency": "USD", "postcode": "215100", "qq": "10001"}
    assert rules.of_customer(said) == {"postcode": "215100"}
    assert rules.of_customer(said | {"capital_currency": "CNY"}) == {
        "postcode": "215100",
        "registered_capital": 500,
    }


def test_a_currency_never_comes_beside_the_capital_of_another():
    known = {"registered_capital": 500, "capital_currency": "CNY"}
    said = {"registered_capital": 300, "capital_currency": "USD"}
    assert rules.changes(known, said, Choice.FILL) == {}
    assert rules.changes(known, said, Choice.UPDATE) == said
    assert rules.changes({"registered_capital": None, "capital_currency": None}, said, Choice.FILL) == said
