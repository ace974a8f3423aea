"""What statements of the bank tell the house."""

from __future__ import annotations

from salesapp.accounts.belongings.rules import Belonging
from salesapp.capability import Capability
from salesapp.contracts.hanging.rules import Way, stays
from salesapp.contracts.models import Contract
from salesapp.payments.statements import routes
from salesapp.payments.statements.queries import naming
from salesapp.payments.statements.work import page, queries
from salesapp.rights.rules import Role
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext
from salesapp.work.kinds.rules import Kind, Work, one_by_one

FINANCE = frozenset({Role.FINANCE})
READERS = FINANCE | {Role.DIRECTOR}

CAPABILITY = Capability(
    name="payments.statements",
    blueprints=(routes.bp,),
    rights={
        **dict.fromkeys(
            ("statements.index", "statements.show", "statements.show_row", "statements.rejects"), READERS
        ),
        **dict.fromkeys(
            (
                "statements.create",
                "statements.create_columns",
                "statements.create_receipts",
                "statements.create_receipt",
                "statements.create_aside",
                "statements.choose",
            ),
            FINANCE,
        ),
    },
    belongings=(
        Belonging(
            name="statement_rows_naming",
            label=_l("Rows of the bank's statement that name it"),
            record="bank_statement",
            open=naming,
            about={"contract": Contract.id}.get,
            survives=_l("what they bring becomes the customer's advance"),
            fates=dict.fromkeys(
                (Way.RENEWED, Way.TERMINATED),
                stays(_l("finance matches them to what is open, the rest is an advance")),
            ),
        ),
    ),
    opens={"bank_statement": ("statements.show", "statement_id")},
    work=Work(
        sources=(queries.SOURCE,),
        kinds=(
            Kind(
                name=queries.ROWS,
                label=_l("Statement of the bank"),
                lines=one_by_one(page.rows),
                roles=FINANCE,
            ),
        ),
    ),
    trail=Vocabulary(
        records={
            "bank_statement": lazy_pgettext("trail", "statement of the bank"),
            "statement_row": lazy_pgettext("trail", "row of a bank's statement"),
            "bank_layout": lazy_pgettext("trail", "columns of a bank's statements"),
            "own_account": lazy_pgettext("trail", "own account"),
            "payer_alias": lazy_pgettext("trail", "name of a payer"),
        },
        fields={
            "heads": lazy_pgettext("trail", "head line"),
            "columns": lazy_pgettext("trail", "columns"),
            "pending": lazy_pgettext("trail", "table to be read"),
            "told": lazy_pgettext("trail", "result"),
            "holder": lazy_pgettext("trail", "holder"),
            "first_on": lazy_pgettext("trail", "first day"),
            "last_on": lazy_pgettext("trail", "last day"),
            "account": lazy_pgettext("trail", "account"),
            "payer_alias.key": lazy_pgettext("trail", "name"),
        },
    ),
)
