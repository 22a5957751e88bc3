"""The sentence or the last point of an item, asked for by its place: 第3项第二句, 第9项最后一条.

Counted are the sentences behind the title; the line that tells who answers for the item or by when
is none of them.
"""

from collections.abc import Sequence

from assistant.answers.answer import Statement
from assistant.answers.phrases import phrase
from assistant.answers.render import citation_mark
from assistant.language.normalize import pattern, wording
from assistant.language.points import points_of
from assistant.language.references import find_references
from assistant.lookups.lookup import heading, quote
from index.numerals import parse_number
from index.passages import Passage
from index.plan import Item, Plan, Span

_MOST = 9  # sentences that are asked for at once


def sentence_in_item(text: str, plan: Plan, passages: Sequence[Passage]) -> list[Statement]:
    """Quote the sentences or the points of one item that a normalised message asks for by their
    place; say how many there are, where there is none at that place. [] for any other message."""
    asked = pattern(wording()["sentence_asked"]["asks"]).search(text)
    if asked is None:
        return []
    references = find_references(text[: asked.start()], plan)
    item = plan.item(references.labels[0]) if len(references.labels) == 1 else None
    lead = pattern(wording()["plan_data"]["lead"]).sub("", references.remainder)
    if item is None or references.missing or references.sections or lead.strip(" ,，的"):
        return []
    place = asked.groupdict()
    told = _sentences(item, passages)
    points = points_of(item) if place["point"] else ()
    known = points or told
    chosen = _chosen(place, known)
    if chosen is None or (points and item.is_framing) or not told:
        return []
    mark = citation_mark(item.label)
    said = []
    if place["point"] and not points:
        said = [Statement("phrase", phrase("item.no_points", item=mark))]
    if not chosen:
        return [Statement("phrase", phrase("item.no_sentence", item=mark, count=len(known)))]
    role = "bullet" if len(chosen) > 1 else "quote"
    return [heading(item), *said, *(quote(plan, span, role=role) for span in chosen)]


def _sentences(item: Item, passages: Sequence[Passage]) -> list[Span]:
    """Return where the sentences of an item stand, without its title and who answers for it."""
    line = pattern(wording()["sentence_asked"]["line"])
    own = [p for p in passages if p.item == item.label and p.text.strip()]
    told = [p.span for p in own if not item.is_title(p.text.strip()) and not line.match(p.text)]
    return told or [p.span for p in own]


def _chosen(place: dict[str, str | None], known: Sequence[Span]) -> Sequence[Span] | None:
    """Return what of `known` stands at the place named, from the first or the last on; () where
    nothing does, None where the number is none."""
    number = parse_number((place["number"] or place["count"] or "一").replace("两", "二"))
    if not number or number > _MOST:
        return None
    if place["number"]:
        at = len(known) - number if place["back"] else number - 1
        return known[at : at + 1] if 0 <= at < len(known) else ()
    if number > len(known):
        return ()
    from_end = place["last"] or place["point"]
    return known[-number:] if from_end else known[:number]
