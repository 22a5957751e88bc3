"""Whether a text has a name that begins or ends with a number: 8号线 is no part of 18号线."""

import re
from functools import lru_cache


def has_name(name: str, text: str) -> bool:
    """Whether a text has a name, and not only within one with a longer number."""
    return find_name(name, text) >= 0


def find_name(name: str, text: str) -> int:
    """Return where a text has a name first, not within one with a longer number; else -1."""
    at = text.find(name)
    if at < 0 or not (name[:1].isdecimal() or name[-1:].isdecimal()):
        return at
    found = _alone(name).search(text, at)
    return found.start() if found else -1


@lru_cache(maxsize=1024)
def _alone(name: str) -> re.Pattern[str]:
    begins = r"(?<!\d)(?<!\d\.)" if name[0].isdecimal() else ""
    ends = r"(?!\d)" if name[-1].isdecimal() else ""
    return re.compile(f"{begins}{re.escape(name)}{ends}")
