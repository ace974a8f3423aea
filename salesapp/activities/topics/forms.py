"""What a follow-up was about, ticked: it stands before the words that were written (R30–R32)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from wtforms import SelectMultipleField
from wtforms.fields import SelectChoice

from salesapp.activities.topics import rules
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l


class TopicsForm(Form):
    """The topics that the grades of a customer's open opportunities suggest."""

    topics = SelectMultipleField(_l("It was about"), choices=[])

    def offer_topics(self, grades: Collection[str]) -> None:
        """Offer what follow-ups of these grades are about, those of the highest first; of several, each says its grade."""
        self.topic_grades = dict(rules.GRADE_OF) if len(grades) > 1 else {}
        self.topics.choices = [
            SelectChoice(value=topic, label=rules.TOPIC_LABELS[topic]) for topic in rules.offered(grades)
        ]

    def values(self) -> dict[str, Any]:
        """Return the words with what was ticked before them."""
        values = super().values()
        values["summary"] = rules.summary(values.pop("topics") or (), values.get("summary"))
        return values
