"""Files of the index that are truncated, gone or tampered with: found, and made anew."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index import seal, store, vectors
from index.passages import split_plan
from index.plan import Plan
from index.settings import Settings
from tests.conftest import settings_in
from tests.test_index_store import HashEmbedder, build, forbidden, holds, long_plan

GRAPH_FILES = (
    "data_level0.bin", "header.bin", "index_metadata.pickle", "length.bin", "link_lists.bin"
)  # fmt: skip


@pytest.fixture(scope="module")
def whole_plan() -> Plan:
    return long_plan("旧")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, whole_plan: Plan) -> Path:
    """An index whose graph Chroma has written out, as it does for a thousand passages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "_HNSW", store._HNSW | {"sync_threshold": 100, "batch_size": 100})
        config = settings_in(tmp_path_factory.mktemp("whole") / "data", embedder="hash")
        build(whole_plan, config)
    return config.data


@pytest.fixture
def config(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a copy of that index, which this process has not opened."""
    monkeypatch.setattr(store, "_HNSW", store._HNSW | {"sync_threshold": 100, "batch_size": 100})
    return settings_in(Path(shutil.copytree(whole, tmp_path / "data")), embedder="hash")


def spoil(path: Path, how: str) -> None:
    data = path.read_bytes()
    third = len(data) // 3
    if how == "gone":
        path.unlink()
    elif how == "truncated":
        path.write_bytes(data[: len(data) // 2])
    elif how == "tampered":
        flipped = bytes(byte ^ 0xA5 for byte in data[third : 2 * third])
        path.write_bytes(data[:third] + flipped + data[2 * third :])


def finds_itself(config: Settings, name: str, plan: Plan) -> bool:
    """Whether each passage's own vector finds it."""
    collection = store.open_client(config.data).get_collection(name, embedding_function=None)
    texts = [passage.text for passage in split_plan(plan)]
    found = collection.query(query_embeddings=HashEmbedder().embed_documents(texts), n_results=1)
    return [ids[0] for ids in found["ids"]] == [str(n) for n in range(len(texts))]


def test_an_index_that_is_whole_is_opened_as_it_is(config, whole_plan):
    report = build(whole_plan, config, forbidden)
    assert (report.rebuilt, report.mended) == (False, False)
    assert seal.graph_folder(config.data, report.collection)
    assert finds_itself(config, report.collection, whole_plan)


@pytest.mark.parametrize("how", ["gone", "truncated", "tampered"])
@pytest.mark.parametrize("file", GRAPH_FILES)
def test_a_damaged_graph_is_not_loaded_but_made_anew(config, whole_plan, file, how, caplog):
    (name,) = store._read_manifest(config.data).values()
    folder = seal.graph_folder(config.data, name)
    spoil(folder / file, how)
    report = build(whole_plan, config)
    assert (report.rebuilt, report.mended, report.embedded) == (True, True, 150)
    assert "damaged" in caplog.text
    assert holds(config, name, split_plan(whole_plan))
    assert finds_itself(config, name, whole_plan)
    assert build(whole_plan, config, forbidden).rebuilt is False


@pytest.mark.parametrize("how", ["truncated", "tampered"])
def test_a_damaged_database_is_set_aside_and_made_anew(config, whole_plan, how, caplog):
    spoil(config.data / "chroma.sqlite3", how)
    report = build(whole_plan, config)
    assert (report.rebuilt, report.mended, report.embedded) == (True, True, 150)
    assert "damaged" in caplog.text
    assert holds(config, report.collection, split_plan(whole_plan))
    assert (config.data / "chroma.sqlite3.damaged").exists()


def test_a_file_that_is_no_database_is_kept_under_another_name(data_folder, whole_plan):
    data_folder.mkdir()
    (data_folder / "chroma.sqlite3").write_bytes(b"garbage " * 1000)
    config = settings_in(data_folder, embedder="hash")
    assert build(whole_plan, config).embedded == 150
    assert (data_folder / "chroma.sqlite3.damaged").read_bytes() == b"garbage " * 1000


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE embedding_metadata SET string_value = '99' WHERE key = 'item' AND id = 8",
        "UPDATE embedding_metadata SET int_value = 9999 WHERE key = 'ordinal' AND id = 8",
        "UPDATE embedding_metadata SET string_value = '改过。' "
        "WHERE key = 'chroma:document' AND id = 8",
        "DELETE FROM embedding_metadata WHERE id = 8",
    ],
    ids=["item", "ordinal", "text", "all gone"],
)
def test_what_the_database_says_of_a_passage_is_held_against_the_plan(config, whole_plan, change):
    with closing(sqlite3.connect(config.data / "chroma.sqlite3")) as database, database:
        assert database.execute(change).rowcount > 0
    report = build(whole_plan, config)
    assert report.mended and report.embedded <= 1
    assert holds(config, report.collection, split_plan(whole_plan))


