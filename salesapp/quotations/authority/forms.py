"""Shape and wording of the try-out: a price, and borders that may not be in force yet."""

from __future__ import annotations

from decimal import Decimal

from wtforms import SelectField
from wtforms.validators import NumberRange, Optional

from salesapp.quotations.authority.access import OWNERS
from salesapp.rights.rules import ROLE_LABELS
from salesapp.web.fields import choices, entered
from salesapp.web.forms import Form
from salesapp.web.numbers import Amount, Percent
from salesapp.words import lazy_gettext as _l

SHARE = NumberRange(Decimal(0), Decimal(100), message=_l("A percentage between 0 and 100."))


class TryOutForm(Form):
    """A price to be tried, and the borders by which it is judged."""

    listed = Amount(_l("List price (tax included)"), [Optional()], render_kw={"inputmode": "decimal"})
    floor = Amount(_l("Floor price"), [Optional()], render_kw={"inputmode": "decimal"})
    price = Amount(_l("Price quoted"), [entered], render_kw={"inputmode": "decimal"})
    off = Percent(_l("Per cent off"), [Optional(), SHARE], render_kw={"inputmode": "decimal"})
    owner = SelectField(_l("Owner"), choices=choices({role: ROLE_LABELS[role] for role in OWNERS}))
    rep = Percent(_l("Representatives give up to"), [entered, SHARE], render_kw={"inputmode": "decimal"})
    supervisor = Percent(_l("Supervisors give up to"), [entered, SHARE], render_kw={"inputmode": "decimal"})
    director = Percent(_l("The director gives up to"), [entered, SHARE], render_kw={"inputmode": "decimal"})
