"""What products, the versions of the price list and product tables tell the house (F09)."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.quotations.products import queries, routes
from salesapp.quotations.products.access import KEEPERS
from salesapp.quotations.products.intake import routes as intake
from salesapp.quotations.products.prices import routes as prices
from salesapp.quotations.products.rules import STATUS_LABELS
from salesapp.quotations.reckoning.rules import RATE_LABELS
from salesapp.rights.rules import BUSINESS
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.hits import Search
from salesapp.web.menu import Place
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

#: Products, prices and the borders of discounts are set by these, and by nobody who has not shown that it is they.
SETTING = (
    "products.new", "products.create", "products.edit", "products.update", "products.create_price",
    "products.create_retirement", "products.create_return", "price_lists.create_end", "product_intakes.new",
    "product_intakes.create", "product_intakes.show", "product_intakes.update",
)  # fmt: skip
RIGHTS = {
    **dict.fromkeys(("products.index", "products.show", "price_lists.index", "price_lists.show"), BUSINESS),
    **dict.fromkeys(SETTING, KEEPERS),
}

TRAIL = Vocabulary(
    records={
        "product": lazy_pgettext("trail", "product"),
        "price_list": lazy_pgettext("trail", "version of the price list"),
        "list_price": lazy_pgettext("trail", "list price"),
        "product_intake": lazy_pgettext("trail", "product table"),
    },
    fields={
        "product.code": lazy_pgettext("trail", "code"),
        "product.name": lazy_pgettext("trail", "product or service"),
        "product_id": lazy_pgettext("trail", "product"),
        "spec": lazy_pgettext("trail", "specification"),
        "unit": lazy_pgettext("trail", "unit"),
        "product.tax_rate": lazy_pgettext("trail", "tax rate"),
        "price_places": lazy_pgettext("trail", "decimals of its price"),
        "off_rep": lazy_pgettext("trail", "discount of representatives"),
        "off_supervisor": lazy_pgettext("trail", "discount of supervisors"),
        "off_director": lazy_pgettext("trail", "discount of the director"),
        "list_price": lazy_pgettext("trail", "list price"),
        "list_price.floor_price": _l("Floor price"),
        "price_list_id": lazy_pgettext("trail", "version of the price list"),
        "price_list.starts_on": lazy_pgettext("trail", "holds from"),
        "price_list.ends_on": lazy_pgettext("trail", "holds until"),
        "product_intake.starts_on": lazy_pgettext("trail", "holds from"),
        "product_intake.ends_on": lazy_pgettext("trail", "holds until"),
        "product_intake.source": lazy_pgettext("trail", "table"),
        "taken_at": lazy_pgettext("trail", "taken in at"),
        "taken": lazy_pgettext("trail", "rows taken in"),
    },
    codes={"product.status": STATUS_LABELS, "tax_rate": RATE_LABELS},
)

CAPABILITY = Capability(
    name="products",
    blueprints=(prices.bp, intake.bp, routes.bp),
    rights=RIGHTS,
    proved=frozenset(SETTING),
    menu=(Place(47, "products", _l("Products and prices"), "products.index", "g j", icon="tag", shelf=True),),
    opens={"product": ("products.show", "product_id"), "price_list": ("price_lists.show", "price_list_id")},
    searches=(Search("product", _l("Products"), queries.hits),),
    trail=TRAIL,
)
