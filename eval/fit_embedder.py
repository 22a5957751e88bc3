"""Fit the bundled embedder: a question near the sentence that answers it, far from the others.

multilingual-e5-small goes on learning on the questions that others were written for (never on
what is held out), beside the everyday table: a question's right sentence against those of the
other questions of its batch and against the sentences that its own search found wrongly (InfoNCE
with hard negatives, as e5 itself was made: Wang et al., Text Embeddings by Weakly-Supervised
Contrastive Pre-training, 2022). About ten minutes on two processors that have bfloat16.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from assistant.understanding.vocabulary import everyday_entries
from eval.encoder import ORIGINAL, learning_in_4_bits, write_encoder
from eval.fit_ranking import Example, plan_examples
from eval.sets import OTHER_PLANS
from eval.torch_encoder import Encoder
from eval.training import in_half, seed_all, train
from index.settings import BUNDLED_MODEL, PLAIN_EMBEDDER, Settings
from index.tokenizer import Tokenizer
from index.weights import Weights

_EPOCHS = 3
_BATCH = 16
_RATE = 1e-4
_WARM = 50  # steps
_TEMPERATURE = 0.02
_NEGATIVES = 3
_AMONG = 12  # the negatives are of the first so many that are wrong
_EVERYDAY = 600  # pairs an epoch
_HELD = 3  # in validation, every third plan but the built-in one is held out


@dataclass(frozen=True)
class Pair:
    """A question, a sentence that answers it, and some that do not."""

    question: str
    right: str
    wrong: tuple[str, ...] = ()


def fit_embedder(config: Settings) -> Path:
    """Fit on all questions that are learned from; write the model, return where."""
    weights = Weights(ORIGINAL)
    examples = _examples(config)
    encoder = fit(weights, lambda: _batches(examples), _EPOCHS)
    write_encoder(encoder, BUNDLED_MODEL)
    return BUNDLED_MODEL


def validate_embedder(config: Settings) -> str:
    """Fit on the questions of some plans, say how it does on those of the others."""
    weights = Weights(ORIGINAL)
    examples = _examples(config)
    held = {chosen.plan.name for chosen in OTHER_PLANS[::_HELD]}
    kept = [example for example in examples if example.group.split(":")[0] in held]
    before = _right_first(Encoder(weights).eval(), Tokenizer(weights), kept)
    rest = [example for example in examples if example.group.split(":")[0] not in held]
    fitted = fit(weights, lambda: _batches(rest), _EPOCHS)
    after = _right_first(fitted, Tokenizer(weights), kept)
    return (
        f"{len(kept)} questions on {len(held)} plans held out, right sentence first by cosine "
        f"alone: {before:.3f} before, {after:.3f} after"
    )


def _examples(config: Settings) -> list[Example]:
    """Return the questions with what the model as it was finds for them."""
    return list(plan_examples(config.model_copy(update={"embedder": PLAIN_EMBEDDER})))


def fit(weights: Weights, batches: Callable[[], Iterable[list[Pair]]], epochs: int) -> Encoder:
    """Let the model learn from the batches that each call returns, one call an epoch."""
    seed_all()
    encoder, tokenizer = learning_in_4_bits(Encoder(weights)), Tokenizer(weights)
    learned = [each for each in encoder.parameters() if each.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=_RATE, weight_decay=0.01)
    train(
        encoder,
        optimizer,
        batches,
        lambda batch: _loss(encoder, tokenizer, batch),
        epochs,
        _WARM,
    )
    return encoder


def _batches(examples: Sequence[Example]) -> Iterator[list[Pair]]:
    """Yield the pairs of one epoch in batches, in an order of chance."""
    pairs = []
    for example in examples:
        right = [text for text, ok in zip(example.sentences, example.right, strict=True) if ok]
        wrong = [text for text, ok in zip(example.sentences, example.right, strict=True) if not ok]
        few = random.sample(wrong[:_AMONG], min(_NEGATIVES, len(wrong[:_AMONG])))
        pairs.append(Pair(example.question, random.choice(right[:3]), tuple(few)))
    for said, official in random.sample(everyday_entries(), _EVERYDAY):
        words = "、".join(random.sample(official, min(2, len(official))))
        pairs.append(Pair(random.choice(said), words))
    random.shuffle(pairs)
    yield from (pairs[at : at + _BATCH] for at in range(0, len(pairs), _BATCH))


def _loss(encoder: Encoder, tokenizer: Tokenizer, batch: Sequence[Pair]) -> torch.Tensor:
    sentences = [pair.right for pair in batch] + [text for pair in batch for text in pair.wrong]
    texts = [f"query: {pair.question}" for pair in batch]
    texts += [f"passage: {text}" for text in sentences]
    with in_half():
        vectors = encoder([tokenizer(text) for text in texts]).float()
    scores = vectors[: len(batch)] @ vectors[len(batch) :].T / _TEMPERATURE
    same = torch.tensor([[text == pair.right for text in sentences] for pair in batch])
    same &= ~torch.eye(*same.shape, dtype=torch.bool)  # another's right sentence is not wrong
    return functional.cross_entropy(scores.masked_fill(same, -1e4), torch.arange(len(batch)))


@torch.no_grad()
def _right_first(encoder: Encoder, tokenizer: Tokenizer, examples: Sequence[Example]) -> float:
    hits = []
    for example in examples:
        texts = [f"query: {example.question}", *(f"passage: {text}" for text in example.sentences)]
        with in_half():
            vectors = encoder([tokenizer(text) for text in texts]).float().numpy()
        hits.append(example.right[int(np.argmax(vectors[1:] @ vectors[0]))])
    return float(np.mean(hits))
