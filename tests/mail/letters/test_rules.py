"""What an answer of a mail server means, when a letter is tried again, what may be sent at all."""

from datetime import UTC, datetime, timedelta

import pytest

from salesapp.mail.letters.rules import (
    HELD,
    LONGEST_FILE_NAME,
    MAX_BYTES,
    MAX_FILES,
    PATIENCE,
    PENDING,
    LetterRefused,
    State,
    Step,
    check_files,
    check_free,
    check_held,
    check_uncertain,
    check_words,
    check_writer,
    deliverable,
    failure_words,
    file_name,
    judge,
    next_try,
    too_large,
)

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class TestWhatAnAnswerMeans:
    @pytest.mark.parametrize("step", list(Step))
    def test_only_what_broke_after_the_final_dot_is_uncertain(self, step):
        uncertain = step in (Step.TAKEN, Step.LOST)
        assert judge(step, None).state == (State.UNCERTAIN if uncertain else State.RETRY)
        assert judge(step, None).line_down and not judge(step, None).stops

    @pytest.mark.parametrize("step", [Step.RECIPIENT, Step.TEXT, Step.TAKEN, Step.SIZE])
    @pytest.mark.parametrize(
        ("code", "state"),
        [(451, State.RETRY), (499, State.RETRY), (500, State.REFUSED), (554, State.REFUSED)],
    )
    def test_4xx_is_tried_again_and_5xx_refuses(self, step, code, state):
        assert judge(step, code).state == state
        assert not judge(step, code).stops and not judge(step, code).line_down

    @pytest.mark.parametrize("step", [Step.LOGIN, Step.SENDER])
    def test_what_refuses_the_account_stops_it_and_loses_no_letter(self, step):
        found = judge(step, 535)
        assert (found.state, found.stops, found.line_down) == (State.RETRY, True, True)
        assert not judge(step, 454).stops

    def test_a_server_that_closes_or_greets_with_a_refusal_is_tried_again_on_another_line(self):
        assert judge(Step.RECIPIENT, 421).line_down and judge(Step.RECIPIENT, 421).state == State.RETRY
        assert judge(Step.CONNECT, 554).state == State.RETRY and judge(Step.CONNECT, 554).line_down
        assert judge(Step.LOGIN, 454).line_down and not judge(Step.RECIPIENT, 450).line_down


class TestWhenItIsTriedAgain:
    @pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 5), (3, 15), (4, 60), (9, 60)])
    def test_after_a_broken_line(self, attempts, minutes):
        assert next_try(attempts, None, written_at=NOON, now=NOON) == NOON + minutes * MINUTE

    @pytest.mark.parametrize(("attempts", "minutes"), [(1, 5), (2, 5), (3, 15)])
    def test_after_it_was_put_off_not_sooner_than_five_minutes(self, attempts, minutes):
        assert next_try(attempts, 450, written_at=NOON, now=NOON) == NOON + minutes * MINUTE

    def test_a_day_after_it_was_written_it_is_given_up(self):
        last = NOON + PATIENCE - MINUTE
        assert next_try(1, None, written_at=NOON, now=last) == last + MINUTE
        assert next_try(1, None, written_at=NOON, now=last + timedelta(seconds=1)) is None


class TestWhatIsSaid:
    @pytest.mark.parametrize(
        ("step", "code", "words"),
        [
            (Step.RECIPIENT, 550, "does not exist"), (Step.RECIPIENT, 552, "refuses the letter"), (Step.TAKEN, 552, "too large"),
            (Step.SIZE, 552, "too large"), (Step.TEXT, 552, "too large"), (Step.LOGIN, 535, "password"),
            (Step.SENDER, 500, "sender"), (Step.SENDER, 499, "puts the letter off"), (Step.TAKEN, None, "may have taken"),
            (Step.LOST, None, "may have taken"), (Step.CONNECT, None, "cannot be reached"),
            (Step.CONNECT, 554, "cannot be reached"),
            (Step.TEXT, None, "before the server"), (Step.TAKEN, 554, "refuses the letter"), (Step.TAKEN, 500, "refuses"),
            (Step.TAKEN, 451, "puts the letter off"), (Step.RECIPIENT, 551, "exist"), (Step.RECIPIENT, 553, "exist"),
        ],
    )  # fmt: skip
    def test_each_failure_in_its_own_words(self, step, code, words):
        assert words in failure_words(step, code)

    def test_sizes_in_megabytes(self):
        assert (
            too_large(13 * 1024 * 1024 - 100_000, 10 * 1024 * 1024)
            == "The letter has 12.9 MB, the server takes 10.0 MB"
        )


