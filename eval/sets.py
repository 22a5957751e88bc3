"""Every set of questions with its plan: those learned from, those for choosing, those held out.

What is held out is only ever measured: nobody reads its misses, and nothing is tuned on it.
"""

from dataclasses import dataclass
from pathlib import Path

from assistant.chain import open_assistant
from eval.cases import load_cases
from eval.metrics import NAMES, summarize
from eval.run import ask_all, of_split
from eval.tables import show, to_markdown_table, to_text
from index.settings import BUILT_IN_PLAN, Settings

_FOLDER = Path(__file__).parent
_PLANS = _FOLDER / "plans"
_HELD_OUT = _FOLDER / "heldout"
_VALIDATION = _FOLDER / "validation"
_COLUMNS = (
    "case_score",
    "citation_recall",
    "citation_precision",
    "key_facts",
    "rejection_precision",
    "rejection_recall",
    "false_premise",
)


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The cases in `questions` about `plan`: all, or those of one split ("dev", "test")."""

    plan: Path
    questions: Path
    split: str = "all"

    @property
    def name(self) -> str:
        """Return how tables call it."""
        split = "" if self.split == "all" else f" ({self.split})"
        return f"{self.plan.stem}: {self.questions.stem}{split}"


BUILT_IN = (
    QuestionSet(BUILT_IN_PLAN, _FOLDER / "questions.jsonl", "dev"),
    *(
        QuestionSet(BUILT_IN_PLAN, _FOLDER / f"{name}.jsonl")
        for name in (
            "colloquial",
            "development",
            "staff",
            "examiner",
            "auditor",
            "hotline",
            "meeting",
            "voice",
            "section",
            "desk",
            "contrast",
            "contrast-offices",
            "contrast-counter",
            "contrast-figures",
            "contrast-east",
            "contrast-west",
            "contrast-north",
        )
    ),
)
OTHER_PLANS = tuple(
    QuestionSet(_PLANS / f"{name.partition('-')[0]}.txt", _PLANS / f"{name}.jsonl")
    for name in (
        "linjiang",
        "qingshan",
        "county",
        "newarea",
        "harbor",
        "mountain",
        "street",
        "bureau",
        "lian",
        "baima",
        "tech",
        "qiaonan",
        "lanhe",
        "haijiao",
        "tiexi",
        "guzhen",
        "bay",
        "central",
        "plain",
        "livelihood",
        "devzone",
        "yunhe",
        "wangchao",
        "linlan",
        "plain-contrast",
        "devzone-contrast",
        "lanping",
        "qingmin",
        "education",
        "lanmen",
        "health",
        "northwest",
        "citycare",
        "jinghe",
        "humanresources",
        "liucha",
        "lanjiang",
        "rongwan",
        "hengxi",
        "shuiwu",
        "hedong",
        "xichuan",
        "zhujian",
    )
)
VALIDATION = (
    *(
        QuestionSet(BUILT_IN_PLAN, _VALIDATION / f"{name}.jsonl")
        for name in ("hall", "counter", "secretary", "clerk")
    ),
    *(
        QuestionSet(_VALIDATION / f"{name}.txt", _VALIDATION / f"{name}.jsonl")
        for name in ("lake", "valley", "yunjing", "yuquan", "rongchuan", "lipi", "songhe")
    ),
)
"""The models never saw these: faults are looked for on them, and the decision to answer or to
decline is calibrated on them (`eval.calibrate`)."""
HELD_OUT = (
    QuestionSet(BUILT_IN_PLAN, _FOLDER / "questions.jsonl", "test"),
    *(
        QuestionSet(BUILT_IN_PLAN, _HELD_OUT / f"{name}.jsonl")
        for name in ("staff", "examiner", "groups-first", "groups-middle", "groups-last")
    ),
    *(
        QuestionSet(_HELD_OUT / f"{name}.txt", _HELD_OUT / f"{name}.jsonl")
        for name in ("oldcity", "shankou", "shichang", "jiedao", "liangcheng", "haigang")
    ),
)
"""Half of the questions of `groups-…` and of the last five plans are left open by the plan, each
but for one part in the words of one that it answers: harder than what users ask."""


def measure_sets(held_out: bool, config: Settings) -> tuple[str, str]:
    """Ask all that is held out, or all that is not; return a table as text and as Markdown."""
    rows = [["set", "cases", *(NAMES[key] for key in _COLUMNS)]]
    for chosen in HELD_OUT if held_out else (*BUILT_IN, *OTHER_PLANS, *VALIDATION):
        assistant = open_assistant(chosen.plan, config)
        cases = of_split(load_cases(chosen.questions), chosen.split)
        summary = summarize(ask_all(chosen.name, assistant, cases, assistant.plan))
        cells = [show(key, summary[key], interval=False) for key in _COLUMNS]
        rows.append([chosen.name, str(len(cases)), *cells])
    return to_text(rows), f"# All sets of questions\n\n{to_markdown_table(rows)}"
