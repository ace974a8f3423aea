import re

import pytest
from sqlalchemy import select

from salesapp.db import db
from salesapp.playbook import queries, seed
from salesapp.playbook.actions import move
from salesapp.playbook.dictionaries import DICTIONARIES
from salesapp.playbook.models import DictionaryEntry, ObjectionAnswer, ScriptTemplate, SpinQuestion
from salesapp.playbook.scripts import SAMPLE_VALUES, ScriptRefused, check_script, fill, placeholders
from tests.conftest import MONDAY


@pytest.fixture
def playbook(db_session, cast):
    seed.fill(at=MONDAY)
    db_session.commit()


@pytest.fixture
def supervisor(sign_in, playbook):
    return sign_in("xu")


def version_of(page):
    return re.search(r'name="version"[^>]*value="(\d+)"', page.text)[1]


# ------------------------------------------------------------------------------------- seed


def test_the_seed_fills_what_is_empty_once(playbook):
    assert seed.fill(at=MONDAY) == 0
    db.session.delete(db.session.scalars(select(SpinQuestion)).first())
    db.session.flush()
    assert seed.fill(at=MONDAY) == 0


def test_every_seeded_wording_passes_its_own_checks(playbook):
    for script in queries.scripts():
        check_script(script.kind, script.subject, script.body)
    assert {script.kind for script in queries.scripts()} == {
        "call_opening", "mail", "visit_booking", "thank_you", "quarterly", "greeting", "objection",
    }  # fmt: skip
    assert all(len(questions) >= 3 for questions in queries.questions().values())
    assert {answer.kind for answer in queries.answers()} <= set(DICTIONARIES["objection_kind"].entries)


def test_dictionaries_work_before_anything_is_filled(db_session):
    assert [word.code for word in queries.dictionary("source_channel")][:3] == [
        "database",
        "fair",
        "referral",
    ]
    assert queries.label("source_channel", "fair")


def test_seeded_words_follow_the_readers_language_until_they_are_reworded(app, playbook):
    from flask_babel import force_locale

    with force_locale("en"):
        assert queries.label("source_channel", "fair") == "Trade fair"
    fair = db.session.scalar(select(DictionaryEntry).filter_by(dictionary="source_channel", code="fair"))
    assert fair.label == "行业展会"
    fair.label = "大型展会"
    from salesapp.db import touch_config
    from salesapp.web import cache

    touch_config()
    cache.forget()
    with force_locale("en"):
        assert queries.label("source_channel", "fair") == "大型展会"


# ------------------------------------------------------------------------------- dictionaries


def word(code, dictionary="source_channel"):
    return db.session.scalar(select(DictionaryEntry).filter_by(dictionary=dictionary, code=code))


def change(client, entry, **values):
    page = client.get(f"/settings/words/{entry.id}")
    data = {"label": entry.label, "active": "y", "version": version_of(page)} | values
    return client.post(f"/settings/words/{entry.id}", data={k: v for k, v in data.items() if v is not None})


def test_a_value_is_added_and_offered_at_once(supervisor):
    answer = supervisor.post("/settings/dictionaries/source_channel", data={"label": "行业协会"})

    assert answer.status_code == 303
    assert queries.dictionary("source_channel")[-1].label == "行业协会"


def test_a_renamed_value_keeps_its_code(supervisor):
    change(supervisor, word("fair"), label="展会")

    assert queries.label("source_channel", "fair") == "展会"


def test_a_value_out_of_use_is_offered_no_more_but_kept_where_it_stands(supervisor):
    change(supervisor, word("fair"), active=None)

    assert "fair" not in [w.code for w in queries.dictionary("source_channel")]
    assert "fair" in [w.code for w in queries.dictionary("source_channel", keep="fair")]
    assert queries.label("source_channel", "fair") == "行业展会"


@pytest.mark.parametrize("label", ["", "行业展会", "词" * 61])
def test_an_empty_a_double_and_a_too_long_value_are_refused(supervisor, label):
    answer = supervisor.post("/settings/dictionaries/source_channel", data={"label": label})

    assert answer.status_code == 422


def test_a_value_that_forms_rely_on_stays(supervisor):
    answer = change(supervisor, word("referral"), active=None)

    assert answer.status_code == 422
    assert "登记表依赖此项" in answer.text


