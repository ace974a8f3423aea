"""What is said of a letter on its way: its state, what the server said, when it is tried again."""

from __future__ import annotations

from salesapp.mail.letters.models import Delivery
from salesapp.mail.letters.rules import STATE_LABELS, State, failure_words
from salesapp.web.formats import short_moment
from salesapp.words import gettext as _

#: How a state looks: the kind of a tag.
LOOKS = {
    State.SENT: "ok",
    State.RETRY: "warn",
    State.UNCERTAIN: "warn",
    State.REFUSED: "no",
    State.SENDING: "blue",
    State.WAITING: "blue",
}


def copy_words(delivery: Delivery) -> str:
    """Say in one line where a copy stands."""
    state = State(delivery.state)
    said = [str(STATE_LABELS[state])]
    if state is State.SENT:
        said.append(short_moment(delivery.sent_at))
    elif state in (State.RETRY, State.REFUSED, State.UNCERTAIN):
        said.append(failure_words(delivery.failed_at_step, delivery.code))
        if delivery.next_try_at is not None:
            said.append(
                _("try %(no)s at %(when)s", no=delivery.attempts + 1, when=short_moment(delivery.next_try_at))
            )
    return " · ".join(part for part in said if part)
