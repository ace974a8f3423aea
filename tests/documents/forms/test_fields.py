"""Web fields made from the definition alone: words, choices, checks."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import SelectField

from salesapp.documents.forms.fields import field, with_fields
from salesapp.documents.forms.registry import asked, spec
from salesapp.web.forms import Rows


class Terms(Rows):
    """Some terms of a contract."""

    name = field("F11.name")
    amount = field("F11.amount")
    kind = field("F11.kind", SelectField, default="sale")
    copies = field("F11.copies", required=False)
    deviation = field("F11.deviation")


@with_fields("F01.contact", required=False, decision_role=SelectField)
class Person(Rows):
    """Somebody at the customer's."""

    title = field("F01.contact.title", required=True, default="经理")


def filled(form, **values):
    """Return a form as it was sent."""
    return form(MultiDict(values))


def test_a_field_brings_the_words_of_its_definition(words):
    definition, name = spec("F11.name"), Terms().name
    assert str(name.label.text) == str(definition.label) == "合同名称"
    assert name.description == definition.hint
    assert name.render_kw["placeholder"] == definition.example
    assert [choice.value for choice in Terms().kind.choices] == list(spec("F11.kind").codes)


def test_a_slash_is_no_example_on_the_screen(words):
    assert "placeholder" not in Terms().deviation.render_kw


def test_what_is_required_on_the_sheet_is_required_on_the_screen(words):
    form = filled(Terms, kind="sale")
    assert not form.validate()
    assert set(form.errors) == {"name", "amount"}
    assert form.errors["name"] == ["请填写此项。"]


def test_a_screen_may_ask_for_less_than_the_sheet(words):
    assert filled(Terms, name="软件", amount="386,000.00", kind="sale").validate()


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"name": "长" * 101}, "name"),
        ({"amount": "很多"}, "amount"),
        ({"copies": "100"}, "copies"),
        ({"kind": "gift"}, "kind"),
        ({"deviation": "长" * 4001}, "deviation"),
    ],
)
def test_length_range_and_choices_are_checked(words, sent, wrong):
    form = filled(Terms, **({"name": "软件", "amount": "1", "kind": "sale"} | sent))
    assert not form.validate()
    assert set(form.errors) == {wrong}


def test_numbers_are_typed_as_people_write_them(words):
    form = filled(Terms, name="软件", amount="￥386,000.00元", kind="sale")
    assert form.validate() and form.amount.data == 386000
    assert Terms().amount.render_kw["inputmode"] == "decimal"


def test_a_whole_group_becomes_a_form_in_the_order_of_the_sheet(words):
    assert [one.name for one in Person() if one.name != "title"] == [
        "name", "salutation", "department", "mobile", "landline", "email", "wechat", "preference", "decision_role",
        "privacy_notice_way", "privacy_notice_on",
    ]  # fmt: skip
    assert Person().decision_role.type == "SelectField"
    assert Person().mobile.render_kw["inputmode"] == "tel"


def test_what_a_form_declares_itself_stays(words):
    assert Person().title.data == "经理"
    assert filled(Person, title="经理").validate()
    assert not filled(Person, title="").validate()


def test_a_form_asks_neither_for_what_the_system_fills_in_nor_for_what_others_do_later():
    keys = [name.partition(".")[2] for name in asked("F12")]
    assert keys[0] == "business_contact" and keys[-1] == "open_items"
    assert not {"handoff_no", "amount", "finance_receipt", "payment.no"} & set(keys)
    assert asked("F12.service") == [
        "F12.delivery_content", "F12.delivery_on", "F12.delivery_place", "F12.acceptance", "F12.warranty",
        "F12.response_time",
    ]  # fmt: skip


def test_a_person_or_record_needs_a_field_of_its_capability():
    with pytest.raises(TypeError, match="F11.sealed_by is a ref"):
        field("F11.sealed_by")
