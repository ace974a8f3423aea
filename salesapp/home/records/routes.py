"""The pages of one customer and of one opportunity: composed up here, of parts that the floors below offer.

They are the two pages read most, so they are built in one request instead of by lazy blocks.
"""

from __future__ import annotations

from flask import abort, render_template, request
from flask_login import current_user

from salesapp.customers import queries as customers
from salesapp.home.records import page, queries
from salesapp.opportunities.queries import record_of
from salesapp.web import clock, htmx
from salesapp.web.params import zoned_moment
from salesapp.web.story import About


def show_customer(customer_id: int):
    """Show one customer: its story, its facts, its people, what was made of it."""
    card = customers.card(customer_id, current_user) or abort(404)
    return _answer("customer", card, About(customer_id=card.id, reader=current_user, record=card))


def show_opportunity(opportunity_id: int):
    """Show one opportunity: its story, its file, its grade, what was made of it."""
    card = record_of(opportunity_id, current_user) or abort(404)
    return _answer("opportunity", card, About(opportunity_id=card.id, reader=current_user, record=card))


def _answer(kind: str, card, about: About):
    filters = page.filters()
    show = request.args.get("show") if request.args.get("show") in filters else None
    before = request.args.get("before", None, zoned_moment)
    names = page.needed() if htmx.wanted() else None
    blocks = queries.blocks(kind, card.id, current_user, names=names)
    filled = {each.block.name for each in blocks if each.values}
    entries = page.entries(about, now=clock.now(), show=show, before=before, blocks=filled)
    story = page.Story(entries, show, filters, request.endpoint, request.view_args)
    if htmx.wanted():
        return render_template("home/records/story.html", story=story)
    return render_template(
        f"home/records/{kind}.html",
        card=card,
        story=story,
        sections=page.sections(blocks),
        business=page.Business.of(blocks),
    )
