"""F02 客户画像与名单筛选表: whom we look for, and the companies that it might be, one a row."""

from __future__ import annotations

from salesapp.documents.forms.shape import (
    Fields, FormSpec, Table, choice, choices, day, long, number, options, ref, signed_by, text,
)
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

MATCHED = options(industry=lazy_pgettext("persona sign", "Ind"), size=lazy_pgettext("persona sign", "Size"),
                  region=lazy_pgettext("persona sign", "Reg"), chain=lazy_pgettext("persona sign", "Dec"),
                  pain=lazy_pgettext("persona sign", "Pain"))
INTENTS = options(high=_l("High"), middle=_l("Middle"), low=_l("Low"))

HEAD = (
    text("number", _l("List no."), auto=True, head=True, example="MD2026-003"),
    text("period", _l("Valid"), auto=True, head=True, example="2026-11-01–2027-04-30"),
    text("product", _l("Product / service"), required=True, example=_l("Planning software")),
    text("name", _l("Persona"), required=True, length=60, hint=_l("What everybody calls it"),
         example=_l("Manufacturers whose deliveries slip")),
    text("version", _l("Version"), auto=True, example="2"),
    long("industry", _l("Persona: industry"), required=True, lines=1,
         hint=_l("Several may stand here"), example=_l("C34 general equipment")),
    long("size", _l("Persona: size"), required=True, lines=1,
         hint=_l("A range of yearly output, in ten thousand yuan"), example="5000–10000"),
    long("region", _l("Persona: region"), required=True, lines=1, hint=_l("Several may stand here"), example=_l("Suzhou")),
    long("chain", _l("Persona: decision chain"), required=True, lines=1,
         hint=_l("One to three"), example=_l("Vice president decides")),
    long("pain", _l("Persona: pain points"), required=True, lines=1,
         hint=_l("One to three"), example=_l("Delivery dates slip")),
    long("must", _l("Conditions: must"), required=True, wide=True,
         hint=_l("Whoever lacks one is not followed"), example=_l("A factory of their own")),
    long("plus", _l("Conditions: plus"), required=True, wide=True, example=_l("Somebody for the computers")),
    long("exclude", _l("Conditions: exclude"), required=True, wide=True, example=_l("Signed with a rival within a year")),
)

ROW = (
    number("no", _l("No."), auto=True, width=5, align="center", example="1"),
    text("company", _l("Company name"), required=True, length=100, width=24,
         hint=_l("One company a row"), example=_l("Wuxi Moumou Mechanics Co., Ltd.")),
    text("channel", _l("Source channel"), required=True, width=10, example=_l("Company database")),
    choices("matched", _l("What matches"), MATCHED, width=20, boxes=True, hint=_l("Tick each")),
    number("score", _l("Match score"), auto=True, width=6, align="center", example="75"),
    choice("intent", _l("Intent"), INTENTS, width=6, hint=_l("High first"), example=_l("High")),
    ref("owner", _l("First contact by"), required=True, mask="name", width=8, example=_l("Lin*")),
    day("planned_on", _l("First contact until"), required=True, width=9,
        hint=_l("Within three working days"), example="2026-11-26"),
    text("result", _l("Result"), width=12, hint=_l("To contact, contacted, customer, given up with the reason"),
         example=_l("To contact")),
)

FORM = FormSpec(
    code="F02", process=(1,), record="prospect_list", retention_years=2,
    title=_l("Persona and screening of a list"),
    purpose=_l("Before the first call: whom we look for, who it might be, and who calls whom until when"),
    orientation="landscape",
    groups=(
        Fields("head", _l("Persona"), HEAD, pairs=3),
        Table("row", _l("The list"), ROW, blank_rows=11),
    ),
    signatures=signed_by(author=lazy_pgettext("signature", "Author"), supervisor=_l("Sales supervisor")),
)
