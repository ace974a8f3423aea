"""The customers of the demo company: masked the way the guide masks them, each with its people."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Somebody at a customer."""

    name: str
    title: str
    department: str
    role: str = "influencer"
    salutation: str = "mr"


@dataclass(frozen=True)
class Company:
    """A customer before it is registered."""

    key: str
    full_name: str
    short_name: str
    industry: str
    region: str
    size: str
    headcount: int
    revenue: int  # 万元 a year
    owner: str
    source: str
    source_note: str
    pain: str
    people: tuple[Person, ...]
    products: str = "电子表格，无系统"
    budget: str = "30–50 万元，春节前"
    chain: str = "使用部门提出，采购选型，副总批准"


def _p(name: str, title: str, department: str, role: str = "influencer", salutation: str = "mr") -> Person:
    return Person(name, title, department, role, salutation)


FAIR, REFERRAL = "某某装备展", "老客户周*介绍"

COMPANIES = {
    company.key: company
    for company in (
        # ------------------------------------------------------------------ lin, 华东
        Company("suzhou", "苏州某某精密制造有限公司", "苏州某某精密", "C34", "320506", "medium", 320, 8000, "lin", "fair", FAIR,
                "交货常拖一周，插单后缺料", (_p("周*", "采购经理", "采购部"), _p("钱*", "信息主管", "信息部", "user"),
                                            _p("沈*", "副总经理", "总经办", "decider"))),
        Company("wuxi", "无锡某某机电设备有限公司", "无锡某某机电", "C35", "320211", "small", 120, 3600, "lin", "fair", FAIR,
                "设备停机没有预警，备件要等两周", (_p("吴*", "设备主管", "设备部", "user"), _p("冯*", "总经理", "总经办", "decider"))),
        Company("changzhou", "常州某某电子科技有限公司", "常州某某电子", "C39", "320411", "medium", 460, 12000, "lin", "referral",
                REFERRAL, "批次追溯要翻两天资料", (_p("沈*", "质量经理", "质量部"), _p("韩*", "生产总监", "生产部", "decider"))),
        Company("nanjing", "南京某某集团股份有限公司", "南京某某集团", "C34", "320115", "large", 2400, 96000, "lin", "repeat", "一期续建",
                "各分厂数据不通，月报要做一周", (_p("唐*", "总经理", "总经办", "decider"), _p("姜*", "信息总监", "信息部"),
                                                _p("戚*", "财务总监", "财务部", "gatekeeper", "ms")), "本公司一期系统", "60 万元，本年预算"),
        Company("yancheng", "盐城某某新能源有限公司", "盐城某某新能源", "D44", "320902", "medium", 280, 15000, "lin", "tender", "公开招标",
                "备品备件账实不符，停机等件", (_p("赵*", "采购经理", "采购部", "influencer", "ms"), _p("孙*", "运维总监", "运维部", "decider"))),
        Company("nantong", "南通某某纺织有限公司", "南通某某纺织", "C17", "320612", "small", 210, 5200, "lin", "database", "企业数据库",
                "车间进度靠喊，交期说不准", (_p("顾*", "生产厂长", "生产部", "user"),)),
        Company("jiangyin", "Jiangyin Sample Steel Co., Ltd.", "Jiangyin Sample Steel", "C31", "320281", "large", 1500, 88000, "lin",
                "online", "website enquiry", "Heat numbers get lost between two systems",
                (_p("Mr. Lee", "IT Manager", "IT", "user"), _p("Ms. Ong", "Plant Director", "Operations", "decider", "ms")),
                "an MES of another maker", "CNY 150,000, next year", "IT proposes, plant director decides"),
        Company("taicang", "太仓某某包装有限公司", "太仓某某包装", "C22", "320585", "small", 90, 2100, "lin", "cold_visit", "园区走访",
                "报价三天出不来", (_p("邹*", "总经理", "总经办", "decider"),)),
        Company("kunshan", "昆山某某模具有限公司", "昆山某某模具", "C35", "320583", "small", 75, 1800, "lin", "referral", "客户沈*介绍",
                "模具进度不透明", (_p("柏*", "项目经理", "项目部"), _p("水*", "总经理", "总经办", "decider"))),
        Company("wujiang", "苏州吴江某某丝绸有限公司", "吴江某某丝绸", "C17", "320509", "small", 160, 4300, "lin", "fair", FAIR,
                "色号管理混乱，返工多", (_p("窦*", "质量主管", "质量部", "user", "ms"),)),
        Company("zhangjiagang", "张家港某某物流有限公司", "张家港某某物流", "G54", "320582", "medium", 340, 9800, "lin", "online", "官网表单",
                "派车靠微信群，回单收不齐", (_p("章*", "运营总监", "运营部", "decider"), _p("云*", "调度主管", "调度室", "user"))),
        Company("changshu", "常熟某某服饰有限公司", "常熟某某服饰", "C18", "320581", "medium", 520, 13000, "lin", "repeat", "老客户复购",
                "门店补货慢，断码多", (_p("苏*", "商品总监", "商品部", "decider", "ms"), _p("潘*", "信息主管", "信息部", "user"))),
        Company("long", "江苏某某精密智能装备制造与工业互联网系统集成技术研究开发（苏州工业园区）股份有限公司第一分公司",
                "江苏某某精密智能装备（园区一分）", "C35", "320506", "medium", 380, 16000, "lin", "tender", "邀请招标",
                "系统多，同一张单要录三遍", (_p("欧阳**", "信息总监", "信息部", "decider"), _p("阿依古丽·买**", "实施主管", "信息部", "user", "ms"))),
        Company("rare", "苏州𬭎某半导体有限公司", "苏州𬭎某", "C39", "320505", "small", 140, 7600, "lin", "fair", "某某半导体展",
                "设备配方版本多，用错过一次", (_p("龚䶮", "工艺经理", "工艺部"), _p("石*", "总经理", "总经办", "decider"))),
        # ----------------------------------------------------------------- fang, 华东
        Company("zhenjiang", "镇江某某船舶配套有限公司", "镇江某某船舶", "C37", "321102", "medium", 410, 18000, "fang", "tender", "公开招标",
                "备件协同靠邮件，版本对不上", (_p("徐*", "采购经理", "采购部"), _p("鲍*", "总工程师", "技术部", "decider"))),
        Company("taizhou", "泰州某某制药有限公司", "泰州某某制药", "C27", "321202", "medium", 620, 32000, "fang", "referral", "客户史*介绍",
                "批记录纸质归档，审计前通宵找", (_p("韩*", "信息主管", "信息部", "user"), _p("史*", "质量总监", "质量部", "decider", "ms"))),
        Company("yangzhou", "扬州某某汽车零部件有限公司", "扬州某某汽配", "C36", "321012", "medium", 550, 21000, "fang", "fair", FAIR,
                "供应商到货不准，产线待料", (_p("陈*", "供应链总监", "供应链", "decider"), _p("费*", "计划主管", "计划部", "user"))),
        Company("xuzhou", "徐州某某机械有限公司", "徐州某某机械", "C35", "320302", "large", 1800, 72000, "fang", "database", "企业数据库",
                "售后工单分散，重复上门", (_p("王*", "服务经理", "服务部"), _p("岑*", "副总经理", "总经办", "decider"))),
        Company("hefei", "合肥某某显示技术有限公司", "合肥某某显示", "C39", "340111", "large", 3200, 150000, "fang", "online", "官网表单",
                "良率数据第二天才出", (_p("薛*", "工程经理", "工程部", "user"), _p("雷*", "厂长", "制造部", "decider"))),
        Company("wuhu", "芜湖某某食品有限公司", "芜湖某某食品", "C14", "340207", "medium", 430, 14000, "fang", "fair", "某某食品展",
                "保质期批次管理靠人记", (_p("贺*", "仓储经理", "仓储部", "user"),)),
        Company("hangzhou", "杭州某某信息技术有限公司", "杭州某某信息", "I65", "330110", "small", 85, 3900, "fang", "referral", "渠道伙伴介绍",
                "项目工时对不上合同", (_p("倪*", "运营总监", "运营部", "decider", "ms"),)),
        Company("ningbo", "宁波某某注塑机有限公司", "宁波某某注塑", "C35", "330212", "medium", 690, 28000, "fang", "cold_visit", "园区走访",
                "装机记录不全，质保扯皮", (_p("汤*", "服务总监", "服务部", "decider"), _p("滕*", "备件主管", "服务部", "user"))),
        Company("jiaxing", "嘉兴某某家居有限公司", "嘉兴某某家居", "C21", "330402", "small", 180, 4600, "fang", "database", "企业数据库",
                "定制单改单多，车间不知道", (_p("殷*", "生产经理", "生产部"),)),
        Company("shaoxing", "绍兴某某印染有限公司", "绍兴某某印染", "C17", "330602", "medium", 360, 11000, "fang", "fair", FAIR,
                "能耗按月抄表，找不到浪费", (_p("罗*", "设备经理", "设备部", "user"), _p("毕*", "总经理", "总经办", "decider"))),
        Company("shanghai", "上海某某检测技术有限公司", "上海某某检测", "M74", "310115", "medium", 260, 9200, "fang", "online", "搜索广告",
                "报告流转慢，客户催单多", (_p("郝*", "实验室主任", "实验室", "decider", "ms"), _p("邬*", "信息专员", "信息部", "user"))),
        Company("jiading", "上海嘉定某某传感器有限公司", "嘉定某某传感", "C40", "310114", "small", 130, 5800, "fang", "referral", "客户郝*介绍",
                "标定数据散在各台电脑", (_p("安*", "技术总监", "技术部", "decider"),)),
        # ----------------------------------------------------------------- chen, 华南
        Company("foshan", "佛山某某家电有限公司", "佛山某某家电", "C38", "440605", "large", 2100, 98000, "chen", "repeat", "二期项目",
                "备料计划和销售预测脱节", (_p("常*", "计划总监", "计划部", "decider"), _p("乐*", "信息经理", "信息部", "user"))),
        Company("dongguan", "东莞某某五金制品有限公司", "东莞某某五金", "C33", "441900", "small", 230, 6400, "chen", "cold_visit", "园区走访",
                "计件工资月底才算得清", (_p("于*", "厂长", "生产部", "decider"), _p("时*", "文员", "行政部", "gatekeeper", "ms"))),
        Company("shenzhen", "深圳某某智能科技有限公司", "深圳某某智能", "C39", "440305", "medium", 300, 16000, "chen", "online", "官网表单",
                "新品试产资料版本乱", (_p("傅*", "研发总监", "研发部", "decider"), _p("皮*", "项目经理", "项目部", "coach"))),
        Company("guangzhou", "广州某某冷链物流有限公司", "广州某某冷链", "G59", "440112", "medium", 480, 17000, "chen", "tender", "邀请招标",
                "温度记录事后补，客户不认", (_p("卞*", "质量经理", "质量部", "influencer", "ms"), _p("齐*", "总经理", "总经办", "decider"))),
        Company("zhongshan", "中山某某灯饰有限公司", "中山某某灯饰", "C38", "442000", "small", 150, 4100, "chen", "fair", "某某灯饰展",
                "SKU 太多，常发错货", (_p("康*", "仓库主管", "仓储部", "user"),)),
        Company("zhuhai", "珠海某某医疗器械有限公司", "珠海某某医疗", "C35", "440402", "medium", 270, 13000, "chen", "referral", "客户傅*介绍",
                "唯一标识追溯靠表格", (_p("伍*", "注册经理", "法规部"), _p("余*", "总经理", "总经办", "decider", "ms"))),
        Company("huizhou", "惠州某某电池有限公司", "惠州某某电池", "C38", "441302", "large", 1600, 65000, "chen", "database", "企业数据库",
                "电芯分选数据不入库", (_p("元*", "工艺总监", "工艺部", "decider"), _p("卜*", "信息主管", "信息部", "user"))),
        Company("xiamen", "厦门某某卫浴有限公司", "厦门某某卫浴", "C30", "350203", "medium", 390, 12500, "chen", "fair", FAIR,
                "出口订单唛头常出错", (_p("顾*", "外贸经理", "外贸部", "user", "ms"), _p("孟*", "副总经理", "总经办", "decider"))),
        Company("nanning", "南宁某某糖业有限公司", "南宁某某糖业", "C13", "450103", "large", 1300, 52000, "chen", "tender", "公开招标",
                "榨季排队，车辆等一天", (_p("平*", "生产厂长", "生产部", "decider"),)),
        Company("changsha", "长沙某某工程机械配件有限公司", "长沙某某工程机械配件", "C35", "430104", "small", 110, 3300, "chen", "referral", "渠道伙伴介绍",
                "配件查不到适配机型", (_p("黄*", "销售经理", "销售部"),)),
        Company("fuzhou", "福州某某软件园运营管理有限公司", "福州某某软件园", "K70", "350104", "small", 60, 2800, "chen", "online", "官网表单",
                "租约到期靠人提醒", (_p("和*", "招商经理", "招商部", "user", "ms"), _p("穆*", "总经理", "总经办", "decider"))),
        Company("haikou", "海口某某酒店管理有限公司", "海口某某酒店", "H61", "460106", "medium", 420, 9900, "chen", "cold_visit", "商会活动",
                "各店采购价差异大", (_p("萧*", "采购总监", "采购部", "decider"),)),
        # --------------------------------------------- shared by the teams, owned by the supervisor
        Company("wuhan", "武汉某某光电有限公司", "武汉某某光电", "C39", "420111", "medium", 580, 26000, "xu", "repeat", "老客户复购",
                "维保到期没人跟", (_p("尹*", "设备总监", "设备部", "decider"), _p("姚*", "采购主管", "采购部"))),
        Company("chengdu", "成都某某航空部件有限公司", "成都某某航空部件", "C37", "510107", "medium", 330, 19000, "ma", "tender", "邀请招标",
                "适航资料要人工汇总", (_p("邵*", "质量总监", "质量部", "decider"), _p("湛*", "信息主管", "信息部", "user"))),
    )
}  # fmt: skip
