"""F12 合同内部交接单: to finance and after-sales within three working days of signing (R41, R42)."""

from salesapp.documents.forms.shape import Choice, Fields, FieldSpec, FormSpec, SignatureSpec, Table
from salesapp.words import lazy_gettext as _l

INVOICE_KINDS = (
    Choice("digital_special", _l("Digital special invoice")),
    Choice("digital_general", _l("Digital general invoice")),
    Choice("paper", _l("Paper invoice")),
)
MATERIALS = (
    Choice("contract", _l("Contract")),
    Choice("tech_agreement", _l("Technical agreement")),
    Choice("proposal", _l("Final proposal")),
    Choice("quotation", _l("Quotation")),
    Choice("summary", _l("Summary of contacts")),
)
RECEIPTS = (Choice("accept", _l("Accept")), Choice("return", _l("Return for completion")))

CONTRACT = (
    FieldSpec(
        "handoff_no",
        _l("Hand-off no."),
        required=True,
        auto=True,
        head=True,
        help=_l("Given by the system"),
        example="JJ202612-006",
    ),
    FieldSpec(
        "signed_on", _l("Signed on"), "date", required=True, auto=True, head=True, example="2026-12-15"
    ),
    FieldSpec(
        "due_on",
        _l("Hand-off due on"),
        "date",
        required=True,
        auto=True,
        head=True,
        help=_l("Three working days after signing, by the work calendar"),
        example="2026-12-18",
    ),
    FieldSpec(
        "contract",
        _l("Contract"),
        "ref",
        required=True,
        auto=True,
        help=_l("By its number"),
        example="XS-HT-2026-0107",
    ),
    FieldSpec(
        "customer",
        _l("Customer"),
        "ref",
        required=True,
        auto=True,
        help=_l("The whole name"),
        example=_l("Suzhou Moumou Precision Manufacturing Co., Ltd."),
    ),
    FieldSpec(
        "amount",
        _l("Contract amount"),
        "money",
        required=True,
        wide=True,
        help=_l("Tax included, as in the contract"),
        example="386,000.00",
    ),
    FieldSpec("tax_rate", _l("Tax rate"), "percent", required=True, joined=True, example="13%"),
    FieldSpec(
        "business_contact",
        _l("Business contact"),
        required=True,
        mask="names",
        help=_l("Name, job title, phone"),
        example=_l("Zhou*"),
    ),
    FieldSpec(
        "technical_contact",
        _l("Technical contact"),
        required=True,
        mask="names",
        help=_l("Name, job title, phone"),
        example=_l("Shen*"),
    ),
    FieldSpec(
        "finance_contact",
        _l("Finance contact"),
        required=True,
        wide=True,
        mask="names",
        help=_l("Who takes invoices and pays"),
        example=_l("Accountant Feng*"),
    ),
)

PAYMENT = (
    FieldSpec("no", _l("Payment no."), "number", required=True, width=7, align="center", example="1"),
    FieldSpec("kind", _l("Item of payment"), required=True, width=15, example=_l("Advance")),
    FieldSpec(
        "condition",
        _l("Condition of payment"),
        required=True,
        width=33,
        help=_l("What must have happened"),
        example=_l("Within 5 days of signing"),
    ),
    FieldSpec("due_on", _l("Planned date"), "date", required=True, width=16, example="2026-12-20"),
    FieldSpec(
        "share",
        _l("Share of amount"),
        "percent",
        required=True,
        width=11,
        align="end",
        total=True,
        example="30%",
    ),
    FieldSpec(
        "amount",
        _l("Amount (yuan)"),
        "money",
        required=True,
        width=18,
        align="end",
        total=True,
        example="115,800.00",
    ),
)

FINANCE = (
    FieldSpec(
        "invoice_kind",
        _l("Kind of invoice"),
        "choice",
        required=True,
        wide=True,
        choices=INVOICE_KINDS,
        example=_l("Digital special invoice"),
    ),
    FieldSpec(
        "invoice_info",
        _l("Invoice details"),
        "long",
        required=True,
        wide=True,
        mask="invoice",
        help=_l("Title, taxpayer no., mail for the invoice"),
        example="9132************3K",
    ),
    FieldSpec(
        "deposit", _l("Deposit"), "money", wide=True, help=_l("Paid or held back, until when"), example="/"
    ),
)

