"""Names that sound true and belong to nobody: masked the way the guide masks them."""

from __future__ import annotations

from random import Random

from salesapp.chinese import credit_codes as credit_code

#: (place, region code, area code)
PLACES = (
    ("苏州", "320506", "0512"), ("无锡", "320211", "0510"), ("常州", "320411", "0519"), ("南京", "320115", "025"),
    ("南通", "320612", "0513"), ("上海浦东", "310115", "021"), ("上海嘉定", "310114", "021"), ("杭州", "330110", "0571"),
    ("宁波", "330212", "0574"), ("嘉兴", "330402", "0573"), ("绍兴", "330602", "0575"), ("合肥", "340111", "0551"),
    ("芜湖", "340207", "0553"), ("福州", "350104", "0591"), ("厦门", "350203", "0592"), ("济南", "370102", "0531"),
    ("青岛", "370214", "0532"), ("广州", "440112", "020"), ("深圳南山", "440305", "0755"), ("深圳宝安", "440306", "0755"),
    ("佛山", "440605", "0757"), ("东莞", "441900", "0769"), ("中山", "442000", "0760"), ("珠海", "440402", "0756"),
    ("惠州", "441302", "0752"), ("长沙", "430104", "0731"), ("武汉", "420111", "027"), ("成都", "510107", "028"),
    ("重庆", "500112", "023"), ("西安", "610113", "029"), ("郑州", "410105", "0371"), ("天津", "120116", "022"),
    ("北京海淀", "110108", "010"), ("北京朝阳", "110105", "010"), ("大连", "210211", "0411"), ("沈阳", "210112", "024"),
    ("南宁", "450103", "0771"), ("昆明", "530102", "0871"), ("贵阳", "520115", "0851"), ("南昌", "360111", "0791"),
)  # fmt: skip
#: (what a company does, as its name says it; division of GB/T 4754)
TRADES = (
    ("精密制造", "C34"), ("精密机械", "C34"), ("自动化设备", "C35"), ("电子科技", "C39"), ("智能科技", "I65"),
    ("信息科技", "I65"), ("软件技术", "I65"), ("网络科技", "I64"), ("新材料科技", "C26"), ("环保科技", "N77"),
    ("生物科技", "C27"), ("医疗科技", "C35"), ("食品", "C14"), ("包装", "C22"), ("纺织", "C17"),
    ("汽车零部件", "C36"), ("五金制品", "C33"), ("塑胶制品", "C29"), ("物流", "G54"), ("供应链管理", "L72"),
    ("仓储服务", "G59"), ("建设工程", "E47"), ("装饰工程", "E50"), ("商贸", "F51"), ("机电设备", "F51"),
    ("酒店管理", "H61"), ("教育科技", "P83"), ("检测技术", "M74"), ("能源科技", "D44"), ("光电科技", "C39"),
)  # fmt: skip
MARKS = (
    "华宏盛锦瑞恒德信诚嘉泰康美丰源通达联创新远景明辉光耀星辰海天云龙腾飞鹏翔安宁福祥和顺兴旺昌隆裕富金银铜铁石磊山川江河湖洋林森木"
    "松柏梅兰竹菊春夏秋冬东南西北中正大方圆高长久永元亨利贞乾坤日月博雅文武智勇仁义礼乐致维科友亚太欧普"
)
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕"
    "丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严"
)
POSTS = (
    ("采购经理", "采购部"), ("生产总监", "生产部"), ("信息主管", "信息部"), ("总经理", "总经办"), ("财务经理", "财务部"),
    ("行政主管", "行政部"), ("技术总监", "技术部"), ("副总经理", "总经办"), ("设备主管", "设备部"), ("质量经理", "质量部"),
    ("项目经理", "项目部"), ("运营总监", "运营部"),
)  # fmt: skip

#: Where the firms and people of the stories begin: beyond what any volume reaches.
STORY_CODES, STORY_MOBILES = 8_000_000, 900_000_000
_SPACE = len(PLACES) * len(TRADES) * len(MARKS) ** 2
_STEP = 9_303_143  # shares no factor with the number of names: walks through all before one comes again


def company(number: int) -> tuple[str, str, tuple[str, str, str], tuple[str, str]]:
    """Return the so-many-th company: full name, short name, place, trade. Fifteen million are all different."""
    rest, place = divmod(number * _STEP % _SPACE, len(PLACES))
    rest, trade = divmod(rest, len(TRADES))
    first, second = divmod(rest, len(MARKS))
    where, what = PLACES[place], TRADES[trade]
    mark = f"{MARKS[first]}{MARKS[second]}某"
    return f"{where[0]}{mark}{what[0]}有限公司", f"{where[0]}{mark}", where, what


def person(random: Random) -> str:
    """Return somebody's masked name."""
    return random.choice(SURNAMES) + "*"


def mobile(number: int) -> str:
    """Return the so-many-th mobile number; the people of the stories count from :data:`STORY_MOBILES`."""
    return f"+8619{number % 1_000_000_000:09d}"


def code(region: str, number: int) -> str:
    """Return the so-many-th credit code, both check signs right; the firms of the stories count from :data:`STORY_CODES`."""
    block, rest = divmod(number, 1_000_000)
    body = f"M{'ABCDEFGHJ'[block]}{rest:06d}"
    seventeen = f"91{region}{body}{credit_code.body_check_sign(body)}"
    return seventeen + credit_code.check_sign(seventeen)
