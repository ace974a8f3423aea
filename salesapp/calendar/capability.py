"""What the calendar tells the house."""

from __future__ import annotations

from salesapp.calendar import actions, page, routes
from salesapp.calendar.notices.capability import CAPABILITY as NOTICES
from salesapp.capability import Capability
from salesapp.rights.rules import EVERYBODY, KEEPER, RULERS
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.figures import Figures
from salesapp.web.menu import Tab
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

RIGHTS = {
    "calendar.index": EVERYBODY,
    "calendar.create_company_days": RULERS,
    "calendar.create_removal": RULERS,
}

TRAIL = Vocabulary(
    records={
        "calendar_day": lazy_pgettext("trail", "calendar day"),
        "calendar_year": lazy_pgettext("trail", "calendar year"),
    },
    fields={
        "day": lazy_pgettext("trail", "day"),
        "working": lazy_pgettext("trail", "worked"),
        "source": lazy_pgettext("trail", "source"),
        "notice": lazy_pgettext("trail", "notice"),
        "year": lazy_pgettext("trail", "year"),
        "after": lazy_pgettext("trail", "after"),
        "what": lazy_pgettext("trail", "what"),
        "company": lazy_pgettext("trail", "company's own day"),
        "imported_by_id": lazy_pgettext("trail", "imported by"),
        "imported_at": lazy_pgettext("trail", "imported at"),
        "worked": lazy_pgettext("trail", "make-up working days"),
    },
    codes={
        "calendar_year.status": {
            "official": lazy_pgettext("trail", "official"),
            "provisional": lazy_pgettext("trail", "provisional"),
        },
    },
)

CAPABILITY = Capability(
    name="calendar",
    blueprints=(routes.bp,),
    rights=RIGHTS,
    settings=(
        Tab(
            50,
            "calendar.index",
            _l("Calendar"),
            within=("notices",),
            says=_l("Working days, days off and make-up days, from the yearly notice or one’s own."),
        ),
    ),
    figures=(Figures(20, KEEPER, page.figures),),
    starts_with=(actions.fill,),
    template_globals={"due_in_workdays": page.due_in_workdays},
    trail=TRAIL,
    nouns=(NOTICES,),
)
