"""Pinyin for searching: the whole reading and its initials, with the readings of surnames and places.

The dictionary behind it is large, so it is loaded on first use and not when a screen merely imports this.
"""

from __future__ import annotations

import functools
import itertools
import unicodedata
from collections.abc import Callable, Iterator, Sequence

#: Surnames that are read otherwise than the same character in running text.
SURNAMES = {
    "曾": "zeng", "单": "shan", "仇": "qiu", "查": "zha", "翟": "zhai", "解": "xie", "区": "ou",
    "任": "ren", "朴": "piao", "盖": "ge", "缪": "miao", "乐": "yue", "员": "yun", "黑": "he",
    "重": "chong", "秘": "bi", "冼": "xian", "折": "she", "隗": "wei", "尹": "yin", "召": "shao",
    "种": "chong", "车": "che", "尉": "wei", "句": "gou", "纪": "ji", "那": "na", "宁": "ning",
    "华": "hua", "令": "ling", "洗": "xian", "逄": "pang", "祭": "zhai", "繁": "po", "能": "nai",
    "葛": "ge", "覃": "qin", "牟": "mou", "俞": "yu", "晁": "chao", "柏": "bai", "训": "xun",
    "尉迟": "yu chi", "万俟": "mo qi", "澹台": "tan tai", "长孙": "zhang sun", "单于": "chan yu",
    "宰父": "zai fu", "令狐": "ling hu", "亓官": "qi guan", "鲜于": "xian yu", "皇甫": "huang fu",
}  # fmt: skip

#: Places and words of company names whose usual reading the dictionary misses.
PLACES = {
    "朝阳": "chao yang", "重庆": "chong qing", "六安": "lu an", "厦门": "xia men", "亳州": "bo zhou",
    "台州": "tai zhou", "丽水": "li shui", "蚌埠": "beng bu", "番禺": "pan yu", "乐清": "yue qing",
    "乐陵": "lao ling", "乐亭": "lao ting", "莘县": "shen xian", "莘庄": "xin zhuang", "铅山": "yan shan",
    "东阿": "dong e", "洪洞": "hong tong", "单县": "shan xian", "任丘": "ren qiu", "任县": "ren xian",
    "任泽": "ren ze", "涡阳": "guo yang", "歙县": "she xian", "黟县": "yi xian", "繁峙": "fan shi",
    "长垣": "chang yuan", "浚县": "xun xian", "中牟": "zhong mu", "武陟": "wu zhi", "荥阳": "xing yang",
    "荥经": "ying jing", "犍为": "qian wei", "筠连": "jun lian", "大埔": "da bu", "东莞": "dong guan",
    "长治": "chang zhi", "长沙": "chang sha", "长春": "chang chun", "长乐": "chang le", "长兴": "chang xing",
    "长丰": "chang feng", "长宁": "chang ning", "长葛": "chang ge", "长子": "zhang zi", "阆中": "lang zhong",
    "泌阳": "bi yang", "渑池": "mian chi", "柏乡": "bai xiang", "枞阳": "zong yang", "儋州": "dan zhou",
    "尉犁": "yu li", "尉氏": "wei shi", "车里": "che li", "桦甸": "hua dian", "珲春": "hun chun",
    "十里堡": "shi li pu", "十堰": "shi yan", "吴堡": "wu bu", "弋阳": "yi yang", "婺源": "wu yuan",
    "鄱阳": "po yang", "郫都": "pi du", "邛崃": "qiong lai", "什邡": "shi fang", "牟平": "mu ping",
    "莱芜": "lai wu", "莒县": "ju xian", "兖州": "yan zhou", "临朐": "lin qu", "监利": "jian li",
    "郧西": "yun xi", "秭归": "zi gui", "黄陂": "huang pi", "耒阳": "lei yang", "郴州": "chen zhou",
    "汨罗": "mi luo", "洪湖": "hong hu", "万载": "wan zai", "余干": "yu gan", "大城": "dai cheng",
    "蔚县": "yu xian", "井陉": "jing xing", "藁城": "gao cheng", "蠡县": "li xian", "张家口": "zhang jia kou",
    "吕梁": "lv liang", "隰县": "xi xian", "朔州": "shuo zhou", "会稽": "kuai ji", "会理": "hui li",
    "南召": "nan zhao", "嵊州": "sheng zhou", "鄞州": "yin zhou", "衢州": "qu zhou", "盱眙": "xu yi",
    "睢宁": "sui ning", "邗江": "han jiang", "甪直": "lu zhi", "浒墅关": "xu shu guan", "覃塘": "qin tang",
    "百色": "bai se", "博白": "bo bai", "阿勒泰": "a le tai", "阿克苏": "a ke su", "巴音郭楞": "ba yin guo leng",
    "喀什": "ka shi", "红河哈尼": "hong he ha ni", "筠州": "yun zhou", "宁蒗": "ning lang", "重工": "zhong gong",
    "长安": "chang an", "长城": "chang cheng", "长江": "chang jiang", "长虹": "chang hong", "银行": "yin hang",
    "音乐": "yin yue", "会计": "kuai ji", "调味": "tiao wei", "调度": "diao du", "传动": "chuan dong",
}  # fmt: skip

#: Signs of company names that people read either way; ``lv`` is typed ``lu`` too.
EITHER_WAY = {
    "长": "chang zhang", "重": "chong zhong", "乐": "le yue", "朝": "chao zhao", "盛": "sheng cheng", "晟": "sheng cheng",
    "行": "hang xing", "都": "du dou", "藏": "zang cang", "厦": "xia sha", "单": "dan shan", "曾": "zeng ceng", "会": "hui kuai",
    "传": "chuan zhuan", "谌": "chen shen", "凹": "ao wa", "调": "tiao diao", "参": "can shen", "宿": "su xiu",
    "莘": "xin shen", "尉": "wei yu", "盖": "gai ge", "石": "shi dan",
}  # fmt: skip

