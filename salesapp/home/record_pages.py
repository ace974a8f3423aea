"""The pages of one customer and of one opportunity: composed up here, of parts that the floors below offer.

They are the two pages read most, so they are built in one request instead of by lazy blocks.
"""

from __future__ import annotations

from flask import abort, render_template, request
from flask_login import current_user

from salesapp.contracts import queries as contracts
from salesapp.customers import queries as customers
from salesapp.home import history
from salesapp.opportunities import queries as opportunities
from salesapp.web import clock, htmx
from salesapp.web.params import zoned_moment


def asked() -> dict:
    """Return which part of the story the address asks for: one group of entries, or those before a moment."""
    show = request.args.get("show") if request.args.get("show") in history.GROUPS else None
    return {"show": show, "before": request.args.get("before", None, zoned_moment)}


def show_customer(customer_id: int):
    """Show one customer: its story, its facts, its people, its opportunities and contracts."""
    card = customers.card(customer_id, current_user) or abort(404)
    wanted, drawn_up = asked(), contracts.of_customer(card.id, current_user)
    entries = history.of_customer(card, current_user, now=clock.now(), contracts=bool(drawn_up), **wanted)
    story = {"entries": entries, "earlier": history.earlier(entries), "show": wanted["show"]}
    if htmx.wanted():
        return render_template(
            "home/story.html", endpoint="customers.show", values={"customer_id": card.id}, **story
        )
    return render_template(
        "home/customer.html",
        card=card,
        opportunities=opportunities.of_customer(card.id, current_user),
        contracts=drawn_up,
        **story,
    )


def show_opportunity(opportunity_id: int):
    """Show one opportunity: its story, its file, its grade, its contracts."""
    card = opportunities.card(opportunity_id, current_user) or abort(404)
    wanted, drawn_up = asked(), contracts.of_opportunity(card.id, current_user)
    entries = history.of_opportunity(
        card.id, current_user, now=clock.now(), contracts=bool(drawn_up), **wanted
    )
    story = {"entries": entries, "earlier": history.earlier(entries), "show": wanted["show"]}
    if htmx.wanted():
        return render_template(
            "home/story.html", endpoint="opportunities.show", values={"opportunity_id": card.id}, **story
        )
    return render_template("home/opportunity.html", card=card, contracts=drawn_up, **story)
