"""From the plot to deeds: opportunities opened, agreed to, moved over the board, graded again, ended."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from salesapp.accounts.models import User
from salesapp.approvals.rules import Verdict
from salesapp.demo.plot import Deal, Paper
from salesapp.demo.stories import Story
from salesapp.opportunities import actions as opportunities
from salesapp.opportunities.decisions import actions as decisions
from salesapp.opportunities.decisions.queries import latest
from salesapp.opportunities.grading import actions as grading
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.reviews import actions as reviews
from salesapp.opportunities.reviews.queries import review_of
from salesapp.rights.rules import Role
from salesapp.web import clock

REGRADE = 5  # working days between two looks at the grade
LAST_ANSWERED = 10  # working days ago; what was lost since waits for the supervisor's opinion
DIRECTOR_LOOKS = 3  # working days until the director reads a file of grade S


class Sale:
    """One opportunity of a story."""

    opportunity: Opportunity  # once opened

    def __init__(self, story: Story, deal: Deal, paper: Paper | None):
        self.story, self.deal, self.paper, self.diary = story, deal, paper, story.diary

    def plan(self) -> None:
        """Write the deeds of this opportunity into the diary."""
        owner, deal = self.story.company.owner, self.deal
        opened = max(self.diary.on(deal.opened, 16, 30), self.story.starts[0] + timedelta(minutes=90))
        self.diary.write(opened, owner, self.open)
        if deal.agreed and deal.opened > 1:
            self.diary.write(self.diary.on(deal.opened - 1, 17), self.story.lead(), self.agree)
            if deal.opened > DIRECTOR_LOOKS:
                self.diary.write(self.diary.on(deal.opened - DIRECTOR_LOOKS, 18), "tang", self.confirm)
        for ago in sorted({1, *range(deal.opened - REGRADE, 0, -REGRADE)} if deal.opened > 1 else ()):
            self.diary.write(self.diary.on(ago, 9, 20), owner, self.regrade)
        drafted = self.paper.drafted if self.paper else 0  # from then on the contract moves it
        for stage, ago in (move for move in deal.moves if move[1] > drafted):
            self.diary.write(self.diary.on(ago, 17, 20), owner, self._move(stage))
        if deal.ended:
            status, ago, cause, words = deal.ended
            self.diary.write(self.diary.on(ago, 17, 40), owner, self._end(status, cause, words))
            if status == "lost":  # parked ones still wait for their review
                self.diary.write(self.diary.on(ago - 2, 17), owner, self._review(cause, words))
                if ago > LAST_ANSWERED:
                    self.diary.write(self.diary.on(ago - 4, 17), self.story.lead(), self.answer)

    def open(self, by: User, at: datetime) -> None:
        """Open the file with the grade that is suggested on that day."""
        deal, customer = self.deal, self.story.customer
        close_on = self.diary.today + timedelta(days=deal.closes_in)
        amount = Decimal(deal.amount)
        suggestion = grading.suggested(deal.scores, amount, close_on, clock.local(at).date())
        self.opportunity = opportunities.open_opportunity(
            {
                "name": f"{self.story.company.short_name} {deal.name}", "customer_id": customer.id,
                "key_contact_id": next(contact.id for contact in customer.contacts if contact.is_key),
                "need": deal.need or f"{self.story.company.pain}，希望{deal.name}尽快落地", "product_type": deal.product,
                "amount": amount, "expected_close_on": close_on, "budget_score": deal.scores[0], "chain_score": deal.scores[1],
                "urgency_score": deal.scores[2], "grade": suggestion.grade,
                "competitors": "某品牌，价格低约一成；我方有同行案例和本地服务", "support_needed": "技术支持演示一次",
            },
            by=by, at=at,
        )  # fmt: skip
        self.story.deals.append(self.opportunity)

    def agree(self, by: User, at: datetime) -> None:
        """Agree to the file as its supervisor, for grade S as the director."""
        if self.opportunity.status == "open":
            decisions.decide(self.opportunity, Verdict.AGREE, None, by=by, at=at)

    def confirm(self, by: User, at: datetime) -> None:
        """Agree as the director where the file asks for it."""
        round_ = latest(self.opportunity)
        if round_ is not None and any(seat.role == Role.DIRECTOR for seat in round_.open_seats):
            self.agree(by, at)

    def regrade(self, by: User, at: datetime) -> None:
        """As the expected day nears, confirm the grade that is suggested now."""
        one = self.opportunity
        if one.status != "open":
            return
        suggestion = grading.suggest(one, clock.local(at).date())
        if suggestion.grade != one.grade:
            scores = dict(zip(grading.SCORES, self.deal.scores, strict=True))
            grading.grade_again(one, {**scores, "grade": suggestion.grade}, by=by, at=at)

    def _move(self, stage: str):
        def move(by: User, at: datetime) -> None:
            self.opportunity.move_by_hand(stage, by=by, at=at)

        return move

    def _end(self, status: str, cause: str, words: str):
        def end(by: User, at: datetime) -> None:
            """Lose or park it, with the cause, the words and the day of the next contact."""
            again = clock.local(at).date() + timedelta(days=150)
            values = {"status": status, "close_reason": cause, "close_note": words, "recontact_on": again}
            opportunities.close(self.opportunity, values, by=by, at=at)

        return end

    def _review(self, cause: str, words: str):
        def review(by: User, at: datetime) -> None:
            """Tell why it was lost, to whom, and what is learnt."""
            values = {
                "cause": cause, "second_cause": "response" if cause != "response" else None, "rival": "某品牌",
                "rival_price": (self.opportunity.amount * Decimal("0.88")).quantize(Decimal("1.00")), "words": words,
                "turning": "演示推迟一周，对方先把价格报到了决策人那里", "done_right": "技术评估得到认可",
                "to_improve": "确认需求后 48 小时内出报价",
            }  # fmt: skip
            reviews.review(self.opportunity, values, by=by, at=at)

        return review

    def answer(self, by: User, at: datetime) -> None:
        """Give the supervisor's opinion on the review."""
        found = review_of(self.opportunity)
        if found is not None and found.opinion_at is None:
            reviews.give_opinion(self.opportunity, found, "同意，报价时限列入例会检查", by=by, at=at)