SERVICE = (
    FieldSpec(
        "delivery_content",
        _l("What is delivered, how much"),
        "long",
        required=True,
        wide=True,
        help=_l("As in the contract"),
        example=_l("Planning software, one set"),
    ),
    FieldSpec("delivery_on", _l("Delivery date"), "date", required=True, example="2027-01-20"),
    FieldSpec(
        "delivery_place", _l("Place of delivery"), required=True, example=_l("The customer's server room")
    ),
    FieldSpec(
        "acceptance",
        _l("Standard of acceptance"),
        "long",
        required=True,
        wide=True,
        example=_l("Ten working days without a stop"),
    ),
    FieldSpec(
        "warranty", _l("Warranty"), required=True, help=_l("From when, how long"), example=_l("12 months")
    ),
    FieldSpec("response_time", _l("Time to respond"), required=True, example=_l("4 hours")),
)

PROMISES = (
    FieldSpec(
        "needs",
        _l("Key needs"),
        "long",
        required=True,
        wide=True,
        lines=2,
        help=_l("From the contact records, with whose words they are"),
        example=_l("Linked within a month (their words)"),
    ),
    FieldSpec(
        "promises",
        _l("Promises"),
        "long",
        required=True,
        wide=True,
        lines=2,
        help=_l("What was said at the table counts too"),
        example=_l("Two days of training on site"),
    ),
    FieldSpec(
        "customer_notes",
        _l("Notes on the customer"),
        "long",
        wide=True,
        lines=1,
        help=_l("Habits of the decider, rules at the gate"),
        example=_l("No visitors on Fridays"),
    ),
    FieldSpec(
        "materials", _l("Material handed over"), "choices", required=True, wide=True, choices=MATERIALS
    ),
    FieldSpec(
        "open_items",
        _l("Open items / who / until when"),
        "long",
        wide=True,
        lines=1,
        example=_l("Interface description; He*; 12-22"),
    ),
)

RECEIVED = (
    FieldSpec(
        "finance_receipt",
        _l("Received by finance"),
        "choice",
        required=True,
        choices=RECEIPTS,
        example=_l("Accept"),
    ),
    FieldSpec("finance_opinion", _l("Opinion of finance"), help=_l("A return needs its reason"), example="/"),
    FieldSpec(
        "service_receipt",
        _l("Received by after-sales"),
        "choice",
        required=True,
        choices=RECEIPTS,
        example=_l("Accept"),
    ),
    FieldSpec(
        "service_opinion", _l("Opinion of after-sales"), help=_l("A return needs its reason"), example="/"
    ),
)

FORM = FormSpec(
    code="F12",
    number="XS-BD-12",
    title=_l("Internal contract hand-off sheet"),
    purpose=_l("Handed over within three working days of signing; the receiver confirms, not the sender"),
    process=(2,),
    record="contract",
    retention_years=10,
    copies=(_l("Copy 1: sales"), _l("Copy 2: finance"), _l("Copy 3: after-sales")),
    groups=(
        Fields("contract", _l("Contract"), CONTRACT),
        Table("payment", _l("For finance"), PAYMENT, blank_rows=3),
        Fields("finance", "", FINANCE),
        Fields("service", _l("For after-sales and delivery"), SERVICE),
        Fields("promises", _l("Needs, promises, material"), PROMISES),
        Fields("received", _l("Receipt of the hand-off"), RECEIVED),
    ),
    signatures=(
        SignatureSpec("sender", _l("Handed over by (sales rep)")),
        SignatureSpec("finance", _l("Received for finance")),
        SignatureSpec("service", _l("Received for after-sales / delivery")),
        SignatureSpec("witness", _l("Witness (sales supervisor)")),
    ),
)
