"""What is asked of the answer just shown: the second of what it lists, its source, what else.

Such a message names no subject: it is answered from the answer before it, not by a search.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answers.answer import Answer, Citation, Statement
from assistant.answers.phrases import phrase
from assistant.answers.render import citation_mark
from assistant.dialogue.listed import (
    OF_PLAN,
    Listing,
    Place,
    answering,
    begins_part,
    counts,
    listing,
    shown_with,
)
from assistant.dialogue.requests import Answered, Read, Request, asked_anew, asked_of_shown
from assistant.dialogue.shown_totals import total_told, unconverted
from assistant.evidence.coverage import core_terms, covers, known_to
from assistant.language.normalize import normalize, pattern, wording
from assistant.language.references import find_references
from assistant.lookups.lookup import answer_chat, answer_items, bold_terms, heading, quote
from assistant.lookups.selection import selection
from assistant.understanding.question import Question, Term, find_terms
from assistant.understanding.vocabulary import Vocabulary
from index.lexical import word_class
from index.passages import Passage
from index.plan import Plan, Span

# What is asked of the plan where there is no answer before.
_NEED_NO_ANSWER = ("nth", "whole", "rest", "total", "converted")
# How many further sentences are shown at once.
_MOST = 8
# In how many messages before which comes first may have been asked.
_RANKED = 2
# How many of its words name a statement.
_NAMING = 3
# How many items 这一项 may be of.
_ITEMS = 2
_NEXT = 2  # characters between two sentences


def _ranks(request: Request, earlier: Sequence[str]) -> bool:
    """Whether 第二 is which comes second (投资最多的是谁), and not the second of those listed."""
    ranked = pattern(wording()["cells"]["extreme"])
    bare = any(place.bare for place in request.places)
    return bare and any(ranked.search(normalize(message)) for message in earlier[-_RANKED:])


def _back(history: Sequence[str]) -> Sequence[str]:
    """Return a conversation up to the question before the last one, if there is one."""
    asked = [*asked_anew(history)]
    return history[: asked[1] + 1] if len(asked) > 1 else history


def answer_on_shown(
    question: str,
    history: Sequence[str],
    plan: Plan,
    passages: Sequence[Passage],
    answered: Answered,
    read: Read,
) -> Answer | None:
    """Answer what is asked of the answer before; None where nothing is, or none can tell."""
    request = asked_of_shown(question)
    earlier: Sequence[str] = [message for message in history if message.strip()]
    if request is None or (not earlier and request.kind in _NEED_NO_ANSWER):
        return None
    if request.kind == "nth" and _ranks(request, earlier):
        return None
    if request.kind == "nth":
        return _selected(question, request, _listing(earlier, answered), plan)
    earlier = _back(earlier) if request.back else earlier
    shown = shown_before(earlier, plan, answered) if earlier else None
    if request.kind == "whole":
        return _whole(question, shown, plan) if shown else None
    if request.kind == "total":
        return total_told(question, earlier, shown, plan, passages, answered) if shown else None
    if request.kind == "converted":
        return unconverted(question, shown) if shown else None
    if request.kind == "repeat" and earlier:
        return _repeated(question, earlier, answered)
    if request.kind == "rest":
        return _rest_of_item(question, shown, plan, passages) if shown else None
    if shown is None or shown.status == "chat":
        return answer_chat(Question(question, "", "chat", detail="unclear"), plan)
    if request.kind == "more" and (others := _unpicked(question, earlier, answered, plan)):
        return others
    if request.kind == "more" and (left := _left_over(question, shown, plan, passages)):
        return left
    if request.kind == "more":
        if not pattern(wording()["shown"]["more"]).search(normalize(question)):
            return None  # 另外两个, of which none was picked
        return _further(question, earlier, shown, plan, passages, answered, read)
    if request.kind == "sure":
        return again(question, shown)
    return _sourced(question, shown, plan, passages)


def without_asking_of_shown(
    history: Sequence[str],
    plan: Plan,
    passages: Sequence[Passage],
    vocabulary: Vocabulary,
    answered: Answered,
    claimed: Callable[[str, tuple[str, ...]], str],
) -> tuple[str, ...]:
    """Return the messages of a conversation that have a subject; what was picked from an answer
    is one, named by the plan's words.

    What was `claimed` against an answer leaves its question the subject, unless it has another.
    """
    earlier = [message for message in history if message.strip()]
    kept: list[str] = []
    for at, message in enumerate(earlier):
        request = asked_of_shown(message) if kept else None
        if request is None or request.kind == "whole":
            claim = claimed(message, tuple(earlier[:at]))
            if not claim or claim.removesuffix("对吧") in normalize(message):
                kept.append(claim or message)
            continue
        if request.kind == "total":
            shown = shown_before(earlier[:at], plan, answered)
            told = total_told(message, earlier[:at], shown, plan, passages, answered)
            kept += [] if told else [message]
        if request.kind == "converted":
            told = unconverted(message, shown_before(earlier[:at], plan, answered))
            kept += [] if told else [message]
        if request.kind == "repeat" and request.back:
            kept += kept[-2:-1]
        if request.kind != "nth":
            continue
        before = _listing(earlier[:at], answered)
        there = listing(before, request.places, plan)
        if picked := there.picked(request.places):
            kept.append(_named(picked, there, plan, vocabulary))
        elif _selected(message, request, before, plan) is None:
            kept.append(message)
    return tuple(kept)


def _named(picked: Sequence[Statement], there: Listing, plan: Plan, vocabulary: Vocabulary) -> str:
    """Name what was picked: its items, and the things in it where it is one statement, or which it
    is itself."""
    cited = [statement for statement in picked if statement.citations]
    labels = dict.fromkeys(citation.item for one in cited for citation in one.citations)
    things: list[str] = []
    if there.sentence:
        things = [statement.text for statement in picked if statement.role == "lead"]
    elif len(cited) == 1:
        terms = core_terms(find_terms(normalize(cited[0].text), vocabulary, plan))
        things = [term.text for term in terms if not (term.is_verb or term.is_name)]
    return "、".join(f"第{label}项" for label in labels) + "".join(things[:_NAMING])


def _listing(history: Sequence[str], answered: Answered) -> Answer:
    """Return the answer whose list a message is about: nothing is picked from what was picked."""
    while len(history) > 1 and (request := asked_of_shown(history[-1])):
        further = request.kind == "more" and answered(history[-1], tuple(history[:-1]))
        if further and further.citations:
            return further
        history = history[:-1]
    return answered(history[-1], tuple(history[:-1]))


def shown_before(history: Sequence[str], plan: Plan, answered: Answered) -> Answer:
    """Return the answer that a message is about, or what was picked from it; not one to thanks."""
    request = asked_of_shown(history[-1]) if len(history) > 1 else None
    if request is None or request.kind == "whole":
        answer = answered(history[-1], tuple(history[:-1]))
        talk = answer.status == "chat" and len(history) > 1
        return shown_before(history[:-1], plan, answered) if talk else answer
    if request.kind == "nth":
        before = _listing(history[:-1], answered)
        picked = listing(before, request.places, plan).picked(request.places)
        if picked is None:
            return answered(history[-1], tuple(history[:-1]))
        return replace(before, statements=picked)
    if request.kind in ("total", "converted"):
        return answered(history[-1], tuple(history[:-1]))
    if request.kind == "more" and (further := answered(history[-1], tuple(history[:-1]))).citations:
        return further
    earlier = _back(history[:-1]) if request.back else history[:-1]
    return shown_before(earlier, plan, answered)


# --- which of those listed -------------------------------------------------------------------


def _selected(question: str, request: Request, answer: Answer, plan: Plan) -> Answer | None:
    """Show those of the listed that are asked for, or say how many there are.

    第三条 may be an item of the plan: where nothing is listed it is, and where no third is listed
    the item is shown, too.
    """
    there = listing(answer, request.places, plan)
    members = there.members
    of_plan = all(place.noun in OF_PLAN for place in request.places)
    above = pattern(wording()["shown"]["above"]).search(normalize(question))
    of_plan = of_plan and not (above or counts(answer, request.places))
    if not members and not of_plan and answer.status != "answered":
        return shown_with(question, answer, [Statement("phrase", phrase("shown.nothing_listed"))])
    if not members or (len(members) == 1 and of_plan):
        return None
    if picked := there.picked(request.places):
        written = "、".join(place.written for place in request.places)
        said = phrase("shown.nth", count=len(members), nth=written)
        return shown_with(question, answer, [Statement("phrase", said), *picked])
    statements = [Statement("phrase", phrase("shown.out_of_range", count=len(members)))]
    references = find_references(normalize(question), plan)
    if len(members) == 1:
        statements += members[0]
    elif references.labels:
        named = Question(question, "", "item", references=references)
        statements.append(Statement("phrase", phrase("shown.of_plan")))
        statements += answer_items(named, plan).statements
    return shown_with(question, answer, statements)


def _unpicked(
    question: str, history: Sequence[str], answered: Answered, plan: Plan
) -> Answer | None:
    """Show those of the listed that the messages before have not picked, where they picked some
    and the others are asked for; None where all were, or none."""
    if not pattern(wording()["shown"]["others"]).search(normalize(question)):
        return None
    places: list[Place] = []
    for message in reversed(history):
        request = asked_of_shown(message)
        if request is None or request.kind != "nth":
            break
        places += request.places
    if not places:
        return None
    answer = _listing(history, answered)
    there = listing(answer, places, plan)
    picked = {one for place in places for one in there.picked([place]) or ()}
    rest = [at for at, member in enumerate(there.members) if not picked.intersection(member)]
    left = there.picked([Place(at, at, "", "个") for at in rest]) if rest else None
    if not picked or not left:
        return None
    said = phrase("shown.others", count=len(there.members), rest=len(rest))
    return shown_with(question, answer, [Statement("phrase", said), *left])


# --- whether it is so, and where it stands -----------------------------------------------------


def again(question: str, shown: Answer) -> Answer:
    """Show an answer again, and say that the plan's words are its own."""
    several = any(begins_part(statement) for statement in shown.statements)
    stated = shown.status == "answered" and shown.citations and not several
    said = phrase("shown.sure") if stated else phrase("shown.same")
    return shown_with(question, shown, [Statement("phrase", said), *shown.statements])


