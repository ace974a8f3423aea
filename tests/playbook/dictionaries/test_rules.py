"""Which lists of words a team keeps."""

from salesapp.playbook.dictionaries.rules import DICTIONARIES


def test_each_list_is_found_by_its_key_and_has_words_to_start_with():
    assert list(DICTIONARIES) == ["source_channel", "product_type", "objection_kind", "close_reason"]
    assert all(key == one.key and len(one.entries) >= 6 for key, one in DICTIONARIES.items())


def test_words_that_a_form_asks_a_note_with_cannot_be_switched_off():
    assert DICTIONARIES["source_channel"].fixed == {"referral", "other"}
    assert not any(one.fixed for key, one in DICTIONARIES.items() if key != "source_channel")