def test_one_value_at_least_stays_in_use(supervisor):
    for code in list(DICTIONARIES["product_type"].entries)[1:]:
        assert change(supervisor, word(code, "product_type"), active=None).status_code == 303

    answer = change(supervisor, word("software", "product_type"), active=None)

    assert answer.status_code == 422
    assert "至少保留一项" in answer.text


def test_a_value_moves_up_and_down_and_stays_at_the_ends(supervisor):
    supervisor.post(f"/settings/words/{word('fair').id}/moves", data={"to": "up"})
    assert [w.code for w in queries.dictionary("source_channel")][:2] == ["fair", "database"]
    supervisor.post(f"/settings/words/{word('fair').id}/moves", data={"to": "up"})
    assert [w.code for w in queries.dictionary("source_channel")][:2] == ["fair", "database"]
    supervisor.post(f"/settings/words/{word('fair').id}/moves", data={"to": "down"})
    assert [w.code for w in queries.dictionary("source_channel")][:2] == ["database", "fair"]


def test_moving_mends_equal_positions(playbook):
    rows = queries.entries("product_type")
    for row in rows:
        row.position = 0
    move(rows[2], rows, up=True)

    assert [row.code for row in queries.entries("product_type")][:3] == [
        "software",
        "maintenance",
        "implementation",
    ]


def test_a_dictionary_that_is_not_there_is_not_found(supervisor):
    assert supervisor.get("/settings/dictionaries/nonsense").status_code == 404
    assert supervisor.post("/settings/dictionaries/nonsense", data={"label": "x"}).status_code == 404
    assert supervisor.get("/settings/words/999999").status_code == 404


def test_a_dictionary_costs_no_query_the_second_time(playbook, count_queries):
    queries.dictionary("source_channel")
    with count_queries() as counted:
        queries.dictionary("source_channel")
        queries.label("product_type", "software")

    assert counted.total == 0


# ------------------------------------------------------------------------------------- scripts


def test_placeholders_are_named_once_and_filled_once():
    text = "{称谓}您好，{称谓}，{客户名称}"

    assert placeholders(text) == ["称谓", "客户名称"]
    assert fill(text, {"称谓": "{客户名称}", "客户名称": "某某"}) == "{客户名称}您好，{客户名称}，某某"
    assert fill("{称谓}", {}) == "{称谓}"


@pytest.mark.parametrize(
    ("kind", "subject", "body", "field"),
    [
        ("mail", "主题", "{没有这个}", "body"),
        ("mail", "{没有这个}", "正文", "subject"),
        ("mail", "主题", "{称谓", "body"),
        ("mail", "主题", "称谓}", "body"),
        ("mail", "", "正文", "subject"),
        ("thank_you", None, "正文", "subject"),
        ("song", None, "正文", "kind"),
    ],
)
def test_a_script_that_could_not_be_filled_is_refused(kind, subject, body, field):
    with pytest.raises(ScriptRefused) as refusal:
        check_script(kind, subject, body)

    assert refusal.value.field == field


SCRIPT = {"kind": "mail", "name": "二次邮件", "subject": "给{客户名称}", "body": "{称谓}您好", "active": "y"}


def test_a_supervisor_keeps_scripts_and_a_rep_reads_them(supervisor, sign_in):
    assert supervisor.post("/settings/scripts", data=SCRIPT).status_code == 303
    rep = sign_in("lin")

    page = rep.get("/settings/scripts?kind=mail")
    assert "给{客户名称}" in page.text
    assert f"给{SAMPLE_VALUES['客户名称']}" in page.text
    assert "首次电话开场" not in page.text
    assert rep.post("/settings/scripts", data=SCRIPT).status_code == 403
    assert rep.get("/settings/scripts/new").status_code == 403


def test_a_script_out_of_use_is_hidden_from_reps_only(supervisor, sign_in):
    script = db.session.scalar(select(ScriptTemplate).filter_by(name="首次邮件"))
    page = supervisor.get(f"/settings/scripts/{script.id}")
    data = SCRIPT | {"name": "首次邮件", "version": version_of(page)}
    del data["active"]
    supervisor.post(f"/settings/scripts/{script.id}", data=data)

    assert "首次邮件" in supervisor.get("/settings/scripts?kind=mail").text
    assert 'id="script-' not in sign_in("lin").get("/settings/scripts?kind=mail").text