def _repeated(question: str, history: Sequence[str], answered: Answered) -> Answer:
    """Show the answer to the last message that asked something once more, under that message."""
    while len(history) > 1 and _repeats_or_talks(history, answered):
        history = history[:-1]
    answer = answered(history[-1], tuple(history[:-1]))
    said = Statement("phrase", phrase("answer.part", part=history[-1].strip()))
    return shown_with(question, answer, [said, *answer.statements])


def _repeats_or_talks(history: Sequence[str], answered: Answered) -> bool:
    request = asked_of_shown(history[-1])
    if request and request.kind == "repeat":
        return True
    return answered(history[-1], tuple(history[:-1])).status == "chat"


def _sourced(question: str, shown: Answer, plan: Plan, passages: Sequence[Passage]) -> Answer:
    """Name the items that an answer is from, each with the whole sentences that it quotes from."""
    if shown.status == "answered" and not shown.citations:
        said = phrase("shown.of_all")
        return shown_with(question, shown, [Statement("phrase", said), *shown.statements])
    if shown.status != "answered":
        said = phrase("shown.no_source")
        return shown_with(question, shown, [Statement("phrase", said), *shown.statements])
    sentences: dict[str, dict[Span, list[str]]] = {}
    for statement in answering(shown.statements):
        for citation in statement.citations:
            span = _sentence(citation, passages)
            sentences.setdefault(citation.item, {}).setdefault(span, []).extend(statement.bold)
    marks = "、".join(map(citation_mark, sentences))
    statements = [Statement("phrase", phrase("shown.source", items=marks))]
    for label, spans in sentences.items():
        if item := plan.item(label):
            statements.append(heading(item))
        statements += [quote(plan, span, bold, "bullet") for span, bold in spans.items()]
    return shown_with(question, shown, statements)


