"""Fields of numbers and days take what people paste, say what they understood, and refuse in one sentence."""

from __future__ import annotations

import importlib
import pkgutil
from datetime import date, datetime
from decimal import Decimal

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import NumberInput

import salesapp
from salesapp.web import clock
from salesapp.web.forms import Form, Rows
from salesapp.web.incoming import CleanMeta
from salesapp.web.moments import DateField, Moment
from salesapp.web.numbers import Amount, Number, Percent, Wan, Whole, Yuan
from tests import cases
from tests.pages import part

AMOUNTS = [case for case in cases.rows("amounts") if case[1] != "-"]
REFUSED = [typed for typed, yuan in cases.rows("amounts") if yuan == "-"]


class Typed(PlainForm):
    Meta = CleanMeta

    yuan = Yuan(validators=[Optional(), NumberRange(0, 10**11)])
    amount = Amount(validators=[Optional()], places=2)
    wan = Wan(validators=[Optional()])
    whole = Whole(validators=[Optional(), NumberRange(1, 99)], units="份")
    share = Percent(validators=[Optional()])
    plain = Number(validators=[Optional()])
    must = Number(validators=[Optional()])
    day = DateField(validators=[Optional()])
    past = DateField(validators=[Optional()], back=True)
    at = Moment(validators=[Optional()])


def typed(**values) -> Typed:
    form = Typed(MultiDict(values))
    form.validate()
    return form


@pytest.fixture
def fill(app):
    with app.test_request_context("/"), clock.frozen(datetime.fromisoformat("2026-11-28T09:00+08:00")):
        yield typed


@pytest.mark.parametrize(("text", "yuan"), AMOUNTS)
def test_an_amount_in_yuan_is_read_as_it_is_written(fill, text, yuan):
    form = fill(yuan=text, amount=text)
    assert form.yuan.data == form.amount.data == Decimal(yuan) and not form.errors
    assert f"{Decimal(yuan):,.2f}" in form.yuan.reading


@pytest.mark.parametrize("text", REFUSED)
def test_a_number_that_could_be_two_is_refused_in_one_sentence(fill, text):
    for name in ("yuan", "amount", "wan", "whole", "share", "plain"):
        form = fill(**{name: text})
        assert len(form[name].errors) == 1 and form[name].data is None
        assert form[name]._value() == text and form[name].reading == ""


def test_a_field_in_ten_thousands_takes_people_at_their_word(fill):
    read = {
        text: fill(wan=text).wan
        for text in ("38.6", "38.6万", "5000万元", "1.2亿", "￥386000", "386000元整", "RMB 386,000")
    }
    assert [str(one.yuan) for one in read.values()] == [
        "386000.00", "386000.00", "50000000.00", "120000000.00", "386000.00", "386000.00", "386000.00"
    ]  # fmt: skip
    assert read["38.6"].reading == read["386000元整"].reading == "= 386,000.00 元（38.6 万元）"


def test_less_than_a_fen_and_more_than_a_page_holds_are_refused(fill):
    assert fill(yuan="0.001").yuan.errors and fill(amount="9" * 16).amount.errors
    assert fill(yuan="1e999999").yuan.errors


def test_counts_and_shares_may_carry_their_unit(fill):
    form = fill(whole="４份", share="30％", plain="1.2万")
    assert (form.whole.data, form.share.data, form.plain.data) == (4, Decimal(30), Decimal(12000))
    assert form.plain.reading == "= 12,000" and form.whole.reading == "= 4"
    assert fill(whole="4", share="30", plain="12").whole.reading == ""
    assert fill(whole="1.5").whole.errors == ["请填写整数。"]


@pytest.mark.parametrize("name", ["whole", "yuan"])
def test_what_lies_outside_its_bounds_is_refused_as_before(fill, name):
    assert len(fill(**{name: "-5"})[name].errors) == 1


