"""Cut a line of an answer into its bold parts and the rest, for every form it is shown in."""

import re
from collections.abc import Iterable

# A figure or a Latin word would be cut in two by a part that begins or ends inside it.
_WHOLE = re.compile("[0-9a-zA-Z]")
_BEFORE = r"(?<![0-9a-zA-Z])(?<![0-9]\.)"
_AFTER = r"(?!\.?[0-9a-zA-Z])"


def emphasized(text: str, parts: Iterable[str]) -> list[tuple[str, bool]]:
    """Return `text` as (piece, whether it is bold), in order, none empty.

    A part is bold wherever it stands whole: 5 is not bold in 15 or 5.2. Of parts one inside
    another the longer is bold; parts right behind one another are one piece.
    """
    wanted = sorted(filter(None, parts), key=len, reverse=True)
    if not wanted or not text:
        return [(text, False)] if text else []
    found = re.compile(f"(?:{'|'.join(map(_whole, wanted))})+")
    pieces, last = [], 0
    for match in found.finditer(text):
        pieces += [(text[last : match.start()], False), (match[0], True)]
        last = match.end()
    return [piece for piece in (*pieces, (text[last:], False)) if piece[0]]


def _whole(part: str) -> str:
    """Return a pattern for a part where nothing of what it begins or ends with goes on."""
    before = _BEFORE if _WHOLE.match(part[0]) else ""
    after = _AFTER if _WHOLE.match(part[-1]) else ""
    return f"{before}{re.escape(part)}{after}"
