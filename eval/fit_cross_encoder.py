"""Fit the cross-encoder: whether a sentence that was found for a question answers it.

It learns from the first candidates of every question that is learned from: a sentence of a
required item that has a key fact answers; one of another item does not, nor does any for a
question that the plan leaves open. About forty minutes on two processors that have bfloat16.
"""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from sklearn.metrics import roc_auc_score
from torch import nn
from torch.nn import functional

from assistant.chain import Assistant, open_assistant
from assistant.evidence.cross_encoder import HEAD_FILE, LONGEST, MODEL_FILE, CrossEncoder, paired
from assistant.evidence.rerank import FIRST
from assistant.message import Asked
from assistant.silence.rules import telling
from eval.cases import Case, load_cases
from eval.encoder import ORIGINAL, learning_in_4_bits, write_encoder
from eval.fit_ranking import has_fact
from eval.run import of_split
from eval.sets import BUILT_IN, OTHER_PLANS, VALIDATION, QuestionSet
from eval.torch_encoder import Encoder
from eval.training import in_half, seed_all, train
from index.settings import PLAIN_EMBEDDER, Settings
from index.tokenizer import Tokenizer
from index.weights import Weights

_LAYERS = 6
_EPOCHS = 3
_BATCH = 32
_MIXED = 16 * _BATCH  # texts among which those of like length are put together
_RATE = 2e-4
_HEAD_RATE = 1e-3
_HEAD_SPREAD = 2.0
_WARM = 100  # steps
_WRONG = 5  # a question's wrong sentences
_ALWAYS = 3  # of them these first ones in every epoch
_AMONG = 12
_RIGHT_AMONG = 3
_RIGHT_WEIGHT = 2.0
_FIRST_WEIGHT = 1.5  # of the first sentence for a question that the plan leaves open
_DEPTH = 40
_FACTUAL = frozenset(("figure", "date", "who", "place"))
_Labelled = tuple[str, float, float]
"""A text to read, 1 when it answers or 0, and its weight."""


@dataclass(frozen=True)
class Read:
    """A question with its candidates as texts to read, best first, and which of them answer.

    `answers`: 1 or 0, or -1 where nobody can say.
    """

    texts: tuple[str, ...]
    answers: tuple[int, ...]
    answered: bool


def questions_to_read(sets: Iterable[QuestionSet], config: Settings) -> Iterator[Read]:
    """Yield the questions of some sets that are answered from evidence."""
    for chosen in sets:
        assistant = open_assistant(chosen.plan, config)
        for case in of_split(load_cases(chosen.questions), chosen.split):
            if case.expected != "chat":
                read = _of_case(assistant, case)
                if read:
                    yield read


def _of_case(assistant: Assistant, case: Case) -> Read | None:
    understood = assistant.search_chain.invoke(Asked(case.question, tuple(case.history)))
    question, evidence = understood.parts[0].question, understood.parts[0].evidence
    if len(understood.parts) > 1 or question.intent != "search" or evidence is None:
        return None
    ranked = assistant.answerer.ranker.rank(question, evidence.retrieval)
    passages = [candidate.passage for candidate in telling(question, ranked)][:_DEPTH]
    answers = []
    for passage in passages:
        if case.expected != "answered" or passage.item not in (*case.items, *case.also_ok):
            answers.append(0)
        elif passage.item in case.items and has_fact(passage, case.must):
            answers.append(1)
        else:  # a figure is in one sentence of its item; a theme may be in any
            factual = case.answer_kind in _FACTUAL and passage.item in case.items and case.must
            answers.append(0 if factual else -1)
    if case.expected == "answered" and 1 not in answers:
        inside = [passage.item in case.items for passage in passages]
        if not any(inside):
            return None
        answers[inside.index(True)] = 1
    texts = tuple(paired(question.text, passage, assistant.plan) for passage in passages)
    return Read(texts, tuple(answers), case.expected == "answered") if texts else None