def test_days_are_read_however_they_are_spelt_and_look_ahead_or_back(fill):
    for text in (
        "2026/12/31",
        "2026.12.31",
        "2026年12月31日",
        "20261231",
        "２０２６－１２－３１",
        " 2026-12-31 ",
        "12-31",
    ):
        assert fill(day=text).day.data == date(2026, 12, 31)
    form = fill(day="1月5日", past="1月5日", at="12月31日 14:05")
    assert (form.day.data, form.past.data) == (date(2027, 1, 5), date(2026, 1, 5))
    assert form.at.data == datetime(2026, 12, 31, 14, 5)


@pytest.mark.parametrize(
    ("name", "text"), [("day", "2026-02-30"), ("day", "31/12/2026"), ("past", "soon"), ("at", "2026-12-31")]
)
def test_what_is_no_day_is_refused_in_one_sentence_that_says_how(fill, name, text):
    form = fill(**{name: text})
    assert len(form[name].errors) == 1 and "2026-12-31" in form[name].errors[0]
    assert form[name]._value() == text


def test_a_year_that_nobody_lives_in_is_asked_about(fill):
    assert fill(day="1026-12-31").day.errors == ["请检查年份。"] and fill(day="1026-12-31").day.data is None


def test_a_field_that_must_be_filled_says_so_and_nothing_else(app):
    class Must(PlainForm):
        Meta = CleanMeta
        amount = Amount(validators=[InputRequired("!")])
        day = DateField(validators=[InputRequired("!")])

    with app.test_request_context("/"):
        form = Must(MultiDict({"amount": " ", "day": ""}))
        assert not form.validate() and form.errors == {"amount": ["!"], "day": ["!"]}


def test_no_field_of_the_house_is_a_number_input_of_the_browser():
    """A number input turns a pasted 38.6万 into 38.6 without a word."""
    for module in pkgutil.walk_packages(salesapp.__path__, "salesapp."):
        if module.name.endswith("forms"):
            importlib.import_module(module.name)
    found = []
    for form in {*_below(Form), *_below(Rows)}:
        for name in dir(form):
            unbound = getattr(form, name, None)
            kind = getattr(unbound, "field_class", None)
            if (
                kind is not None
                and isinstance(kind.widget, NumberInput)
                and not name.endswith(("_id", "seen"))
            ):
                found.append(f"{form.__name__}.{name}")
    assert found == []


def _below(kind: type) -> set[type]:
    return {kind}.union(*(_below(one) for one in kind.__subclasses__()))


def test_the_reading_is_told_while_one_types(sign_in):
    client = sign_in("lin")
    assert "= 386,000.00 元（38.6 万元）" in client.get("/readings/numbers/yuan?amount=38.6万").text
    assert "= 50,000,000.00 元（5,000 万元）" in client.get("/readings/numbers/wan?revenue=5000").text
    assert 'class="error"' in client.get("/readings/numbers/yuan?amount=386,00").text
    assert client.get("/readings/numbers/whole?copies=4份").text.strip() == '<p class="good">= 4</p>'
    assert client.get("/readings/numbers/yuan?amount=").text.strip() == ""
    assert client.get("/readings/numbers/other?amount=1").status_code == 404


def test_a_pasted_day_is_told_as_the_browser_takes_it(sign_in):
    client = sign_in("lin")

    def told(**asked) -> dict:
        return client.get("/readings/days", query_string=asked).get_json()

    assert told(typed="2026年12月31日") == {"day": "2026-12-31"}
    assert told(typed="2026/12/31 14:05", time="1") == {"day": "2026-12-31T14:05"}
    ahead, back = told(typed="1月5日")["day"], told(typed="1月5日", back="1")["day"]
    assert ahead > back and ahead.endswith("-01-05") and back.endswith("-01-05")
    assert "2026-12-31" in told(typed="31/12/2026")["refused"] and "day" not in told(typed="31/12/2026")


def test_a_field_asks_for_its_reading_and_shows_it_beside_itself(sign_in):
    page = sign_in("lin").get("/customers/new")
    revenue = part(page, "revenue").node.attributes
    assert revenue["hx-get"] == "/readings/numbers/wan" and revenue["type"] == "text"
    assert part(page, "founded_on").node.attributes["type"] == "date"
    assert "data-back" in part(page, "founded_on").node.attributes
