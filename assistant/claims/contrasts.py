"""A qualifier of a claim that is one of a contrasting set, where a text has another one."""

import re
from collections.abc import Sequence

from assistant.language.clauses import clause_of, statement_of
from assistant.language.normalize import pattern, wording
from index.quantities import Quantity

_OR_OTHERS = re.compile("及?以[上下]|或")


def contrasted_at(asked: str, figure: Quantity, text: str, around: str) -> tuple[str, str] | None:
    """Return the qualifier by which a figure is claimed of something else than it is of (女生, of
    男生), and the one that its clause has instead; of how something is done (一次性), the one of
    its statement (分5年). None where the claimed one stands in what is `around`, too."""
    contrasts = wording()["contrast"]
    own = (clause_of(figure, text).lower(), statement_of(figure, text).lower())
    for said, sets in zip(own, (contrasts["sets"], contrasts["manners"]), strict=True):
        for kinds in sets:
            if found := _contrast(asked, said, around, kinds):
                return found
    return None


def _contrast(asked: str, own: str, around: str, kinds: Sequence[str]) -> tuple[str, str] | None:
    claimed = [found for kind in kinds if (found := pattern(kind).search(asked))]
    stated = [found for kind in kinds if (found := pattern(kind).search(own))]
    if len(claimed) != 1 or len(stated) != 1 or _OR_OTHERS.match(own, stated[0].end()):
        return None
    kind = next(kind for kind in kinds if pattern(kind).search(asked))
    return None if pattern(kind).search(around) else (claimed[0][0], stated[0][0])
