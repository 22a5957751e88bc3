"""The fields of work that a plan is asked about (交通方面有哪些工作), and what it says of each."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.evidence.ranking import Candidate
from assistant.language.normalize import pattern, wording
from assistant.language.offices import parts_in
from assistant.understanding.question import Question, content_words
from index.plan import Item, Plan

_FIELDS = Path(__file__).with_suffix(".toml")
_ASKED_BROADLY = ("topic", "list", "how")
_TITLE = re.compile("《[^》]*》")
_SEVERAL = re.compile("[和与及、]")
# A plan of which more is of the field than this share is all of it (that of a transport bureau).
_OWN_FIELD = 0.5
_LONG_NAME = 4  # characters
_MOST_SENTENCES = 6
_MOST_ITEMS = 8


@dataclass(frozen=True, slots=True)
class Field:
    """A field of work: how it is called, and the pattern of what is `said` in a sentence of it;
    `also`: of what is, unless "", said of it in an item of the field."""

    names: tuple[str, ...]
    said: str
    also: str = ""


@lru_cache(maxsize=1)
def fields() -> tuple[Field, ...]:
    """Return the fields of `fields.toml`."""
    data = tomllib.loads(_FIELDS.read_text(encoding="utf-8"))
    return tuple(
        Field(tuple(entry["names"]), entry["said"], entry.get("also", ""))
        for entry in data["field"]
    )


def field_asked(question: Question, plan: Plan) -> Field | None:
    """Return the field that a question asks of broadly, naming nothing else; none where it names
    one item of the plan."""
    narrow = question.yes_no or question.answer_type not in _ASKED_BROADLY
    if narrow or question.references.labels or question.within:
        return None
    field = next((field for field in fields() if _names_only(field, question.text)), None)
    return None if field and _titled_so(field, question.text, plan) else field


def _titled_so(field: Field, asked: str, plan: Plan) -> bool:
    """Whether one item is called as the field is asked for, by a name of some length: 依法治区."""
    names = [name for name in field.names if name in asked and len(name) >= _LONG_NAME]
    return any(sum(name in item.title for item in plan.items) == 1 for name in names)


def of_field(
    field: Field, candidates: Sequence[Candidate], plan: Plan
) -> dict[str, list[Candidate]]:
    """Return item label → sentences of the field, in the plan's order; all of an item whose title
    is of it. Nothing where it is the field of the plan as a whole."""
    said = pattern(field.said)
    also = pattern(f"{field.said}|{field.also}" if field.also else field.said)
    texts: dict[str, list[Candidate]] = {}
    for candidate in sorted(candidates, key=lambda c: c.passage.ordinal):
        texts.setdefault(candidate.passage.item, []).append(candidate)
    groups: dict[str, list[Candidate]] = {}
    for label, sentences in texts.items():
        item = plan.item(label)
        if item is None:
            continue
        titled = _is_titled(item, said)
        told = [c for c in sentences if not _heads_only(item, c.passage.text)]
        if titled or any(said.search(_of_itself(c.passage.text)) for c in told):
            chosen = [c for c in told if titled or also.search(_of_itself(c.passage.text))]
            groups |= {label: chosen} if chosen else {}
    own = {item.label for item in plan.own_items}
    if len(own & groups.keys()) > _OWN_FIELD * len(own):
        return {}
    near = {label: max(c.near for c in chosen) for label, chosen in groups.items()}
    nearest = sorted(groups, key=lambda label: -near[label])[:_MOST_ITEMS]
    return {label: _nearest(groups[label]) for label in groups if label in nearest}


def _heads_only(item: Item, sentence: str) -> bool:
    """Whether a sentence is the title of what the others of its item tell."""
    return item.is_title(sentence) and len(item.text) > len(sentence) + 1


def _is_titled(item: Item, said: re.Pattern[str]) -> bool:
    """Whether an item's title is of the field, and of no other beside it (教育和卫生)."""
    several = _SEVERAL.search(item.title)
    return not several and item.title != item.label and bool(said.search(item.title.lower()))


def _nearest(chosen: Sequence[Candidate]) -> list[Candidate]:
    return sorted(chosen, key=lambda c: -c.near)[:_MOST_SENTENCES]


def _names_only(field: Field, text: str) -> bool:
    rest = text
    for name in sorted(field.names, key=len, reverse=True):
        rest = rest.replace(name, " ")
    return rest != text and not content_words(pattern(wording()["field"]["around"]).sub(" ", rest))


def _of_itself(text: str) -> str:
    """Return what a sentence says, without the names of documents and of who answers for it: what
    the transport bureau (市交通运输局) does need be nothing of transport."""
    text = _TITLE.sub(" ", text)
    for part in parts_in(text):
        text = text.replace(part.office, " ")
    return text.lower()
