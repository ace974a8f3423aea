"""What goes into the bag (R17)."""

import pytest

from salesapp.activities.visits.preparation.rules import FIXED, ITEM_LABELS, MOST_FREE, check_free, lacking
from salesapp.activities.visits.rules import VisitRefused


def test_three_things_are_always_wanted():
    assert lacking({}) == ["company", "cases", "solution"]
    assert lacking({"company": True, "cases": False, "gift": True}) == ["cases", "solution"]
    assert lacking(dict.fromkeys(FIXED, True)) == []
    assert set(FIXED) < set(ITEM_LABELS)


def test_a_thing_of_ones_own_has_words_and_there_are_not_too_many():
    assert check_free(" 报价单 ", MOST_FREE - 1) == "报价单"
    for words, count in ((None, 0), ("。", 0), ("报价单", MOST_FREE)):
        with pytest.raises(VisitRefused) as refused:
            check_free(words, count)
        assert refused.value.field == "words"
