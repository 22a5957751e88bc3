"""The vector index in a real Chroma: what is embedded anew, and what survives a failure."""

import signal
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from eval import kill
from index import store
from index.errors import IndexFolderError
from index.library import index_plan
from index.overlay import Overlay
from index.passages import Passage, split_plan
from index.plan import Plan
from index.reading import parse_plan
from index.settings import Settings
from tests.conftest import settings_in
from tests.forks import forked

KEY = "/plans/计划.txt"
SENTENCES = ("推进旧区改造。", "完成征收10000户。", "新增床位600张。", "打造公园9公里。")


class HashEmbedder(kill.HashEmbedder):
    """Remembers what it embedded, too."""

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.embedded += texts
        return super().embed_documents(texts)


def forbidden() -> HashEmbedder:
    raise AssertionError("nothing was to be embedded")


def make_plan(*sentences: str, overlay: Overlay | None = None) -> Plan:
    """A plan with two sentences an item."""
    items = ["".join(sentences[i : i + 2]) for i in range(0, len(sentences), 2)]
    lines = [f"{number}.{text}" for number, text in enumerate(items, start=1)]
    return parse_plan("\n".join(["测试计划", *lines]), "计划.txt", overlay)


def long_plan(prefix: str) -> Plan:
    """A plan of more passages than one batch holds."""
    return make_plan(*(f"{prefix}第{n}件事要办好。" for n in range(150)))


def build(
    plan: Plan,
    config: Settings,
    embedder: Callable[[], HashEmbedder] | None = None,
    key: str = KEY,
) -> store.BuildReport:
    return store.build(plan, key, split_plan(plan), config, embedder or HashEmbedder)


def stored(config: Settings, name: str) -> dict[int, tuple[str, dict]]:
    """Return ordinal → (text, metadata) of a collection."""
    found = store.open_client(config.data).get_collection(name, embedding_function=None).get()
    return {
        int(identifier): (text, metadata)
        for identifier, text, metadata in zip(
            found["ids"], found["documents"], found["metadatas"], strict=True
        )
    }


def collections(config: Settings) -> set[str]:
    return {found.name for found in store.open_client(config.data).list_collections()}


def holds(config: Settings, name: str, passages: tuple[Passage, ...]) -> bool:
    expected = {
        p.ordinal: (
            p.text,
            {"item": p.item, "ordinal": p.ordinal, "start": p.span.start, "end": p.span.end},
        )
        for p in passages
    }
    return stored(config, name) == expected


@pytest.fixture
def config(data_folder: Path) -> Settings:
    return settings_in(data_folder, embedder="hash")


# What is embedded anew


def test_the_first_build_embeds_every_passage_and_stores_where_it_stands(config):
    plan = make_plan(*SENTENCES)
    report = build(plan, config)
    assert (report.rebuilt, report.embedded, report.reused) == (True, 4, 0)
    assert holds(config, report.collection, split_plan(plan))
    assert store.serving_collection(config, KEY) == report.collection


def test_a_second_build_embeds_nothing_and_loads_no_embedder(config):
    plan = make_plan(*SENTENCES)
    first = build(plan, config)
    second = build(plan, config, forbidden)
    assert second == store.BuildReport(first.collection, rebuilt=False, embedded=0, reused=4)


def test_changing_one_item_embeds_only_its_changed_passages(config):
    before = build(make_plan(*SENTENCES), config)
    old_vectors = vectors(config, before.collection)
    changed = make_plan(*SENTENCES[:2], "新增床位700张。", SENTENCES[3])
    embedder = HashEmbedder()
    after = build(changed, config, lambda: embedder)
    assert embedder.embedded == ["新增床位700张。"]
    assert (after.rebuilt, after.embedded, after.reused) == (True, 1, 3)
    assert after.collection != before.collection
    assert holds(config, after.collection, split_plan(changed))
    new_vectors = vectors(config, after.collection)
    for text in (*SENTENCES[:2], SENTENCES[3]):
        assert new_vectors[text] == pytest.approx(old_vectors[text], abs=1e-6)


def vectors(config: Settings, name: str) -> dict[str, tuple[float, ...]]:
    collection = store.open_client(config.data).get_collection(name, embedding_function=None)
    found = collection.get(include=["documents", "embeddings"])
    return {
        text: tuple(vector.tolist())
        for text, vector in zip(found["documents"], found["embeddings"], strict=True)
    }


