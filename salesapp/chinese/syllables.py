"""Which three letters follow each other in readings, written as pinyin whatever is read.

Of a hundred thousand lines each of these stands in thousands, so that none of them tells a few records from the rest.
"""

from __future__ import annotations

import functools
import itertools

#: What may follow an initial.
_FINALS = {
    "": "a ai an ang ao e ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v ve",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo v ve",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}


@functools.cache
def readable() -> frozenset[str]:
    """Return the triples of letters that stand in a syllable, or where one follows another."""
    syllables = [initial + final for initial, finals in _FINALS.items() for final in finals.split()]
    found = {one[at : at + 3] for one in syllables for at in range(len(one) - 2)}
    found |= _joined({one[-2:] for one in syllables}, {one[0] for one in syllables})
    found |= _joined({one[-1:] for one in syllables}, {one[:2] for one in syllables})
    short = _joined({one for one in syllables if len(one) == 1}, {one[0] for one in syllables})
    return frozenset(
        piece for piece in found | _joined({one[-1:] for one in syllables}, short) if len(piece) == 3
    )


def _joined(before: set[str], behind: set[str]) -> set[str]:
    return {"".join(each) for each in itertools.product(before, behind)}
