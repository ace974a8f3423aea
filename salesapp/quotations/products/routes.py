"""Products on the screen: the list, one with the history of its prices, kept by finance and the director (F09)."""

from __future__ import annotations

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask_login import current_user

from salesapp.db import db
from salesapp.quotations.products import access, actions, page, queries
from salesapp.quotations.products.forms import FactsForm, NewProductForm, PressForm, PriceForm, facts_of
from salesapp.quotations.products.models import Product
from salesapp.web import clock, htmx
from salesapp.web.forms import Form
from salesapp.words import gettext as _

bp = Blueprint("products", __name__, url_prefix="/products")


def _found(product_id: int) -> Product:
    return queries.find(product_id) or abort(404)


@bp.get("")
def index():
    """List products with the prices of today."""
    words, view = request.args.get("q", "").strip()[:100], request.args.get("view", "")
    view = view if view in queries.VIEWS else ""
    found = queries.listed(words, view, clock.today(), request.args.get("after"))
    return render_template(
        "quotations/products/index.html", page=found, rows=page.rows(found.rows, current_user), words=words, view=view,
        sees_floor=access.sees_floor(current_user), unpriced=queries.unpriced(clock.today()),
    )  # fmt: skip


@bp.get("/new")
def new():
    """Ask for a new product and its first price."""
    access.check_keeper(current_user)
    form = NewProductForm(formdata=None, starts_on=clock.today())
    return render_template("quotations/products/edit.html", form=form, product=None)


@bp.post("")
def create():
    """Keep a new product."""
    form = NewProductForm()
    keep = lambda: actions.keep(facts_of(form), by=current_user, at=clock.now())  # noqa: E731
    product = form.carry_out(keep, may=lambda: access.check_keeper(current_user))
    if product is None:
        return form.again("quotations/products/edit.html", product=None)
    return _done(product, form, _("Saved."))


@bp.get("/<int:product_id>")
def show(product_id: int):
    """Show one product, its price of today, and every price that it had."""
    return render_template("quotations/products/show.html", **_page(_found(product_id)))


def _page(product: Product) -> dict:
    price_form = PriceForm(formdata=None, starts_on=clock.today())
    return page.page(product, current_user, clock.today()) | {"price_form": price_form}


@bp.get("/<int:product_id>/edit")
def edit(product_id: int):
    """Show what a product says of itself, to be changed."""
    access.check_keeper(current_user)
    product = _found(product_id)
    form = FactsForm(formdata=None, obj=product).expect_version(product)
    return render_template("quotations/products/edit.html", form=form, product=product)


@bp.post("/<int:product_id>")
def update(product_id: int):
    """Change a product."""
    product, form = _found(product_id), FactsForm()
    form.expect_version(product)
    change = lambda: actions.change(product, facts_of(form), by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(change, may=lambda: access.check_keeper(current_user)) is None:
        return form.again("quotations/products/edit.html", product=product)
    return _done(product, form, _("Saved."))


@bp.post("/<int:product_id>/prices")
def create_price(product_id: int):
    """Set another price of a product."""
    product, form = _found(product_id), PriceForm()
    price = lambda: actions.price(product, facts_of(form), by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(price, may=lambda: access.check_keeper(current_user)) is None:
        return form.again("quotations/products/show.html", **_page(product) | {"price_form": form})
    return _done(product, form, _("The price is set. What is quoted already keeps its own."))


@bp.post("/<int:product_id>/retirements")
def create_retirement(product_id: int):
    """Offer a product no longer; quotations that have it keep it."""
    return _offer(product_id, False, _("It is no longer offered. Quotations that have it keep it."))


@bp.post("/<int:product_id>/returns")
def create_return(product_id: int):
    """Offer a product again."""
    return _offer(product_id, True, _("It is offered again."))


def _offer(product_id: int, is_offered: bool, said: str):
    product, form = _found(product_id), PressForm()
    form.carry_out_anywhere(lambda: actions.offer(product, is_offered, by=current_user, at=clock.now()))
    return _done(product, form, said)


def _done(product: Product, form: Form, said: str):
    target = url_for("products.show", product_id=product.id)
    form.settle(target)
    db.session.commit()
    flash(said, "ok")
    return htmx.go(target)
