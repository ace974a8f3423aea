"""What a decision, a handing on and an added signer must hold, whatever is approved (W07–W09, W29, W32)."""

import pytest

from salesapp.approvals import rules
from salesapp.approvals.rules import ApprovalRefused, Outcome, SeatStatus, Verdict


def refusal(check, *args, **kwargs):
    with pytest.raises(ApprovalRefused) as refused:
        check(*args, **kwargs)
    return str(refused.value), refused.value.field


@pytest.mark.parametrize(
    ("text", "enough"),
    [
        (None, False),
        ("", False),
        (" . ", False),
        ("。。。——__", False),
        ("好", False),
        ("5", False),
        ("可以", True),
        ("5%", False),
        ("5 %, 3 %", True),
        ("o. k.", True),
    ],
)
def test_two_letters_or_characters_are_words_and_marks_are_none(text, enough):
    assert rules.has_words(text) is enough


@pytest.mark.parametrize("verdict", list(Verdict))
def test_each_of_the_four_answers_is_taken_with_its_words(verdict):
    assert rules.check_verdict(verdict.value, "缺附件") is verdict


def test_an_agreement_alone_needs_no_words():
    assert rules.check_verdict("agree", None) is Verdict.AGREE
    for verdict, sentence in (
        ("conditional", "Write the condition"),
        ("return", "what is to be mended"),
        ("veto", "Say why"),
    ):
        for comment in (None, " ", "。。"):
            words, field = refusal(rules.check_verdict, verdict, comment)
            assert sentence in words and field == "comment"


@pytest.mark.parametrize("verdict", [None, "", "perhaps", "AGREE"])
def test_any_other_answer_is_none(verdict):
    assert refusal(rules.check_verdict, verdict, "缺附件") == ("Choose a verdict.", "verdict")


def test_a_kind_of_record_may_take_fewer_answers():
    allowed = (Verdict.AGREE, Verdict.RETURN)
    assert rules.check_verdict("return", "缺附件", allowed=allowed) is Verdict.RETURN
    assert refusal(rules.check_verdict, "veto", "缺附件", allowed=allowed)[1] == "verdict"


def test_only_agreements_without_password_are_given_in_a_bunch():
    rules.check_bunch(asks_password=False, verdict=Verdict.AGREE, sent_back=False)
    for verdict in (Verdict.CONDITIONAL, Verdict.RETURN, Verdict.VETO):
        assert (
            "Only agreements"
            in refusal(rules.check_bunch, asks_password=False, verdict=verdict, sent_back=False)[0]
        )
    agree = {"verdict": Verdict.AGREE}
    assert "password" in refusal(rules.check_bunch, asks_password=True, sent_back=False, **agree)[0]
    assert "returned" in refusal(rules.check_bunch, asks_password=False, sent_back=True, **agree)[0]
    unread = refusal(rules.check_bunch, asks_password=False, sent_back=False, answers="X said no", **agree)
    assert unread[0].startswith("X said no. Open it by itself")


HANDING = {"to_id": 7, "barred": [1, 2], "sitting": [3, 4], "handed": 0, "may_see": True}


def test_a_seat_is_handed_on_twice_at_the_most():
    for handed in (0, 1):
        rules.check_handing(**(HANDING | {"handed": handed}))
    assert refusal(rules.check_handing, **(HANDING | {"handed": 2})) == (
        "This step was handed on 2 times: please decide or return it.",
        "to",
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"to_id": 1}, "cannot be handed to the person who submitted or owns it"),
        ({"to_id": 3}, "is asked at this step already"),
        ({"may_see": False}, "may not see the record"),
    ],
)
def test_a_seat_goes_to_somebody_who_may_decide(change, sentence):
    words, field = refusal(rules.check_handing, **(HANDING | change))
    assert sentence in words and field == "to"


ADDITION = {"to_id": 7, "by_id": 5, "barred": [1, 2], "sitting": [3, 4], "may_see": True}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"to_id": 2}, "takes no part in its approval"),
        ({"to_id": 5}, "is asked at this step already"),
        ({"to_id": 4}, "is asked at this step already"),
        ({"may_see": False}, "may not see the record"),
    ],
)
def test_somebody_new_who_sees_the_record_is_added(change, sentence):
    rules.check_addition(**ADDITION)
    words, field = refusal(rules.check_addition, **(ADDITION | change))
    assert sentence in words and field == "to"


def test_states_and_ends_are_said_in_words():
    assert all(str(outcome.label) for outcome in Outcome) and all(str(seat.label) for seat in SeatStatus)
    assert (str(Outcome.VETOED.label), str(SeatStatus.TAKEN.label)) == ("Vetoed", "Decided by a colleague")


def test_what_is_pending_is_not_decided_and_what_passes_is():
    assert {"waiting", "open"} == rules.PENDING
    assert {"agree", "conditional"} == rules.PASSING


def test_who_goes_along_is_named_where_the_content_says_so():
    assert rules.along({"companions": [3, 5], "owner": 7}) == {3, 5}
    assert rules.along({"companions": None}) == rules.along({}) == rules.along(None) == set()
