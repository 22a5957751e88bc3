"""Yes or no: 160 claims by a writer who knew the plans and not the rules, half of them right.

The wrong ones have a figure or a stage of the plan's, and one part that is not its: another verb,
time, doer, bound, group or place.
"""

import json
from pathlib import Path

from assistant.chain import open_assistant
from assistant.phrases import phrase
from index.settings import BUILT_IN_PLAN, PROJECT, Settings

AGREES = phrase("answer.agrees")
CONTRADICTS = phrase("answer.contradicts_figure", figure="").split("。")[0]


def test_a_right_claim_is_not_corrected_and_a_wrong_one_seldom_affirmed(session_settings: Settings):
    folder = PROJECT / "eval" / "plans"
    files = {"2020": BUILT_IN_PLAN} | {n: folder / f"{n}.txt" for n in ("linjiang", "county")}
    assistants = {name: open_assistant(file, session_settings) for name, file in files.items()}
    said: dict[bool, list[str]] = {True: [], False: []}
    for line in Path(__file__).with_name("claims.jsonl").read_text("utf-8").splitlines():
        claim = json.loads(line)
        answer = assistants[claim["plan"]].ask(claim["question"])
        said[claim["right"]].append("".join(statement.text for statement in answer.statements))
    assert not [text for text in said[True] if CONTRADICTS in text]
    assert sum(AGREES in text for text in said[True]) >= 0.65 * len(said[True])
    assert sum(AGREES in text for text in said[False]) <= 0.1 * len(said[False])
