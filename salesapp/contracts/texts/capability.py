"""What the texts of contracts tell the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.chinese.texts import enumerated
from salesapp.contracts.texts import queries, routes
from salesapp.contracts.texts.clauses.rules import FIELDS
from salesapp.contracts.texts.comparing import routes as comparing
from salesapp.contracts.texts.rules import STATUS_LABELS
from salesapp.rights.rules import BUSINESS, SALES, Role
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.menu import Tab
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

LEGAL = frozenset({Role.LEGAL})

CAPABILITY = Capability(
    name="contracts.texts",
    blueprints=(routes.bp, comparing.bp),
    rights={
        "texts.index": BUSINESS,
        "texts.template": BUSINESS,
        "texts.blank_pdf": BUSINESS,
        "texts.new": LEGAL,
        "texts.create": LEGAL,
        "texts.edit": LEGAL,
        "texts.update": LEGAL,
        "texts.create_enforcement": LEGAL,
        "texts.show": BUSINESS,
        "texts.text_pdf": BUSINESS,
        "texts.text_docx": BUSINESS,
        "texts.create_choice": SALES,
        "texts.update_text": SALES,
        "texts.create_text_file": SALES,
        "comparisons.show": SALES,
        "comparisons.create": SALES,
    },
    settings=(
        Tab(
            48,
            "texts.index",
            _l("Contract templates"),
            kept_by="texts.create",
            says=_l("The texts that contracts are made from, in their versions."),
        ),
    ),
    template_globals={"fields_of_texts": lambda: enumerated(f"{{{{{name}}}}}" for name in FIELDS)},
    takes_files=frozenset({"texts.create", "texts.update", "comparisons.create"}),
    attachments={queries.TABLE: queries.sees},
    trail=Vocabulary(
        records={
            "contract_template": lazy_pgettext("trail", "contract template"),
            "contract_own_clause": lazy_pgettext("trail", "clause that deviates"),
        },
        fields={
            "version_no": lazy_pgettext("trail", "template version"),
            "source": lazy_pgettext("trail", "clauses"),
            "contract_template.in_force_at": lazy_pgettext("trail", "in force since"),
            "template_id": lazy_pgettext("trail", "contract template"),
            "template": lazy_pgettext("trail", "contract template"),
            "deviates_because": lazy_pgettext("trail", "why it deviates"),
            "contract_own_clause.text": lazy_pgettext("trail", "text"),
        },
        codes={"contract_template.status": STATUS_LABELS},
    ),
)