def fit_cross_encoder(config: Settings) -> str:
    """Fit on all that is learned from; write the model; return how it does on the validation sets.

    Those are searched as users' questions are; what is learned from is searched with the plain
    embedder, since the fitted one knows these questions and would show fewer wrong sentences.
    """
    plain = config.model_copy(update={"embedder": PLAIN_EMBEDDER})
    model = fit(Weights(ORIGINAL), list(questions_to_read((*BUILT_IN, *OTHER_PLANS), plain)))
    model.write(MODEL_FILE, HEAD_FILE)
    kept = list(questions_to_read(VALIDATION, config))
    written = CrossEncoder(MODEL_FILE, HEAD_FILE)
    logits = [max(written.read(each.texts[:FIRST])) for each in kept]
    auc = roc_auc_score([each.answered for each in kept], logits)
    return (
        f"{len(kept)} validation questions: answered or not, by the first sentences, AUC {auc:.3f}"
    )


class Reader(nn.Module):
    """The cross-encoder in torch."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        self._encoder = learning_in_4_bits(Encoder(weights, _LAYERS))
        self._tokenizer = Tokenizer(weights, LONGEST)
        self._head = nn.Linear(weights.shape.width, 1)
        nn.init.normal_(self._head.weight, std=_HEAD_SPREAD)

    def forward(self, texts: Sequence[str]) -> torch.Tensor:
        """Return a logit for each of what `paired` returned, shape (texts,)."""
        with in_half():
            vectors = self._encoder([self._tokenizer(f"query: {text}") for text in texts])
        return torch.as_tensor(self._head(vectors.float()).squeeze(1))

    def rates(self) -> list[dict[str, Any]]:
        """Return what is learned with the rate of each, as an optimizer takes it."""
        inner = [each for each in self._encoder.parameters() if each.requires_grad]
        return [
            {"params": inner, "lr": _RATE},
            {"params": self._head.parameters(), "lr": _HEAD_RATE},
        ]

    def write(self, file: Path, head: Path) -> None:
        """Write the model and its head, as `CrossEncoder` loads them."""
        write_encoder(self._encoder, file)
        weights = [round(weight, 4) for weight in self._head.weight[0].tolist()]
        said = {"weights": weights, "bias": round(self._head.bias.item(), 4)}
        head.write_text(json.dumps(said) + "\n", encoding="utf-8")


def fit(weights: Weights, questions: Sequence[Read], epochs: int = _EPOCHS) -> Reader:
    """Let the model learn which of the questions' sentences answer."""
    seed_all()
    model = Reader(weights)

    def loss(batch: Sequence[_Labelled]) -> torch.Tensor:
        return functional.binary_cross_entropy_with_logits(
            model([text for text, _, _ in batch]),
            torch.tensor([answer for _, answer, _ in batch]),
            weight=torch.tensor([weight for _, _, weight in batch]),
        )

    optimizer = torch.optim.AdamW(model.rates(), weight_decay=0.01)
    train(model, optimizer, lambda: _batches(questions), loss, epochs, _WARM)
    return model


def _batches(questions: Sequence[Read]) -> Iterator[list[_Labelled]]:
    """Yield the texts of one epoch, texts of like length together."""
    labelled: list[_Labelled] = []
    for each in questions:
        right = [text for text, ok in zip(each.texts, each.answers, strict=True) if ok == 1]
        wrong = [text for text, ok in zip(each.texts, each.answers, strict=True) if ok == 0]
        if right:
            labelled.append((random.choice(right[:_RIGHT_AMONG]), 1.0, _RIGHT_WEIGHT))
        others = wrong[_ALWAYS:_AMONG]
        few = wrong[:_ALWAYS] + random.sample(others, min(_WRONG - _ALWAYS, len(others)))
        first = 1.0 if each.answered else _FIRST_WEIGHT
        labelled += [(text, 0.0, first if text is wrong[0] else 1.0) for text in few]
    random.shuffle(labelled)
    batches = []
    for at in range(0, len(labelled), _MIXED):
        alike = sorted(labelled[at : at + _MIXED], key=lambda one: len(one[0]))
        batches += [alike[start : start + _BATCH] for start in range(0, len(alike), _BATCH)]
    random.shuffle(batches)
    yield from batches