def test_a_plan_that_loses_an_item_embeds_nothing_and_forgets_its_passages(config):
    build(make_plan(*SENTENCES), config)
    shorter = make_plan(*SENTENCES[:2])
    report = build(shorter, config, forbidden)
    assert (report.embedded, report.reused) == (0, 2)
    assert holds(config, report.collection, split_plan(shorter))


def test_progress_is_told_batch_by_batch(config):
    told: list[tuple[str, int, int]] = []
    plan = long_plan("新")
    store.build(
        plan, KEY, split_plan(plan), config, HashEmbedder,
        lambda what, done, total: told.append((what, done, total)),
    )  # fmt: skip
    assert told == [("计算向量", done, 150) for done in (64, 128, 150)]


def test_an_index_is_forgotten_unless_another_plan_shares_it(config):
    plan = make_plan(*SENTENCES)
    name = build(plan, config, key="one").collection
    build(plan, config, key="two")
    store.forget(config, "one")
    assert name in collections(config)
    store.forget(config, "two")
    store.forget(config, "never there")
    assert collections(config) == set()
    assert store.serving_collection(config, "two") is None


def test_another_edition_under_another_path_embeds_what_no_plan_has(config):
    build(make_plan("丁办好。", "戊办好。"), config, key="other")
    first = build(make_plan(*SENTENCES), config, key="one")
    embedder = HashEmbedder()
    edition = make_plan(*SENTENCES[:2], "新增床位700张。", "丁办好。")
    second = build(edition, config, lambda: embedder, key="two")
    assert embedder.embedded == ["新增床位700张。"]
    assert (second.rebuilt, second.embedded, second.reused) == (True, 1, 3)
    assert holds(config, second.collection, split_plan(edition))
    assert holds(config, first.collection, split_plan(make_plan(*SENTENCES)))


@pytest.mark.parametrize("change", [{"embedder": "another"}, {"passage_prompt": "为"}])
def test_another_edition_takes_no_vectors_of_another_embedder(config, change):
    build(make_plan(*SENTENCES), config, key="one")
    edition = make_plan(*SENTENCES[:2], "新增床位700张。", "丁办好。")
    report = build(edition, config.model_copy(update=change), key="two")
    assert (report.rebuilt, report.embedded, report.reused) == (True, 4, 0)


def test_changing_the_embedder_embeds_everything_anew(config):
    plan = make_plan(*SENTENCES)
    first = build(plan, config)
    other = settings_in(config.data, embedder="another")
    second = build(plan, other)
    assert (second.rebuilt, second.embedded, second.reused) == (True, 4, 0)
    assert second.collection != first.collection


@pytest.mark.parametrize("prompt", ["query_prompt", "passage_prompt"])
def test_changing_a_prompt_embeds_everything_anew(config, prompt):
    plan = make_plan(*SENTENCES)
    build(plan, config)
    report = build(plan, config.model_copy(update={prompt: "查询："}))
    assert (report.rebuilt, report.embedded) == (True, 4)


def test_changing_a_display_title_rebuilds_and_reuses_every_vector(config):
    first = build(make_plan(*SENTENCES), config)
    titled = make_plan(*SENTENCES, overlay=Overlay(titles={"1": "［加］快推进"}))
    second = build(titled, config, forbidden)
    assert (second.rebuilt, second.embedded, second.reused) == (True, 0, 4)
    assert second.collection != first.collection


def test_moving_items_and_columns_about_is_a_new_index_of_old_vectors(config):
    texts = ["甲事要办好。", "乙事要办好。"]
    first = build(parse_plan(f"计划\n1.{texts[0]}\n2.{texts[1]}", "x.txt"), config)
    second = build(parse_plan(f"计划\n3.{texts[0]}\n4.{texts[1]}", "x.txt"), config, forbidden)
    assert (second.rebuilt, second.embedded, second.reused) == (True, 0, 2)
    assert first.collection != second.collection


def test_two_plans_in_one_folder_do_not_disturb_each_other(config):
    one, two = make_plan(*SENTENCES), make_plan("甲办好。", "乙办好。")
    first = build(one, config, key="one")
    second = build(two, config, key="two")
    build(make_plan("甲办好。", "丙办好。"), config, key="two")
    assert build(one, config, forbidden, key="one").rebuilt is False
    assert holds(config, first.collection, split_plan(one))
    assert second.collection != first.collection