class TestAddresses:
    def test_a_chinese_domain_is_written_in_latin_letters(self):
        assert deliverable("zhou@例子.公司") == "zhou@xn--fsqu00a.xn--55qx5d"

    @pytest.mark.parametrize(
        "address", ["张三@danqiao.cn", "zhou", "zhou@", "a@b@danqiao.cn", "zhou@danqiao.cn\r\nBcc: x@y.cn"]
    )
    def test_what_no_server_may_be_asked_for(self, address):
        with pytest.raises(LetterRefused) as refused:
            deliverable(address)
        assert refused.value.field == "recipients"

    @pytest.mark.parametrize(
        "address", ["feng@danqiao.example", "a@b.invalid", "a@mail.test", "a@example.com", "a@example.org"]
    )
    def test_examples_are_never_written_to(self, address):
        with pytest.raises(LetterRefused, match="example"):
            deliverable(address)

    @pytest.mark.parametrize("address", ["lin@example.cn", "a@myexample.com", "a@test.cn"])
    def test_what_only_looks_like_one_is(self, address):
        assert deliverable(address) == address


class TestWords:
    def test_a_whole_letter_may_leave(self):
        check_words("感谢", "谢谢。", [])

    @pytest.mark.parametrize("sign", ["\n", "\r", "\u2028", "\u2029", "\x85", "\x00"])
    def test_a_subject_is_one_line(self, sign):
        with pytest.raises(LetterRefused) as refused:
            check_words(f"感谢{sign}Bcc: x@y.cn", "谢谢。", [])
        assert refused.value.field == "subject"

    @pytest.mark.parametrize(
        ("subject", "body", "field"), [(" ", "谢谢。", "subject"), ("感谢", " \n", "body")]
    )
    def test_nothing_leaves_without_words(self, subject, body, field):
        with pytest.raises(LetterRefused) as refused:
            check_words(subject, body, [])
        assert refused.value.field == field

    @pytest.mark.parametrize(("subject", "field"), [("{称谓}您好", "subject"), ("您好", "body")])
    def test_a_placeholder_that_is_left_is_named_at_its_place(self, subject, field):
        with pytest.raises(LetterRefused, match="{称谓}") as refused:
            check_words(subject, "{称谓}：谢谢。", ["称谓"])
        assert refused.value.field == field


class TestFiles:
    def test_up_to_the_limits_they_go_along(self):
        check_files([])
        check_files([MAX_BYTES])
        check_files([1] * MAX_FILES)

    @pytest.mark.parametrize("sizes", [[MAX_BYTES, 1], [1] * (MAX_FILES + 1)])
    def test_beyond_they_are_refused(self, sizes):
        with pytest.raises(LetterRefused) as refused:
            check_files(sizes)
        assert refused.value.field == "files"

    @pytest.mark.parametrize(
        ("given", "kept"),
        [("../a.pdf", "a.pdf"), ("a\r\nb.pdf", "ab.pdf"), ("", "file"), ("c:\\x\\报价.pdf", "报价.pdf"), (" . ", "file"),
         ("长" * 80 + ".pdf", "长" * LONGEST_FILE_NAME + ".pdf"), ("a." + "x" * 30, "a." + "x" * 19)],
    )  # fmt: skip
    def test_their_names_are_bare_and_short(self, given, kept):
        assert file_name(given) == kept


class TestOneAtATime:
    @pytest.mark.parametrize("state", list(State))
    def test_a_second_letter_waits_for_the_first(self, state):
        if state in PENDING:
            with pytest.raises(
                LetterRefused, match="may have taken" if state == State.UNCERTAIN else "on its way"
            ):
                check_free([State.REFUSED, state])
        else:
            check_free([state])

    @pytest.mark.parametrize("state", list(State))
    def test_only_what_waits_is_taken_back_and_only_doubt_is_answered(self, state):
        for check, good in ((check_held, HELD), (check_uncertain, {State.UNCERTAIN})):
            if state in good:
                check(state)
            else:
                with pytest.raises(LetterRefused):
                    check(state)

    def test_what_is_being_sent_is_said_to_be(self):
        with pytest.raises(LetterRefused, match="this moment"):
            check_held(State.SENDING)


def test_only_its_writer_sends_a_letter_once_more():
    check_writer(7, writer_id=7, name="林")
    with pytest.raises(LetterRefused):
        check_writer(8, writer_id=7, name="林")
