"""The demo company: twelve people, forty customers, and all that they lived through, alive on the day it is built."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import zip_longest

from sqlalchemy import update

from salesapp import foundation
from salesapp.calendar.queries import work_calendar
from salesapp.db import db
from salesapp.demo.calls import telephone
from salesapp.demo.deliveries import Delivering
from salesapp.demo.diary import Diary
from salesapp.demo.library import furnish
from salesapp.demo.money import PAID, Paying, take_in_statement
from salesapp.demo.papers import Agreement
from salesapp.demo.people import open_demo_accounts
from salesapp.demo.plots import PLOTS
from salesapp.demo.proposals import PITCHES, Pitching
from salesapp.demo.prospects import Fair
from salesapp.demo.quotes import OFFERS, Quoting, furnish_prices
from salesapp.demo.sales import Sale
from salesapp.demo.stories import Story
from salesapp.demo.supplements import Supplementing
from salesapp.demo.support import ASKED, Asking
from salesapp.demo.visits import GOING, Visiting, set_cities
from salesapp.demo.wording import lay_template
from salesapp.mail.models import OutgoingMail
from salesapp.opportunities.grading.jobs import resuggest
from salesapp.web import clock

FOUNDED = timedelta(days=400)


def build_company(*, at: datetime) -> None:
    """Fill an empty database with the demo company, by the same verbs that the screens use. The caller commits."""
    foundation.lay(at=at)
    with clock.frozen(at - FOUNDED):
        people = open_demo_accounts(at=at - FOUNDED)
        db.session.flush()
    diary = Diary(at, people, work_calendar())
    diary.write(at - FOUNDED, "tang", set_cities)
    diary.write(at - FOUNDED, "lu", lay_template)
    furnish_prices(diary, FOUNDED)
    for number, plot in enumerate(PLOTS):
        story = Story(diary, plot, number)
        story.plan()
        for place, (deal, paper) in enumerate(zip_longest(plot.deals, plot.papers)):
            sale = Sale(story, deal, paper)
            sale.plan()
            if deal is not None and (plot.company, deal.name) in PITCHES:
                Pitching(sale, PITCHES[plot.company, deal.name]).plan()
            if (plot.company, place) in OFFERS:
                Quoting(sale, OFFERS[plot.company, place]).plan()
            if paper is not None:
                agreement = Agreement(sale, paper)
                agreement.plan()
                if paper.signed is not None:
                    Delivering(agreement, max(paper.signed - 2, 1)).plan()
                if paper.supplement:
                    Supplementing(agreement, paper.supplement, drafted_only=paper.drafted_only).plan()
                if paper.signed and plot.company in PAID:
                    Paying(agreement, PAID[plot.company]).plan()
        if plot.company in ASKED:
            Asking(story, ASKED[plot.company]).plan()
        if plot.company in GOING:
            Visiting(story, GOING[plot.company]).plan()
    Fair(diary).plan()
    furnish(diary)
    telephone(diary)
    diary.write(diary.on(0, 8, 50), "zheng", take_in_statement)
    diary.live()
    resuggest(at=at)
    # The mails of the past have left long ago.
    db.session.execute(update(OutgoingMail).values(sent_at=OutgoingMail.created_at, attempts=1))