@pytest.mark.parametrize(
    "values",
    [{"body": ""}, {"body": "{谁}"}, {"name": ""}, {"kind": "song"}, {"body": "字" * 4001}, {"subject": ""}],
)
def test_a_bad_script_is_refused_and_nothing_typed_is_lost(supervisor, values):
    answer = supervisor.post("/settings/scripts", data=SCRIPT | values)

    assert answer.status_code == 422
    if "name" not in values:
        assert "二次邮件" in answer.text


def test_a_stale_script_shows_both_versions(supervisor):
    script = db.session.scalar(select(ScriptTemplate).filter_by(name="首次邮件"))
    seen = version_of(supervisor.get(f"/settings/scripts/{script.id}"))
    supervisor.post(f"/settings/scripts/{script.id}", data=SCRIPT | {"name": "第一版", "version": seen})

    answer = supervisor.post(
        f"/settings/scripts/{script.id}", data=SCRIPT | {"name": "第二版", "version": seen}
    )

    assert answer.status_code == 409
    assert "第一版" in answer.text
    assert "第二版" in answer.text


def test_a_preview_fills_names_unknown_placeholders_and_keeps_nothing(supervisor):
    before = db.session.scalar(select(db.func.count()).select_from(ScriptTemplate))
    page = supervisor.post("/settings/scripts/previews", data=SCRIPT | {"body": "{称谓}您好 {谁} <b>"})

    assert f"{SAMPLE_VALUES['称谓']}您好" in page.text
    assert "{谁}" in page.text
    assert "<b>" not in page.text.split("您好")[1].split("</p>")[0]
    assert db.session.scalar(select(db.func.count()).select_from(ScriptTemplate)) == before


# ----------------------------------------------------------------------- questions and answers


def test_questions_are_added_reworded_moved_and_switched_off(supervisor, sign_in):
    supervisor.post("/settings/questions", data={"part": "S", "question": "几班倒？", "active": "y"})
    question = db.session.scalar(select(SpinQuestion).filter_by(question="几班倒？"))
    assert queries.questions()["S"][-1].id == question.id

    supervisor.post(f"/settings/questions/{question.id}/moves", data={"to": "up"})
    assert queries.questions()["S"][-2].id == question.id

    seen = version_of(supervisor.get(f"/settings/questions/{question.id}"))
    supervisor.post(
        f"/settings/questions/{question.id}", data={"part": "P", "question": "为什么？", "version": seen}
    )
    assert "为什么？" not in sign_in("lin").get("/settings/questions").text
    assert "为什么？" in supervisor.get("/settings/questions").text


@pytest.mark.parametrize("values", [{"part": "X"}, {"question": ""}, {"question": "问" * 201}])
def test_a_bad_question_is_refused(supervisor, values):
    data = {"part": "S", "question": "几班倒？", "active": "y"} | values

    assert supervisor.post("/settings/questions", data=data).status_code == 422


ANSWER = {"kind": "price", "method": "data", "objection": "太贵", "answer": "先算账", "active": "y"}


def test_answers_are_added_reworded_and_filtered(supervisor, sign_in):
    assert supervisor.post("/settings/objections", data=ANSWER).status_code == 303
    answer = db.session.scalar(select(ObjectionAnswer).filter_by(objection="太贵"))
    seen = version_of(supervisor.get(f"/settings/objections/{answer.id}"))
    supervisor.post(
        f"/settings/objections/{answer.id}", data=ANSWER | {"answer": "再算一遍", "version": seen}
    )
    rep = sign_in("lin")

    assert "再算一遍" in rep.get("/settings/objections?kind=price").text
    assert "再算一遍" not in rep.get("/settings/objections?kind=trust").text
    assert rep.post("/settings/objections", data=ANSWER).status_code == 403


@pytest.mark.parametrize(
    "values",
    [{"kind": "weather"}, {"method": "shout"}, {"objection": ""}, {"answer": ""}, {"answer": "答" * 2001}],
)
def test_a_bad_answer_is_refused(supervisor, values):
    assert supervisor.post("/settings/objections", data=ANSWER | values).status_code == 422


@pytest.mark.parametrize("path", ["scripts", "questions", "objections"])
def test_a_wording_that_is_not_there_is_not_found_and_pages_are_cheap(supervisor, count_queries, path):
    assert supervisor.get(f"/settings/{path}/999999").status_code == 404
    supervisor.get(f"/settings/{path}")
    with count_queries() as counted:
        assert supervisor.get(f"/settings/{path}").status_code == 200
    assert counted.total <= 7
