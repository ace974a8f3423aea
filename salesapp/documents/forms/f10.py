"""F10 合同签订检查清单: 31 items in six groups, checked before approval and again before sealing (R39, R40).

``CHECKLIST`` is the one list of the items: the contract screens read it too.
"""

from __future__ import annotations

from dataclasses import dataclass

from salesapp.documents.forms.shape import Fields, FormSpec, Table, choice, long, money, number, options, ref, signed_by, text
from salesapp.documents.forms.groups import Section
from salesapp.words import lazy_gettext as _l

RESULTS = options(ok=_l("Conforms"), bad=_l("Does not conform"), na=_l("Not applicable"))


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the checklist; a ``clause`` is explained to the customer one by one (R39)."""

    no: int
    group: str
    title: str
    requirement: str
    clause: bool = False


GROUPS = {
    "A": _l("Parties"),
    "B": _l("Subject and price"),
    "C": _l("Explained clause by clause"),
    "D": _l("Text"),
    "E": _l("Sealing"),
    "F": _l("No objection by the customer"),
}

CHECKLIST = (
    Item(1, "A", _l("Name as on the licence"), _l("The same at the head and at the end of the contract")),
    Item(2, "A", _l("Credit code and licence"), _l("The code passes its check, the licence is in force")),
    Item(3, "A", _l("Scope of business, permits"), _l("They cover the subject of the contract")),
    Item(4, "A", _l("Right of the signatory"),
         _l("Legal representative, or a power of attorney with scope and term")),
    Item(5, "A", _l("Public credit record"), _l("Nothing abnormal, no dishonesty entry")),
    Item(6, "B", _l("Name, specification, quantity"), _l("As in the quotation")),
    Item(7, "B", _l("Price and amount"), _l("Price × quantity = amount; figures and capitals agree")),
    Item(8, "B", _l("Tax"), _l("Tax included or not and the rate are stated")),
    Item(9, "B", _l("Currency"), _l("Stated, and the same everywhere")),
    Item(10, "C", _l("Delivery time"), _l("From which day, how many days, in parts or at once"), clause=True),
    Item(11, "C", _l("Payment and its dates"), _l("Condition, share and day of each payment"), clause=True),
    Item(12, "C", _l("After-sales and warranty"), _l("From when, how long, time to respond"), clause=True),
    Item(13, "C", _l("Acceptance"), _l("By what standard, within which time"), clause=True),
    Item(14, "C", _l("Breach of contract"), _l("How it is counted, up to what limit"), clause=True),
    Item(15, "C", _l("Secrecy and data"), _l("What, for how long, given back how"), clause=True),
    Item(16, "C", _l("Intellectual property"), _l("Who owns what, what may be used"), clause=True),
    Item(17, "C", _l("Force majeure"), _l("Notice, proof, what follows"), clause=True),
    Item(18, "C", _l("Disputes and jurisdiction"), _l("Court or arbitration, and where"), clause=True),
    Item(19, "C", _l("Notices: address and contact"), _l("Both sides, with what counts as delivered"), clause=True),
    Item(20, "C", _l("Copies and entry into force"), _l("How many, who keeps them, from which day"), clause=True),
    Item(21, "D", _l("Our template and its version"), _l("A customer's template has its differences marked")),
    Item(22, "D", _l("Non-standard terms"), _l("Listed, and seen by legal")),
    Item(23, "D", _l("No blanks"), _l("An empty place is struck with “/”")),
    Item(24, "D", _l("Annexes"), _l("All there, numbers agree")),
    Item(25, "D", _l("Changes by hand"), _l("Sealed by both sides")),
    Item(26, "D", _l("All copies alike"), _l("Same text, pages in order")),
    Item(27, "E", _l("Seal"), _l("Company or contract seal, legible, over the date")),
    Item(28, "E", _l("Seal across the pages"), _l("Where there is more than one page")),
    Item(29, "E", _l("Date and place of signing"), _l("Filled in by both sides")),
    Item(30, "E", _l("Copies handed out"), _l("Customer, finance, sales, archive")),
    Item(31, "F", _l("Confirmed by the customer"), _l("Who, how and when; mail or record attached")),
)

HEAD = (
    text("number", _l("Contract no."), auto=True, head=True, example="XS-HT-2026-0107"),
    ref("name", _l("Contract name"), auto=True, example=_l("Software sales contract")),
    ref("customer", _l("Customer"), auto=True, example=_l("Suzhou Moumou Precision Manufacturing Co., Ltd.")),
    money("amount", _l("Contract amount"), auto=True, wide=True, example="386,000.00"),
)

ITEM = (
    number("no", _l("No."), width=4.5, align="center", example="11"),
    text("item", _l("Check item"), width=25, example=_l("Payment and its dates")),
    text("requirement", _l("Requirement"), mask="code", joined=True,
         example=_l("30% in advance, 60% at acceptance, 10% warranty")),
    choice("result", _l("Result"), RESULTS, required=True, width=24, boxes=True, hint=_l("Tick one"), example="☑"),
    long("note", _l("Note"), length=300, width=34, hint=_l("When it was explained, what the customer answered"),
         example=_l("12-08 explained by phone, Zhou* mailed “no objection”")),
    ref("checked_by", _l("Checked by / on"), required=True, mask="names", width=12.5, example=_l("Lin* 12-08")),
)


def section(letter: str) -> Section:
    """Return one group of the checklist as it is printed in the form."""
    rows = ({"no": item.no, "item": item.title, "requirement": item.requirement}
            for item in CHECKLIST if item.group == letter)
    return Section(letter, GROUPS[letter], tuple(rows))


FORM = FormSpec(
    code="F10", process=(2,), record="contract", retention_years=10,
    title=_l("Contract signing checklist"),
    purpose=_l("Complete before approval, and gone through again before sealing"),
    groups=(
        Fields("head", _l("Contract"), HEAD),
        Table("item", _l("Check items"), ITEM, blank_rows=0, row_lines=2, sections=tuple(section(letter) for letter in GROUPS)),
    ),
    signatures=signed_by(rep=_l("Sales rep (own check)"),
                         reviewer=_l("Supervisor / contract keeper (second check)")),
)