def test_the_same_plan_under_another_path_shares_the_index(config):
    plan = make_plan(*SENTENCES)
    first = build(plan, config, key="one")
    second = build(plan, config, forbidden, key="two")
    assert (second.collection, second.rebuilt, second.reused) == (first.collection, False, 4)
    assert store.serving_collection(config, "one") == store.serving_collection(config, "two")


def test_a_replaced_collection_serves_until_the_next_build(config):
    names = [
        build(make_plan(*SENTENCES[:2], "新增床位700张。", f"第{n}件事。"), config).collection
        for n in (1, 2, 3)
    ]
    assert collections(config) == set(names[1:])
    assert store.serving_collection(config, KEY) == names[2]


# Failures


def test_a_killed_build_leaves_the_old_index_serving_and_the_next_one_goes_on_from_it(
    config, tmp_path
):
    old, new = long_plan("旧"), long_plan("新")
    before = build(old, config)
    log = tmp_path / "log"
    child = forked(build_until_stuck, log, config.data)
    half_built = first_line(log)
    child.kill()
    child.join()
    assert child.exitcode == -signal.SIGKILL

    assert half_built == f"plan-{store.fingerprint(new, config)}"
    assert half_built in collections(config)
    come_to = len(stored(config, half_built))
    assert 0 < come_to < 150
    assert store.serving_collection(config, KEY) == before.collection
    assert holds(config, before.collection, split_plan(old))
    assert build(old, config, forbidden).rebuilt is False

    embedder = HashEmbedder()
    after = build(new, config, lambda: embedder)
    assert (after.rebuilt, after.embedded) == (True, 150 - come_to)
    assert embedder.embedded == [passage.text for passage in split_plan(new)[come_to:]]
    assert holds(config, after.collection, split_plan(new))
    assert store.serving_collection(config, KEY) == after.collection


def first_line(log: Path) -> str:
    """Wait for the first line that a process writes."""
    deadline = time.monotonic() + 90
    while not (log.exists() and "\n" in log.read_text()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return log.read_text().split("\n")[0]


def build_until_stuck(folder: Path) -> None:
    """Name the collection, and never come to the end of it."""
    plan, config = long_plan("新"), settings_in(folder, embedder="hash")

    class Stuck(HashEmbedder):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            if self.embedded:
                print(f"plan-{store.fingerprint(plan, config)}", flush=True)
                time.sleep(60)
            return super().embed_documents(texts)

    stuck = Stuck()
    build(plan, config, lambda: stuck)


def test_two_processes_that_build_at_once_both_succeed(config, tmp_path):
    start, logs = tmp_path / "start", [tmp_path / name for name in "ab"]
    children = [forked(build_when_told, log, config.data, start) for log in logs]
    assert [first_line(log) for log in logs] == ["ready", "ready"]
    start.touch()
    for child in children:
        child.join()
    outputs = [log.read_text() for log in logs]
    assert [child.exitcode for child in children] == [0, 0], outputs
    assert sorted(outputs) == ["ready\nembedded 0\n", "ready\nembedded 150\n"]
    plan = long_plan("新")
    report = build(plan, config, forbidden)
    assert report.rebuilt is False
    assert holds(config, report.collection, split_plan(plan))


def build_when_told(folder: Path, told: Path) -> None:
    """Wait for the file `told`, build, and say how much was embedded."""
    plan, config = long_plan("新"), settings_in(folder, embedder="hash")
    print("ready", flush=True)
    while not told.exists():
        time.sleep(0.001)
    print("embedded", build(plan, config).embedded)


def test_threads_that_open_a_new_folder_at_once_all_succeed(config):
    failures: list[Exception] = []
    gate = threading.Barrier(4)

    def open_often() -> None:
        gate.wait()
        try:
            for _ in range(25):
                store.open_client(config.data)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=open_often) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe\x00", b"[]", b"null", b'"plan"', b'{"other": ["plan-x"]}'],
)
def test_a_damaged_manifest_is_made_anew_and_no_vector_is_lost(config, content):
    plan = make_plan(*SENTENCES)
    build(plan, config)
    (config.data / "plans.json").write_bytes(content)
    report = build(plan, config, forbidden)
    assert (report.rebuilt, report.embedded) == (True, 0)
    assert holds(config, report.collection, split_plan(plan))
    assert build(plan, config, forbidden).rebuilt is False


