"""F03 首次触达准备卡: what one has before one while calling, two cards a page."""

from __future__ import annotations

from salesapp.documents.forms.shape import Block, Fields, FormSpec, choice, day, long, moment, options, ref, text
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

WAYS = options(phone=_l("Phone"), mail=_l("Mail"))
RESULTS = options(
    reached=lazy_pgettext("call", "Reached"), missed=lazy_pgettext("call", "Not reached"),
    later=lazy_pgettext("call", "Later"), refused=lazy_pgettext("call", "Refused"),
)  # fmt: skip

HEAD = (
    ref("caller", _l("Caller"), auto=True, head=True, mask="name", example=_l("Lin*")),
    day("on", _l("Day"), auto=True, head=True, example="2026-11-26"),
)

CARD = (
    ref("customer", _l("Customer"), required=True, example=_l("Wuxi Moumou Electromechanical")),
    ref("contact", _l("Contact"), required=True, mask="name", example=_l("Wu*")),
    text("phone", _l("Telephone"), mask="phone", example="138 **** 8000"),
    choice("way", _l("How they are approached"), WAYS, required=True, hint=_l("By phone or by mail"), example=_l("Phone")),
    long("news", _l("What is new with them, in one sentence"), required=True, wide=True, length=300,
         hint=_l("A fact that was looked up before the call"), example=_l("Put a new line into operation last month")),
    long("opening", _l("Opening"), required=True, wide=True, length=1200, lines=5,
         hint=_l("Who I am, why you, what you gain (with a number), a few minutes"),
         example=_l("Made from a wording, and changed until it sounds like you")),
    long("value", _l("Point of value and its proof"), required=True, wide=True, length=300, lines=2,
         hint=_l("One number and one case of the same trade"), example=_l("Lead time 15% shorter; case of a pump maker")),
    long("questions", _l("Three questions"), required=True, wide=True, length=700, lines=4,
         hint=_l("First how it is, then what goes wrong"), example=_l("What do you plan production with today?")),
    long("objections", _l("What they may say, and the answer"), wide=True, length=1200, lines=4,
         hint=_l("No time / has a supplier / send something"), example=_l("Agree five minutes tomorrow at ten")),
    moment("called_at", _l("Time of the call"), later=True, hint=_l("When you called or sent it"), example="11-26 10:05"),
    choice("result", _l("Result"), RESULTS, later=True, example=lazy_pgettext("call", "Reached")),
    long("next_step", _l("Next step"), later=True, length=200, hint=_l("Always one, with its time"), example=_l("Demonstration")),
    moment("next_at", _l("Time of the next step"), later=True, example="11-30 14:00"),
)  # fmt: skip

FORM = FormSpec(
    code="F03", process=(1,), record="user", retention_years=1,
    title=_l("Card for the first contact"),
    purpose=_l("Two cards a page, for the calls or mails of a day"),
    groups=(Fields("head", "", HEAD), Block("card", _l("Card"), CARD, pairs=2, blank_blocks=2)),
    signatures=(), of_the_moment=True,
)
