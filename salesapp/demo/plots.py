"""What the demo company lived through, told in working days before today."""

from __future__ import annotations

from salesapp.demo.plot import Deal, Next, Paper, Plot, Talk, ThankYou

TO_PROPOSAL = (("need_confirmed", 24), ("proposal", 14))
TO_TABLE = (("need_confirmed", 34), ("proposal", 22), ("negotiation", 12))
TRIAL = (("need_confirmed", 52), ("proposal", 48), ("negotiation", 44))
LONG_AGO = (("need_confirmed", 62), ("proposal", 54), ("negotiation", 46))

PLOTS = (
    # ---------------------------------------------------------------------------- lin, 华东
    Plot(
        "suzhou",
        (Talk(58, 10, "visit", words=0), Talk(50, 14), Talk(38, 15, "visit", 1), Talk(16, 10, "visit", words=0, conclusion="up"),
         Talk(10, 15, person=1), Talk(5, 15, words=0, conclusion="up", comment="预算已明确，约副总"), Talk(2, 9, "wechat", words=7)),
        Next(0, 14, "演示排产方案"),
        deals=(
            Deal("排产试用", 58000, -20, 56, TRIAL, (4, 4, 4), "implementation"),
            Deal("排产与库存打通", 386000, 20, 16, (("need_confirmed", 12), ("proposal", 8), ("negotiation", 5)), (4, 4, 5),
                 need="排产和库存打通，一个月内上线"),
        ),
        papers=(Paper("handed_over", 40, 24, delivery="shipped", supplement=1), Paper("checklist", 4)),
        shared_with=(("he", "技术支持"),),
    ),
    Plot(
        "wuxi", (Talk(1, 10, "visit", words=2),), Next(3, 14, "带方案框架上门"), ThankYou(None), hours_ago=22,
        deals=(Deal("排产项目", 120000, 60, 0, (), (3, 3, 3), need="设备停机提前一周预警"),),
    ),
    Plot(
        "changzhou", (Talk(30, 9, "visit", words=6), Talk(17, 10), Talk(9, 14, "meeting", 1), Talk(3, 11, words=6, conclusion="up"),
                      Talk(1, 10, "wechat")),
        Next(0, 16, "确认上线切换方案"),
        deals=(Deal("质量追溯", 180000, 26, 20, (("need_confirmed", 6),), (4, 3, 4), need="按批次一键查到原料、工序和检验人"),),
    ),
    Plot(
        "nanjing", (Talk(80, 10, "meeting", words=5), Talk(46, 9, "visit", 1), Talk(28, 14, "meeting"), Talk(14, 10, conclusion="up"),
                    Talk(7, 15, words=7)),
        Next(-1, 10, "商务条款最后一轮"),
        deals=(Deal("二期", 520000, 12, 44, TO_TABLE, (5, 4, 5), need="各分厂数据打通，月报当天出"),), papers=(Paper("draft", 1),),
        shared_with=(("he", "技术支持"), ("fang", "分厂对接")),
    ),
    Plot(
        "yancheng", (Talk(40, 10, "meeting", words=3), Talk(29, 9), Talk(20, 14, "visit", 1), Talk(9, 10, conclusion="up"), Talk(2, 16)),
        Next(2, 10, "同步审批进度"),
        deals=(Deal("备品备件", 330000, 10, 38, TO_TABLE, (5, 4, 4)),), papers=(Paper("finance", 6),),
    ),
    Plot(
        "nantong", (Talk(33, 10, words=0), Talk(22, 9), Talk(12, 11, "wechat"), Talk(3, 14)), Next(7, 14, "看样板车间"),
        deals=(Deal("车间看板", 85000, 130, 30, (), (2, 2, 3)),),
    ),
    Plot(
        "jiangyin", (Talk(26, 10, "video", words=6), Talk(15, 15, "mail"), Talk(4, 15, "video", 1)), Next(9, 15, "Second demonstration"),
        deals=(Deal("MES phase two", 150000, 110, 24, (("need_confirmed", 14), ("proposal", 3)), (3, 3, 2),
                    need="One heat number through both systems"),),
    ),
    Plot("taicang", (Talk(2, 15, "visit", words=1),), Next(4, 10, "报价流程走查"), ThankYou(None, ("同行案例一份",)), hours_ago=30),
    Plot(
        "kunshan", (Talk(70, 10, "visit", words=0), Talk(55, 9), Talk(40, 14, "visit", 1), Talk(25, 10, conclusion="down")),
        Next(None, none_because="已选定其他供应商"),
        deals=(Deal("模具进度管理", 96000, -15, 66, (("need_confirmed", 50), ("proposal", 38)), (2, 3, 3),
                    ended=("lost", 22, "price", "对方报价低约一成，客户说“预算卡死了”")),),
    ),
    Plot(
        "wujiang", (Talk(60, 10, words=6), Talk(44, 10), Talk(31, 15, conclusion="down")), Next(None, none_because="明年再议"),
        deals=(Deal("色号管理", 78000, 150, 52, (("need_confirmed", 44),), (2, 2, 1), ended=("parked", 30, "budget", "预算推到明年三月")),),
    ),
    Plot(
        "zhangjiagang", (Talk(52, 10, "visit", words=4), Talk(41, 9), Talk(30, 10, "visit", 1), Talk(19, 14), Talk(8, 10), Talk(1, 15)),
        Next(1, 9, "交接资料补齐"),
        deals=(Deal("派车与回单", 246000, -2, 48, TO_TABLE, (5, 5, 4)),), papers=(Paper("signed", 10, 1),),
    ),
    Plot(
        "changshu", (Talk(66, 10, "meeting", words=3), Talk(50, 9), Talk(36, 10, "visit"), Talk(21, 14, person=1), Talk(7, 10)),
        Next(3, 14, "启动会"),
        deals=(Deal("门店补货", 298000, -9, 60, TO_TABLE, (5, 4, 4)),), papers=(Paper("half", 16, 6, supplement=1, drafted_only=True),),
    ),
    Plot(
        "long", (Talk(35, 10, "meeting", words=0), Talk(24, 9), Talk(11, 14, "visit", 1), Talk(6, 10)), Next(1, 10, "集成方案评审"),
        deals=(Deal("单据一次录入", 458000, 70, 32, TO_PROPOSAL, (3, 4, 3), "consulting"),),
    ),
    Plot(
        "rare", (Talk(45, 10, "visit", words=6), Talk(33, 9), Talk(21, 10, "visit", 1), Talk(6, 15, person=1)), Next(1, 15, "预约签约"),
        deals=(Deal("配方版本管理", 168000, 8, 42, TO_TABLE, (4, 5, 4)),), papers=(Paper("approved", 12),), leaves=(10, "龚䶮"),
    ),
    # --------------------------------------------------------------------------- fang, 华东
    Plot(
        "zhenjiang", (Talk(24, 10, "meeting", words=3), Talk(13, 9), Talk(4, 14)), Next(5, 9, "备件清单核对"),
        deals=(Deal("备件协同", 260000, 120, 20, (), (3, 2, 2)),),
    ),
    Plot(
        "taizhou", (Talk(38, 9, "visit", words=6), Talk(26, 10), Talk(11, 14, "meeting", 1), Talk(4, 10)), Next(3, 9, "审计追踪演示"),
        deals=(Deal("批次管理", 315000, 66, 34, (("need_confirmed", 11),), (4, 3, 3)),),
    ),
    Plot(
        "yangzhou", (Talk(42, 10, "visit", words=3), Talk(27, 9), Talk(14, 10, "visit", 1), Talk(4, 16)), Next(2, 10, "供应商试点名单"),
        deals=(Deal("供应商门户", 428000, 75, 38, (("need_confirmed", 26), ("proposal", 8)), (4, 3, 3)),),
    ),
    Plot(
        "xuzhou", (Talk(47, 10, words=4), Talk(32, 9, "visit"), Talk(18, 14, "meeting", 1), Talk(6, 10, conclusion="up"), Talk(1, 11)),
        Next(4, 9, "审批后约签"),
        deals=(Deal("售后工单", 90000, 16, 44, TO_TABLE, (4, 4, 4)),), papers=(Paper("submitted", 3),),
    ),
    Plot(
        "hefei", (Talk(75, 10, "meeting", words=2), Talk(52, 9, "visit"), Talk(30, 14, "meeting", 1), Talk(13, 10, conclusion="up"),
                  Talk(3, 15)),
        Next(1, 15, "总经理会面"),
        deals=(Deal("良率平台", 1280000, 18, 60, TO_TABLE, (5, 5, 4), "consulting"),), papers=(Paper("director", 8, deviation="客户集团统一规定，质保金 5%"),),
    ),
    Plot("wuhu", (Talk(6, 10, "visit", words=3),), Next(2, 14, "看仓库现场"), ThankYou(5)),
    Plot(
        "hangzhou", (Talk(72, 10, "meeting", words=5), Talk(58, 10), Talk(43, 10, conclusion="down")), Next(None, none_because="改为自研"),
        deals=(Deal("工时核算", 64000, -30, 66, (("need_confirmed", 56),), (2, 2, 2), ended=("lost", 40, "need_gone", "客户决定自己开发")),),
    ),
    Plot(
        "ningbo", (Talk(78, 10, "visit", words=2), Talk(60, 9), Talk(45, 14, "visit", 1), Talk(30, 10), Talk(9, 15, person=1)),
        Next(8, 10, "上线回访"),
        deals=(Deal("装机档案", 186000, -32, 72, LONG_AGO, (5, 4, 4)),), papers=(Paper("handed_over", 40, 30, delivery="accepted", supplement=5),),
    ),
    Plot(
        "jiaxing", (Talk(56, 10, words=1), Talk(41, 10)), Next(None, none_because="厂房搬迁，年后再联系"),
        deals=(Deal("改单同步", 72000, 120, 50, (), (2, 2, 2), ended=("parked", 38, "timing", "搬迁结束后重启")),),
    ),
    Plot(
        "shaoxing", (Talk(36, 10, "visit", words=2), Talk(24, 9), Talk(13, 14, person=1)), Next(-3, 9, "节能测算结果"),
        deals=(Deal("能耗监测", 210000, 40, 32, (("need_confirmed", 20),), (3, 3, 4)),),
    ),
    Plot(
        "shanghai", (Talk(50, 10, "meeting", words=1), Talk(37, 9), Talk(22, 10, person=1), Talk(9, 10, conclusion="up"), Talk(2, 14)),
        Next(1, 11, "条款修改确认"),
        deals=(Deal("报告流转", 560000, 14, 46, TO_TABLE, (5, 4, 4)),), papers=(Paper("returned", 9, deviation="客户集团统一文本"),),
    ),
    Plot(
        "jiading", (Talk(28, 10, "visit", words=6), Talk(15, 10), Talk(2, 10, conclusion="up")), Next(0, 17, "报价说明"),
        deals=(Deal("标定数据库", 134000, 24, 24, TO_PROPOSAL, (4, 4, 4)),),
    ),
    # --------------------------------------------------------------------------- chen, 华南
    Plot(
        "foshan", (Talk(90, 10, "meeting", words=5), Talk(64, 9, "visit"), Talk(48, 14, "meeting", 1), Talk(26, 10), Talk(5, 15)),
        Next(6, 10, "三期需求摸底"),
        deals=(Deal("备料计划", 680000, -18, 84, LONG_AGO, (5, 5, 5)), Deal("三期预研", 900000, 160, 5, (), (2, 3, 2), "consulting", agreed=False),
               Deal("备料计划首批", 86000, 9, 40, TO_TABLE, (5, 4, 5))),
        papers=(Paper("handed_over", 36, 18, delivery="late", kind="framework"), None, Paper("draft", 2, kind="calloff")),
    ),
    Plot(
        "dongguan", (Talk(62, 10, "visit", words=1), Talk(47, 9), Talk(31, 14, person=1), Talk(12, 10, conclusion="down")),
        Next(None, none_because="客户重组，项目取消"),
        deals=(Deal("计件工资", 88000, -8, 56, TO_TABLE, (4, 3, 3), ended=("lost", 10, "need_gone", "客户重组，项目取消")),), papers=(Paper("void", 14, note="客户重组，项目取消"),),
    ),
    Plot(
        "shenzhen", (Talk(32, 10, "visit", words=6), Talk(21, 9), Talk(12, 14, "meeting", 1), Talk(3, 10, conclusion="up")),
        Next(0, 15, "试产资料演示"),
        deals=(Deal("试产资料", 275000, 22, 28, TO_PROPOSAL, (4, 4, 5)),), shared_with=(("he", "技术支持"),),
    ),
    Plot(
        "guangzhou", (Talk(68, 10, "meeting", words=6), Talk(53, 9), Talk(38, 10, "visit", 1), Talk(24, 14), Talk(4, 10)),
        Next(1, 10, "补充开票资料"),
        deals=(Deal("温度追溯", 352000, -6, 62, TO_TABLE, (5, 4, 4)),), papers=(Paper("sent_back", 15, 4),),
    ),
    Plot("zhongshan", (Talk(98, 10, "visit", words=3), Talk(86, 10)), Next(None, none_because="负责人暂不考虑")),
    Plot(
        "zhuhai", (Talk(34, 10, words=6), Talk(20, 9), Talk(8, 10, person=1)), Next(1, 14, "追溯码试点"),
        deals=(Deal("器械追溯", 225000, 80, 30, (("need_confirmed", 18),), (3, 4, 3)),),
    ),
    Plot(
        "huizhou", (Talk(41, 10, "meeting", words=2), Talk(28, 9), Talk(15, 14, "visit", 1)), Next(-2, 16, "分选数据方案"),
        deals=(Deal("分选数据入库", 590000, 72, 36, TO_PROPOSAL, (4, 3, 3)),),
    ),
    Plot(
        "xiamen", (Talk(19, 10, "visit", words=1), Talk(8, 10)), Next(2, 9, "唛头模板确认"), ThankYou(40),
        deals=(Deal("出口唛头", 68000, 100, 15, (), (2, 3, 2)),),
    ),
    Plot(
        "nanning", (Talk(29, 10, "meeting", words=4), Talk(12, 9)), Next(1, 10, "榨季前排队方案"),
        deals=(Deal("入厂排队", 310000, 105, 24, (("need_confirmed", 10),), (3, 2, 3)),),
    ),
    Plot("changsha", (Talk(0, 9, "phone", words=3),), Next(3, 9, "发适配表样例"), ThankYou(None), hours_ago=3),
    Plot(
        "fuzhou", (Talk(65, 10, words=5), Talk(51, 10), Talk(39, 10, person=1, conclusion="down")), Next(None, none_because="预算取消"),
        deals=(Deal("租约提醒", 45000, -26, 58, (("need_confirmed", 48),), (1, 2, 2), ended=("lost", 36, "budget", "年度预算取消")),),
    ),
    Plot(
        "haikou", (Talk(23, 10, "visit", words=5), Talk(10, 10)), Next(4, 15, "门店价格样本"),
        deals=(Deal("集中采购", 175000, 140, 18, (), (2, 2, 2)),),
    ),
    # -------------------------------------------------------------------- the supervisors' own
    Plot(
        "wuhan", (Talk(84, 10, "meeting", words=2), Talk(49, 9), Talk(33, 10, "visit"), Talk(11, 15)), Next(5, 9, "维保续签"),
        deals=(Deal("维保续签", 120000, -28, 76, LONG_AGO, (5, 5, 4), "maintenance"),), papers=(Paper("handed_over", 38, 27, term=90),),
    ),
    Plot(
        "chengdu", (Talk(31, 10, "visit", words=6), Talk(19, 9, person=1), Talk(7, 10), Talk(1, 10, conclusion="up")), Next(0, 11, "适航资料演示"),
        deals=(Deal("适航资料汇总", 480000, 28, 26, TO_PROPOSAL, (4, 4, 4)),),
    ),
)  # fmt: skip
