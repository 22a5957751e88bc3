"""With what an answer begins that says yes or no to a claim."""

from assistant.answers.phrases import phrase

AGREES = phrase("answer.agrees")
# Where the plan gives another figure, which is told behind it.
CONTRADICTS = phrase("answer.contradicts_figure", figure="").split("。")[0]
