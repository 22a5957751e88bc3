"""What a question names: its things, and what is none (a deed, what things of any kind have)."""

from assistant.language.normalize import pattern, wording
from assistant.language.stages import stages_in
from assistant.understanding.question import Question, Term
from assistant.understanding.vocabulary import Vocabulary

# The least weight of a word that may be what a question is about.
SUBJECT_WEIGHT = 0.35


def things_of(current: Question) -> tuple[Term, ...]:
    """Return the things that a question names: neither what is done nor how far it has come."""
    stages = stages_in(current.text)
    beside_asking = {term.text for term in current.subject}  # 收费 of 收费多少 asks
    return tuple(
        term
        for term in current.terms
        if term.text in beside_asking
        and term.weight >= SUBJECT_WEIGHT
        and not term.is_verb
        and not is_deed(term.text)
        and not any(term.text in stage for stage in stages)  # 投 of 投用
    )


def things_named(question: Question) -> str:
    """Return the things that a question names, as it names them; all its words where it names
    none."""
    return "".join(term.text for term in things_of(question) or question.terms)


def names_no_subject(current: Question) -> bool:
    """Whether a question names no thing, or only what things of any kind have (名额, 起点)."""
    return all(is_attribute(thing.text) for thing in things_of(current))


def names_attribute(current: Question) -> bool:
    """Whether a question names what things of any kind have."""
    return any(is_attribute(term.text) for term in current.terms)


def is_attribute(word: str) -> bool:
    """Whether a word names what things of any kind have."""
    return bool(pattern(wording()["follow_up"]["attribute"]).fullmatch(word))


def is_deed(word: str) -> bool:
    """Whether a word says what is done, though the dictionary has it as a name."""
    return bool(pattern(wording()["follow_up"]["deed"]).fullmatch(word))


def is_known(current: Question, vocabulary: Vocabulary) -> bool:
    """Whether the plan has a word for a thing that the question names, or that is a name."""
    return any(
        term.is_name or any(map(vocabulary.contains, term.forms)) for term in things_of(current)
    )
