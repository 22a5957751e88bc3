"""Which of the messages before one it may be of: none before talk has turned, and no thanks."""

from collections.abc import Sequence

from assistant.language.normalize import normalize, pattern, turns_away, wording


def since_turned(question: str, history: Sequence[str]) -> tuple[str, ...]:
    """Return the earlier messages that a message may be of: none before one that leaves what was
    talked about."""
    if turns_away(question):
        return ()
    table = wording()["chat"]
    for at in range(len(history) - 1, -1, -1):
        if pattern(table["turn"]).search(normalize(history[at])):
            return tuple(history[at + 1 :])
        if turns_away(history[at]):
            return tuple(history[at:])
    return tuple(history)


def without_talk(history: Sequence[str]) -> tuple[str, ...]:
    """Return the messages of a conversation without thanks and the like, which have no subject."""
    said = wording()["chat"].values()
    return tuple(
        message
        for message in history
        if not any(pattern(expression).search(normalize(message)) for expression in said)
    )
