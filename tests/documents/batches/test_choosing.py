"""What can be printed together: the forms, the filters of the lists, the records one may see."""

from __future__ import annotations

import pytest

from salesapp.documents.batches import actions, rules
from salesapp.documents.batches.rules import BatchRefused
from salesapp.web import clock
from tests.contracts.factories import make_contract
from tests.opportunities.factories import make_opportunity


class TestChoosing:
    def test_the_forms_page_offers_what_people_print_together(self, sign_in):
        text = sign_in("lin").get("/forms").get_data(as_text=True)
        assert "/forms/batches/new?form=F06&amp;grade=S" in text
        assert "/forms/batches/new?form=F10&amp;view=check" in text
        assert "/forms/batches/new?form=F12&amp;view=handoff" in text

    def test_a_filter_shows_its_records_all_ticked(self, cast, sign_in, db_session):
        kept, other = make_opportunity(cast.lin), make_opportunity(cast.lin)
        kept.stage, other.stage = "negotiation", "proposal"
        db_session.commit()
        text = sign_in("lin").get("/forms/batches/new?form=F06&stage=negotiation").get_data(as_text=True)
        assert kept.number in text and other.number not in text
        assert f'value="{kept.id}" id="record-{kept.id}" data-row-pick checked' in text

    def test_only_what_one_may_see_is_offered(self, three, sign_in):
        assert three[0].number not in sign_in("chen").get("/forms/batches/new?form=F07").get_data(
            as_text=True
        )
        assert three[0].number in sign_in("xu").get("/forms/batches/new?form=F07").get_data(as_text=True)

    @pytest.mark.parametrize("code", ["F01", "F06", "F07", "F10", "F11"])
    def test_every_form_of_a_chain_finds_its_records(self, code, cast, sign_in, db_session):
        contract = make_contract(cast.lin)
        db_session.commit()
        numbers = {
            "F01": contract.customer.number, "F06": contract.opportunity.number, "F07": contract.opportunity.number,
        }  # fmt: skip
        text = sign_in("lin").get(f"/forms/batches/new?form={code}").get_data(as_text=True)
        assert numbers.get(code, contract.number) in text

    def test_a_contract_without_a_hand_off_has_no_sheet_of_it(self, cast, sign_in, db_session):
        contract = make_contract(cast.lin)
        db_session.commit()
        assert contract.number not in sign_in("lin").get("/forms/batches/new?form=F12").get_data(as_text=True)
        with pytest.raises(BatchRefused):
            actions.order("F12", [contract.id], masked=False, by=cast.lin, at=clock.now())

    @pytest.mark.parametrize(
        "address",
        [
            "?form=F99",
            "?form=F05",
            "?form=F06&_external=1&owner=x&grade=Q&after=zzz",
            "?form=F10&owner=99999999999",
        ],
    )
    def test_an_address_that_nobody_offered_still_answers(self, address, three, sign_in):
        assert sign_in("lin").get(f"/forms/batches/new{address}").status_code == 200

    def test_more_than_two_hundred_are_said_to_be_too_many(self, three, sign_in, monkeypatch):
        monkeypatch.setattr(rules, "MOST_SHEETS", 2)
        text = sign_in("lin").get("/forms/batches/new?form=F06").get_data(as_text=True)
        assert "一次最多打印 2 张" in text
        assert text.count("data-row-pick") == 2

    @pytest.mark.parametrize("address", ["/opportunities", "/opportunities/board", "/contracts"])
    def test_lists_offer_to_print_what_they_show(self, address, cast, sign_in, db_session):
        make_contract(cast.lin)
        db_session.commit()
        assert "/forms/batches/new?form=F" in sign_in("lin").get(address).get_data(as_text=True)


def test_every_selection_names_forms_that_can_be_printed(app):
    assert rules.codes() == ["F01", "F06", "F07", "F08", "F10", "F11", "F12", "F24"]
    for code, _words, _args in rules.presets():
        assert code in rules.codes()