def _sentence(citation: Citation, passages: Sequence[Passage]) -> Span:
    span = citation.span
    around = (p.span for p in passages if p.span.start <= span.start and span.end <= p.span.end)
    return next(around, span)


def _whole(question: str, shown: Answer, plan: Plan) -> Answer | None:
    """Show the whole items of which an answer that declined quotes a part; None of any other."""
    if shown.status == "answered" or not shown.citations:
        return None
    statements: list[Statement] = []
    for statement in shown.statements:
        if not statement.citations:
            statements.append(statement)
        for citation in statement.citations:
            if item := plan.item(citation.item):
                statements.append(quote(plan, item.span))
    return shown_with(question, shown, statements)


def _rest_of_item(
    question: str, shown: Answer, plan: Plan, passages: Sequence[Passage]
) -> Answer | None:
    """Show the sentences of the items that an answer is from which it does not quote whole; None
    where it quotes none, or too many for 这一项 to be of them."""
    labels = dict.fromkeys(citation.item for citation in shown.citations)
    if not 0 < len(labels) <= _ITEMS:
        return None
    seen = [citation.span for citation in shown.citations]
    statements: list[Statement] = []
    for label in labels:
        rest = [
            quote(plan, passage.span, role="bullet")
            for passage in passages
            if passage.item == label
            and not _is_title(passage, plan)
            and not any(_holds(span, passage) for span in seen)
        ]
        if item := plan.item(label):
            statements.append(heading(item))
        statements += rest or [Statement("phrase", phrase("shown.all_of_item"))]
    return replace(shown_with(question, shown, statements), status="answered")