LONGEST_SURNAME = 2
MOST_READINGS = 6


@functools.lru_cache(maxsize=65536)
def is_han(character: str) -> bool:
    """Return whether a character is a Chinese one, in whichever block of Unicode it stands."""
    return (
        unicodedata.name(character, "").startswith(("CJK UNIFIED", "CJK COMPATIBILITY")) or character == "〇"
    )


@functools.lru_cache(maxsize=512)
def parts(text: str) -> tuple[tuple[str, bool], ...]:
    """Return the reading of a text: each Chinese character's with True, runs of letters and digits with False.

    Marks, blanks and brackets are left out; ``ü`` is written ``v``. A name is read several times while it is saved,
    so the last readings are kept.
    """
    found: list[tuple[str, bool]] = []
    for han, run in itertools.groupby(unicodedata.normalize("NFKC", text), key=is_han):
        piece = "".join(run)
        if han:
            found += [each for word in _words()(piece) for each in _reading(word)]
        else:
            found += [(kept, False) for kept in map(_kept, piece.split()) if kept]
    return tuple(found)


def full(text: str) -> str:
    """Return the whole reading without gaps: 苏州精密 → suzhoujingmi."""
    return "".join(reading for reading, _ in parts(text))


def readings(text: str) -> list[str]:
    """Return the whole readings of a text that somebody may type, the likeliest first: 长宏 is zhanghong and changhong."""
    read = [reading for reading, _ in parts(text)]
    signs = [c for c in unicodedata.normalize("NFKC", text) if is_han(c)]
    places = [i for i, (_reading, han) in enumerate(parts(text)) if han]
    found = ["".join(read)]
    for sign, i in zip(signs, places, strict=True):
        ways = (*EITHER_WAY.get(sign, "").split(), *([read[i].replace("v", "u")] if "v" in read[i] else []))
        found += ["".join((*read[:i], way, *read[i + 1 :])) for way in ways]
    return list(dict.fromkeys(found))[:MOST_READINGS]


def sort_key(text: str) -> str:
    """Return what puts names into the order of their reading, signs of one reading side by side: 苏州 before 无锡."""
    return " ".join(reading for reading, _ in parts(text)) + f" {text}"


def initials(text: str) -> str:
    """Return the first letters: 苏州精密 → szjm; letters and digits of other scripts stay whole."""
    return "".join(_first(part) for part in parts(text))


def readings_of_name(name: str) -> list[str]:
    """Return the readings of a person's name that somebody may type, the likeliest first.

    The surname is read as a surname; the first character's other readings follow, because 曾 and 单 are
    typed either way.
    """
    read = parts(name)
    if not read:
        return []
    length, surname = _surname(name, read)
    firsts = [surname, *(_heteronyms(name[0]) if length == 1 else ())]
    rest = "".join(reading for reading, _ in read[length:])
    return list(dict.fromkeys(first.replace(" ", "") + rest for first in firsts))[:MOST_READINGS]


def initials_of_name(name: str) -> list[str]:
    """Return the initials of a person's name, for each reading of the surname."""
    read = parts(name)
    if not read:
        return []
    length, surname = _surname(name, read)
    if not read[0][1]:
        return ["".join(_first(part) for part in read)]
    firsts = {"".join(s[0] for s in surname.split())}
    firsts |= {reading[0] for reading in _heteronyms(name[0])} if length == 1 else set()
    rest = "".join(_first(part) for part in read[length:])
    return sorted(first + rest for first in firsts)


def _first(part: tuple[str, bool]) -> str:
    reading, han = part
    return reading[0] if han else reading


def _surname(name: str, read: Sequence[tuple[str, bool]]) -> tuple[int, str]:
    """Return how many characters the surname has, and its reading."""
    for length in range(LONGEST_SURNAME, 0, -1):
        if name[:length] in SURNAMES:
            return length, SURNAMES[name[:length]]
    return 1, read[0][0]


@functools.lru_cache(maxsize=32768)
def _reading(word: str) -> tuple[tuple[str, bool], ...]:
    """Return the reading of each sign of a word; most words of names are read again and again."""
    return tuple((kept, True) for kept in map(_kept, _reader()(word)) if kept)


def _kept(item: str) -> str:
    return "".join(c for c in item.lower() if c.isalnum())


@functools.cache
def _reader() -> Callable[[str], list[str]]:
    from pypinyin import Style, constants, lazy_pinyin, load_phrases_dict

    load_phrases_dict({word: [[s] for s in reading.split()] for word, reading in PLACES.items()})
    _share(constants.PHRASES_DICT)
    return functools.partial(lazy_pinyin, style=Style.NORMAL)


def _share(phrases: dict[str, list[list[str]]]) -> None:
    """Let the phrases have one list for each reading: the dictionary comes with one for each sign, in thirty megabytes."""
    known: dict[tuple[str, ...], list[str]] = {}
    for readings in phrases.values():
        readings[:] = [known.setdefault(tuple(reading), reading) for reading in readings]


@functools.cache
def _words() -> Callable[[str], Iterator[str]]:
    from pypinyin.seg import mmseg

    _reader()  # the places are words from now on
    return mmseg.seg.cut


@functools.lru_cache(maxsize=4096)
def _heteronyms(character: str) -> tuple[str, ...]:
    if not is_han(character):
        return ()
    from pypinyin import Style, pinyin

    return tuple(dict.fromkeys(pinyin(character, style=Style.NORMAL, heteronym=True)[0]))
