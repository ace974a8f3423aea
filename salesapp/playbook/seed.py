"""What the playbook says before a team words it for itself: dictionaries, scripts, questions, answers.

Written for this product; it takes the guide's structure, not its sentences (R72).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from salesapp.db import db, touch_config
from salesapp.playbook import queries
from salesapp.playbook.models import DictionaryEntry, ObjectionAnswer, ScriptTemplate, SpinQuestion
from salesapp.web import cache

#: (kind, name, subject, body)
SCRIPTS = (
    (
        "call_opening", "首次电话开场", None,
        "{称谓}您好，我是{我方公司}的{我方姓名}。我们一直在做{行业领域}这一块，最近帮一家和贵司规模相近的企业{利益点}。"
        "想占用您两分钟，了解一下贵司目前是怎么做的，看看有没有值得参考的地方，您现在方便吗？\n\n"
        "（对方不便时）那我换个时间，{下次时间}给您打过来可以吗？",
    ),
    (
        "mail", "首次邮件", "{客户名称}：同行是怎样{利益点}的",
        "{称谓}：\n\n您好！我是{我方公司}的{我方姓名}，主要服务{行业领域}的企业。\n\n"
        "写信是因为我们刚为一家同行{利益点}，过程中踩过的坑、花的时间和最后的数据都整理成了一页纸，想请您看看对贵司有没有用。\n\n"
        "如果您愿意，我想约 20 分钟电话，先听您讲讲现在的做法。{下次时间}您方便吗？不方便的话，请回一个合适的时间即可。\n\n"
        "{我方姓名}\n{我方电话}",
    ),
    (
        "visit_booking", "预约拜访", "约{下次时间}拜访",
        "{称谓}您好，上次您提到{需求}，我们按这个情况准备了一份初步方案和两份同行案例。"
        "想{下次时间}到贵司当面向您汇报，大约 40 分钟，主要谈：\n"
        "1. 核对我们对现状的理解；\n2. {下次事项}；\n3. 商定下一步由谁、在什么时候做什么。\n"
        "您看时间是否合适？还需要请哪位同事一起参加？",
    ),
    (
        "thank_you", "首次沟通感谢邮件", "感谢您的时间，附上约定的资料",
        "{称谓}：\n\n您好！感谢您{沟通时间}抽时间与我沟通。\n\n"
        "我记下的要点是：{需求}。如有理解不准的地方，请您直接指正。\n\n"
        "当时答应您的资料随信附上：\n{承诺事项}\n\n"
        "我们约好{下次时间}再联系，届时{下次事项}。之前有任何问题，请随时找我。\n\n"
        "{我方公司} {我方姓名}\n{我方电话}",
    ),
    (
        "quarterly", "季度资料确认", "请您核对一下我们登记的联系资料",
        "{称谓}您好，我是{我方公司}的{我方姓名}。为了不打错电话、寄错资料，我们每季度和您核对一次：\n"
        "1. 贵司的部门和负责人最近有没有调整？\n2. 我们登记的电话、邮箱、收件地址还对吗？\n3. 开票资料有没有变化？\n"
        "都没有变化的话，回复“无变化”即可。谢谢！",
    ),
    (
        "greeting", "节日问候", None,
        "{称谓}，{节日}将至，祝您和家人身体健康、诸事顺遂！感谢您一直以来对我们工作的支持。"
        "{我方公司} {我方姓名} 敬上\n（不想收到问候，回复“退订”即可。）",
    ),
    (
        "objection", "先认同，再用数据说话", None,
        "您的顾虑我理解，换作是我也会先问清楚这一点。\n"
        "我们把同类客户上线前后的数据放在一起看过：{利益点}。我把算法和原始数据一并给您，您可以按贵司的数再算一遍。\n"
        "如果算下来仍不划算，我们就不推进；如果划算，我们再谈怎样把风险降到最低，您看这样可以吗？",
    ),
)  # fmt: skip

SPIN = {
    "S": (
        "目前这项工作由哪个部门负责，从头到尾要经过哪几步？",
        "现在用的是什么系统或表格，用了多久？",
        "一个月大概要处理多少单，忙的时候和闲的时候差多少？",
        "这件事由哪几位一起决定，预算从哪里出？",
    ),
    "P": (
        "这个流程里，哪一步最容易出错或卡住？",
        "最近一次没按时交付，是什么原因造成的？",
        "现有做法里，您和同事抱怨最多的是什么？",
        "之前试过哪些办法，为什么没有解决？",
    ),
    "I": (
        "卡住一次，交期一般会拖后几天？一个月发生几次？",
        "折算下来，返工、加班和赔付一年大约要花多少钱？",
        "客户因此投诉或减单的情况多吗？",
        "如果维持现状，明年订单增长后会怎样？",
    ),
    "N": (
        "如果交期能提前三天确定，对您接单有什么帮助？",
        "这件事解决以后，您最希望先看到哪个数字变化？",
        "要让老板点头，方案里必须有哪几样东西？",
        "最晚什么时候要用起来，是什么决定了这个时间？",
    ),
}

#: (kind, method, objection, answer)
OBJECTIONS = (
    (
        "price", "data", "价格比我们预想的高。",
        "预算紧是实情，我们先不谈降价，先把账算清：按您说的每月返工次数和单次成本，一年损失约是多少；上线后同类客户平均降了多少。"
        "两个数一减就是投入的回收期。若回收期超过您能接受的时间，我们再看分期或先上一个模块。",
    ),
    (
        "price", "case", "能不能再便宜一点？",
        "可以谈的是范围和付款方式。某某机电当初也有同样的考虑，他们先上了排产一个模块，三个月见效后再扩展，总投入没有增加，风险小了很多。"
        "我把他们的分步计划发您参考。",
    ),
    (
        "competitor", "data", "另一家报价低两成。",
        "多比较是应该的。我们列了一张对照表：包含的内容、实施人天、三年内的维护费、数据归谁、延期怎么赔。"
        "请您把对方的数也填进去，按三年总费用来比；我们没有的，我会如实标出来。",
    ),
    (
        "timing", "trial", "今年先不考虑，明年再说。",
        "时间由您定。只有一件事建议现在就做：用两周时间拿一条产线的数据试算，不收费、不影响生产。"
        "这样明年做预算时您手里已经有自己的数字，而不是我们的。",
    ),
    (
        "process", "third_party", "这事我说了不算，要上会。",
        "明白。为了让您上会时省力，我准备一页纸：现状损失、方案要点、投入与回收、同行证明。"
        "会上可能会问到的问题和数据出处也附在后面。需要我到场答疑，随时可以。",
    ),
    (
        "trust", "case", "没听说过你们，怕做不下来。",
        "担心是对的，选错了要返工的是贵司。我安排您和两家同行业的客户直接通电话，不由我们陪同；"
        "合同里按里程碑付款，验收不过不付下一笔。",
    ),
    (
        "delivery", "third_party", "怕上线影响生产。",
        "生产不能停是底线。我们的做法是先并行两周，新旧两套数据每天核对，差异低于约定值才切换；"
        "切换放在周末，附有回退步骤。某某电子的切换记录可以给您看。",
    ),
)  # fmt: skip


def fill(*, at: datetime) -> int:
    """Write what is missing wholly: a table that holds anything is left alone.

    Returns how many rows were written.
    """
    rows: list[object] = []
    if _empty(DictionaryEntry.id):
        rows += _dictionaries()
    if _empty(ScriptTemplate.id):
        rows += [
            ScriptTemplate(kind=kind, name=name, subject=subject, body=body, changed_at=at)
            for kind, name, subject, body in SCRIPTS
        ]
    if _empty(SpinQuestion.id):
        rows += [
            SpinQuestion(part=part, question=question, position=position)
            for part, questions in SPIN.items()
            for position, question in enumerate(questions, 1)
        ]
    if _empty(ObjectionAnswer.id):
        rows += [
            ObjectionAnswer(kind=kind, method=method, objection=objection, answer=answer, position=position)
            for position, (kind, method, objection, answer) in enumerate(OBJECTIONS, 1)
        ]
    if rows:
        db.session.add_all(rows)
        db.session.flush()
        touch_config()
        cache.forget()
    return len(rows)


def _empty(column: InstrumentedAttribute) -> bool:
    return db.session.scalar(select(column).limit(1)) is None


def _dictionaries() -> list[DictionaryEntry]:
    return [
        DictionaryEntry(dictionary=key, code=code, label=label, position=position)
        for key, labels in queries.first_labels().items()
        for position, (code, label) in enumerate(labels.items(), 1)
    ]