def test_a_graph_that_a_killed_build_left_unsealed_is_not_loaded(config, whole_plan):
    new = long_plan("新")
    name = f"plan-{store.fingerprint(new, config)}"
    passages = split_plan(new)
    client = store.open_client(config.data)
    store._fill(client, name, passages[:128], {}, HashEmbedder, config, lambda *_: None)
    seal.keep_seals(config.data, store._read_manifest(config.data).values())
    report = build(new, config)
    assert (report.embedded, report.mended) == (150, False)
    assert holds(config, report.collection, passages)


def test_the_vectors_of_a_damaged_old_version_are_not_taken_over(config, whole_plan):
    (name,) = store._read_manifest(config.data).values()
    spoil(seal.graph_folder(config.data, name) / "data_level0.bin", "tampered")
    texts = [passage.text for passage in split_plan(whole_plan)]
    changed = long_plan("新")
    assert not set(texts) & {passage.text for passage in split_plan(changed)}
    assert store._known_vectors(store.open_client(config.data), name, config) == {}
    assert build(changed, config).embedded == 150


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"x": 1}'])
def test_damaged_seals_cost_a_rebuild_and_nothing_else(config, whole_plan, content):
    (config.data / "seals.json").write_bytes(content)
    assert build(whole_plan, config).mended is True
    assert build(whole_plan, config, forbidden).rebuilt is False


@pytest.mark.parametrize("how", ["truncated", "tampered", "empty", "of another shape"])
def test_damaged_vectors_of_expansions_are_made_anew(tmp_path, monkeypatch, how, caplog):
    config = settings_in(tmp_path, embedder="hash")
    monkeypatch.setattr(vectors, "load_embedder", lambda config: HashEmbedder())
    groups = [["甲", "乙"], ["丙"]]
    made = vectors.kept_vectors(groups, "asked", tmp_path / "none.npz", config)
    (path,) = tmp_path.glob("asked-*.npz")
    if how == "empty":
        path.write_bytes(b"")
    elif how == "of another shape":
        with np.load(path) as stored:
            mark = stored["fingerprint"]
        np.savez_compressed(path, vectors=np.zeros((1, 8), np.float16), fingerprint=mark)
    else:
        spoil(path, how)
    again = vectors.kept_vectors(groups, "asked", tmp_path / "none.npz", config)
    assert again == pytest.approx(made, abs=1e-3)
    assert how == "of another shape" or "damaged" in caplog.text


def test_vectors_that_cannot_be_kept_are_used_all_the_same(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(vectors, "load_embedder", lambda config: HashEmbedder())
    (tmp_path / "file").touch()
    nowhere = settings_in(tmp_path / "file", embedder="hash")
    made = vectors.kept_vectors([["甲"]], "items", None, nowhere)
    kept = vectors.kept_vectors([["甲"]], "items", None, settings_in(tmp_path, embedder="hash"))
    assert np.array_equal(made, kept)
    assert "not kept" in caplog.text and len(list(tmp_path.glob("items-*.npz"))) == 1
