"""What imports of tables tell the house (R13)."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.prospecting.imports import jobs, routes
from salesapp.prospecting.imports.door import routes as door
from salesapp.prospecting.imports.undoing import routes as undoings
from salesapp.rights.rules import SELLING
from salesapp.schedule.rules import Every, Job
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_pgettext

RIGHTS = dict.fromkeys(
    (
        "customer_imports.show", "imports.index", "imports.new", "imports.create", "imports.show", "imports.update_sheet",
        "imports.update_columns",
        "imports.create_draft", "imports.update_rows", "imports.create_run", "imports.create_cancellation",
        "import_undoings.new", "import_undoings.create", "imports.progress", "imports.rejects",
    ),
    SELLING,
)  # fmt: skip

TRAIL = Vocabulary(
    records={
        "prospect_import": lazy_pgettext("trail", "import into a list"),
        "prospect_import_row": lazy_pgettext("trail", "row of an import"),
    },
)

CAPABILITY = Capability(
    name="prospect_imports",
    blueprints=(routes.bp, door.bp, undoings.bp),
    rights=RIGHTS,
    jobs=(
        Job("prospecting.imports", Every.MINUTE, jobs.work_off),
        Job("prospecting.prune_imports", Every.NIGHT, jobs.prune),
    ),
    opens={"prospect_import": ("imports.show", "import_id")},
    trail=TRAIL,
)
