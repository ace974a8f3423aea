"""What quotations ask of people."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.quotations.work import page, queries
from salesapp.quotations.work.rules import ENDING, STOPPED
from salesapp.words import lazy_gettext as _l
from salesapp.work.kinds.rules import Kind, Work, one_by_one
from salesapp.work.rules import Kinds

CAPABILITY = Capability(
    name="quotations.work",
    work=Work(
        sources=(queries.SOURCE,),
        kinds=(
            Kind(name=ENDING, label=_l("Quotation that ends soon"), lines=one_by_one(page.ending)),
            Kind(name=STOPPED, label=_l("Quotation to mend"), lines=one_by_one(page.stopped)),
        ),
        figures={"quotations": Kinds(_l("Quotations"), frozenset({ENDING, STOPPED}))},
    ),
)