def _holds(span: Span, passage: Passage) -> bool:
    """Whether a span has all of a sentence but white space."""
    return span.overlaps(passage.span) and span.end - span.start >= len(passage.text.strip())


# --- what else there is ----------------------------------------------------------------------


def _further(
    question: str,
    history: Sequence[str],
    shown: Answer,
    plan: Plan,
    passages: Sequence[Passage],
    answered: Answered,
    read: Read,
) -> Answer | None:
    """Show the sentences that name what was asked about and were not shown yet, or say that there
    are none; None where nothing was named."""
    asked = next(asked_anew(history), 0)
    seen = [
        citation.span
        for at in range(asked, len(history))
        for citation in answered(history[at], tuple(history[:at])).citations
    ]
    sought: list[tuple[Term, ...]] = []
    for part in read(history[asked], tuple(history[:asked])):
        things = _things(part, plan)
        if not things and not _lists_all(part, plan):
            return None
        sought += [things] if things else []
    found: dict[Passage, list[str]] = {}
    for things in sought:
        for passage in passages:
            unseen = not any(span.overlaps(passage.span) for span in seen)
            if unseen and covers(things, passage.text.lower()) and not _is_title(passage, plan):
                found.setdefault(passage, []).extend(bold_terms(things, passage.text))
    words = "”“".join("、".join(term.text for term in things) for things in sought)
    declined = [] if shown.status == "answered" else [shown.statements[0]]
    if not found:
        said = phrase("shown.no_more", words=words) if words else phrase("shown.all")
        rest = [] if declined and not words else [Statement("phrase", said)]
        return shown_with(question, shown, [*declined, *rest])
    listed_now = list(found)[:_MOST]
    named = {"words": words, "count": len(found), "first": len(listed_now)}
    said = phrase("shown.more_first" if len(found) > _MOST else "shown.more", **named)
    statements = [*declined, Statement("phrase", said)]
    labels = list(dict.fromkeys(passage.item for passage in listed_now))
    for label in labels:
        if item := plan.item(label):
            statements.append(heading(item))
        for passage in listed_now:
            if passage.item == label:
                statements.append(quote(plan, passage.span, found[passage], "bullet"))
    return shown_with(question, shown, statements)


def _lists_all(asked: Question, plan: Plan) -> bool:
    """Whether the answer to a question has all there is: it is no search."""
    return asked.intent != "search" or selection(asked, plan) is not None


def _things(asked: Question, plan: Plan) -> tuple[Term, ...]:
    """Return the things asked about, those that the plan has if any, else what is done; none where
    the answer has all there is."""
    if _lists_all(asked, plan):
        return ()
    named = asked.subject or asked.terms
    known = core_terms([term for term in named if known_to(term, plan.folded)])
    # What is done to a thing that the plan has not is done to many others.
    return _no_deeds(known) or _no_deeds(core_terms(named)) or known


def _no_deeds(terms: Sequence[Term]) -> tuple[Term, ...]:
    return tuple(term for term in terms if not word_class(term.text).startswith("v"))


def _is_title(passage: Passage, plan: Plan) -> bool:
    """Whether a sentence is the title of an item that says more."""
    item = plan.item(passage.item)
    return bool(item and item.is_title(passage.text) and item.text.strip() != passage.text.strip())


def _left_over(
    question: str, shown: Answer, plan: Plan, passages: Sequence[Passage]
) -> Answer | None:
    """Show what the plan says behind what was shown of the others that were counted with it (剩下的
    呢, where it has 其余2个…); None where that is not asked, or not told."""
    table = wording()["shown"]
    if not pattern(table["left"]).search(normalize(question)):
        return None
    told = pattern(table["left_told"])
    found: dict[Span, str] = {}
    for citation in (one for s in answering(shown.statements) for one in s.citations):
        for passage in passages:
            here = passage.span.overlaps(citation.span)
            clauses = passage.clauses if here else passage.clauses[:1]
            behind = citation.span.end <= passage.span.start <= citation.span.end + _NEXT
            if passage.item != citation.item or not (here or behind):
                continue
            for clause in clauses:
                text = plan.source[clause.start : clause.end]
                if clause.end >= citation.span.end and told.search(text):
                    start = citation.span.start if here else clause.start
                    found[Span(start, clause.end)] = text.strip(" ,，。;；")
    if not found:
        return None
    said = Statement("phrase", phrase("shown.left"))
    quoted = (quote(plan, span, [text], "bullet") for span, text in found.items())
    return replace(shown_with(question, shown, [said, *quoted]), status="answered")
