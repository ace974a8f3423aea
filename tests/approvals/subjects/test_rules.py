"""What a kind of record declares of its approval, and what it need not say."""

from types import SimpleNamespace

import pytest

from salesapp.approvals.rules import Verdict
from salesapp.approvals.subjects import rules
from salesapp.approvals.subjects.rules import Described, Subject


def subject(kind="contract"):
    return Subject(
        type=kind,
        label=kind,
        load=lambda record_id: record_id,
        sees=lambda record, user: True,
        describe=lambda record: Described("HT2026-0001", "Contract"),
        freeze=lambda record: {},
        route=lambda record, submitter, vacant: (),
        runs=lambda record, user: True,
    )


def test_legal_reads_longer():
    assert subject().due_days("legal", 2, 3) == 3
    for role in ("supervisor", "finance", "director"):
        assert subject().due_days(role, 2, 3) == 2


def test_a_record_that_says_no_more_rests_on_nothing_binds_and_takes_every_answer():
    one = subject()
    assert (one.rests_on(7), one.facts(7, None), one.settings) == ((), (), ())
    assert one.binds(7) is True and one.asks_password is True
    assert tuple(one.answers) == tuple(Verdict)
    for told in (one.submitted, one.moved_on, one.ended):
        assert told(7, None, by=1, at=None) is None


def test_every_capability_declares_its_kinds(monkeypatch):
    parts = [
        SimpleNamespace(approvals=(subject("contract"), subject("quotation"))),
        SimpleNamespace(approvals=()),
    ]
    monkeypatch.setattr(rules.capability, "installed", lambda: parts)
    assert list(rules.declared()) == ["contract", "quotation"]
    assert rules.subject_of("quotation") is parts[0].approvals[1]
    with pytest.raises(KeyError):
        rules.subject_of("cake")
