"""The bundled embedder against its own encoder; an embedder that cannot be loaded."""

import os
import re
import socket
import subprocess
import sys

import numpy as np
import pytest

from index.embedding import SentenceEmbedder, load_embedder
from index.encoder import Encoder
from index.errors import UserError
from index.settings import BUNDLED_MODEL, PROJECT
from tests.conftest import settings_in

TEXTS = [
    "完成旧改征收10000户以上、收尾6个基地。",
    "推动更多既有多层住宅加装电梯。",
    "旧改",
    "How many beds are added?",
]


@pytest.fixture(scope="module")
def embedder(tmp_path_factory) -> SentenceEmbedder:
    return load_embedder(settings_in(tmp_path_factory.mktemp("unused")))


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(BUNDLED_MODEL)


@pytest.fixture
def attempts(monkeypatch) -> list[object]:
    """Addresses that were looked up or connected to; every attempt is refused."""
    found: list[object] = []

    def refuse(*arguments: object, **more: object) -> None:
        found.append(arguments)
        raise OSError("no network in this test")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return found


def test_passage_vectors_are_unit_vectors_of_384_dimensions(embedder):
    vectors = np.array(embedder.embed_documents(TEXTS))
    assert vectors.shape == (len(TEXTS), 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_query_vectors_are_unit_vectors(embedder):
    for text in (*TEXTS, ""):
        assert np.linalg.norm(embedder.embed_query(text)) == pytest.approx(1.0, abs=1e-5)


def test_vectors_are_plain_lists_of_floats(embedder):
    assert all(type(value) is float for value in embedder.embed_query("旧改"))
    assert all(type(value) is float for value in embedder.embed_documents(["旧改"])[0])


def test_no_passages_have_no_vectors(embedder):
    assert embedder.embed_documents([]) == []


def test_a_query_and_a_passage_of_the_same_words_are_prompted_differently(embedder):
    for text in TEXTS:
        cosine = np.dot(embedder.embed_query(text), embedder.embed_documents([text])[0])
        assert 0.5 < cosine < 0.999


def test_vectors_are_those_of_the_encoder_itself(embedder, encoder):
    for text, vector in zip(TEXTS, embedder.embed_documents(TEXTS), strict=True):
        assert vector == pytest.approx(encoder.encode(f"passage: {text}"), abs=1e-5)
        assert embedder.embed_query(text) == pytest.approx(
            encoder.encode(f"query: {text}"), abs=1e-5
        )


def test_a_passage_has_the_same_vector_alone_and_among_others(embedder):
    together = np.array(embedder.embed_documents(TEXTS))
    for text, vector in zip(TEXTS, together, strict=True):
        assert np.dot(embedder.embed_documents([text])[0], vector) == pytest.approx(1.0, abs=1e-4)


def test_a_text_is_read_up_to_400_characters():
    class Recorder:
        def encode_query(self, text: str, **options: object) -> np.ndarray:
            seen.append(text)
            return np.zeros(2)

        def encode_document(self, texts: list[str], **options: object) -> np.ndarray:
            seen.extend(texts)
            return np.zeros((len(texts), 2))

    seen: list[str] = []
    recording = SentenceEmbedder(Recorder(), "recorder")  # type: ignore[arg-type]
    recording.embed_query("审计" * 5000)
    recording.embed_documents(["短。", "监督" * 5000])
    assert seen == ["审计" * 200, "短。", "监督" * 200]


def test_like_meanings_are_nearer_than_unlike_ones(embedder):
    query = embedder.embed_query("给老楼装电梯")
    cosines = np.array(embedder.embed_documents(TEXTS)) @ query
    assert int(np.argmax(cosines)) == 1


def test_the_embedder_is_loaded_once_a_process(embedder, tmp_path):
    assert load_embedder(settings_in(tmp_path)) is embedder


def test_embedding_connects_to_nothing(embedder, attempts):
    embedder.embed_query("旧改")
    embedder.embed_documents(TEXTS)
    assert attempts == []


@pytest.mark.parametrize("name", ["/no/such/model", "./没有的模型"])
def test_an_unknown_model_folder_is_told_in_chinese_without_network(tmp_path, attempts, name):
    with pytest.raises(UserError, match="PLAN_EMBEDDER") as caught:
        load_embedder(settings_in(tmp_path, embedder=name))
    assert f"无法加载向量模型“{name}”" in caught.value.message
    assert re.search(r"Error$", caught.value.technical)
    assert attempts == []


def test_a_folder_that_holds_no_model_is_told_in_chinese_without_network(tmp_path, attempts):
    with pytest.raises(UserError, match="模型是否完整"):
        load_embedder(settings_in(tmp_path, embedder=str(tmp_path)))
    assert attempts == []


def test_the_identity_changes_with_the_model_and_its_prompts(tmp_path):
    bundled = settings_in(tmp_path)
    variants = [
        bundled,
        settings_in(tmp_path, embedder="/models/bge"),
        bundled.model_copy(update={"query_prompt": "为"}),
        bundled.model_copy(update={"passage_prompt": "为"}),
    ]
    assert len({config.embedder_identity for config in variants}) == 4


def printed(code: str) -> str:
    """Run code in a process of its own and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROJECT,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_importing_the_modules_that_index_loads_neither_torch_nor_chroma():
    code = (
        "import sys, index.embedding, index.store;"
        "print({'torch', 'chromadb', 'sentence_transformers'} & set(sys.modules))"
    )
    assert printed(code) == "set()"


def test_the_bundled_model_waits_for_no_library_of_other_models():
    code = (
        "import sys; from index.embedding import load_embedder\n"
        "from index.settings import Settings\n"
        "load_embedder(Settings(_env_file=None, embedder='plan-e5-small')).embed_query('旧改')\n"
        "print({'torch', 'sentence_transformers', 'transformers', 'sklearn'} & set(sys.modules))"
    )
    assert printed(code) == "set()"