def test_a_collection_that_lost_passages_is_rebuilt(config):
    plan = make_plan(*SENTENCES)
    name = build(plan, config).collection
    client = store.open_client(config.data)
    client.get_collection(name, embedding_function=None).delete(ids=["2"])
    embedder = HashEmbedder()
    assert build(plan, config, lambda: embedder).rebuilt is True
    assert embedder.embedded == [split_plan(plan)[2].text]
    assert holds(config, name, split_plan(plan))


def test_a_large_collection_is_read_in_parts(config, monkeypatch):
    # Chroma fails to read more than 32,766 passages at once; here as many are 20.
    monkeypatch.setattr(store, "_READ", 20)
    plan = long_plan("旧")
    report = build(plan, config)
    collection = store.open_client(config.data).get_collection(report.collection)
    collection.delete(["1"])
    read = type(collection).get
    sizes = []

    def counted(self, ids=None, *, include, **options):
        if include == ["documents", "metadatas"]:
            sizes.append(len(ids))
        return read(self, ids, include=include, **options)

    monkeypatch.setattr(type(collection), "get", counted)
    again = build(plan, config)
    assert (again.embedded, again.mended) == (1, True)
    assert max(sizes) == 20


def test_a_collection_that_is_gone_is_rebuilt(config):
    plan = make_plan(*SENTENCES)
    name = build(plan, config).collection
    store.open_client(config.data).delete_collection(name)
    assert build(plan, config).embedded == 4
    assert holds(config, name, split_plan(plan))


def test_an_embedder_that_fails_leaves_the_old_index_serving(config):
    old = make_plan(*SENTENCES)
    before = build(old, config)

    def broken() -> HashEmbedder:
        raise RuntimeError("no model")

    with pytest.raises(RuntimeError, match="no model"):
        build(make_plan("甲办好。", "乙办好。"), config, broken)
    assert store.serving_collection(config, KEY) == before.collection
    assert holds(config, before.collection, split_plan(old))
    assert build(make_plan("甲办好。", "乙办好。"), config).embedded == 2


def test_a_file_in_place_of_the_folder_is_told_in_chinese(config):
    config.data.write_text("not a folder")
    with pytest.raises(IndexFolderError, match=r"无法写入.*PLAN_DATA") as caught:
        build(make_plan(*SENTENCES), config)
    assert f"索引文件夹“{config.data}”" in caught.value.message
    assert config.data.read_text() == "not a folder"


def test_a_folder_below_a_file_is_told_in_chinese(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(IndexFolderError, match="PLAN_DATA"):
        build(make_plan(*SENTENCES), settings_in(tmp_path / "file" / "data"))


# Privacy and paths


def test_telemetry_is_off(config):
    client = store.open_client(config.data)
    assert client.get_settings().anonymized_telemetry is False


def test_a_build_connects_to_nothing(config, monkeypatch):
    attempts: list[object] = []

    def refuse(self: socket.socket, address: object) -> None:
        attempts.append(address)
        raise OSError("no network in this test")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    build(make_plan(*SENTENCES), config)
    assert attempts == []


def test_no_draft_or_probe_is_left_in_the_folder(config):
    build(make_plan(*SENTENCES), config)
    names = {path.name for path in config.data.iterdir()}
    assert not [name for name in names if name.startswith((".write-", "plans.json."))]
    assert "plans.json" in names


def test_the_plan_file_is_known_by_its_resolved_path(config, tmp_path, monkeypatch):
    path = tmp_path / "计划.txt"
    path.write_text("计划\n1.甲办好。\n2.乙办好。", encoding="utf-8")
    monkeypatch.setattr("index.library.load_embedder", lambda config: HashEmbedder())
    assert index_plan(path, config)[2].rebuilt is True
    monkeypatch.chdir(tmp_path)
    _, passages, report = index_plan(Path("./计划.txt"), config)
    assert (report.rebuilt, report.reused) == (False, len(passages))
    assert store.serving_collection(config, str(path)) == report.collection
