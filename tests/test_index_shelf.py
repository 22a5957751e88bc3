"""The shelf of plans: adding, replacing, listing, removing, and what stays when that fails."""

import json
from pathlib import Path

import pytest

from index import shelf, store
from index.errors import IndexFolderError, PlanError, UserError
from index.library import open_plan
from index.reading import load_plan
from index.settings import BUILT_IN_PLAN, Settings
from index.shelf import add_plan, remove_plan, shelved_plans
from tests.conftest import settings_in
from tests.documents import write_docx
from tests.test_index_store import HashEmbedder

ITEMS = ["建公园3座。", "推进旧区改造，完成征收9000户。", "新增养老床位600张。"]


@pytest.fixture
def embedder(monkeypatch: pytest.MonkeyPatch) -> HashEmbedder:
    made = HashEmbedder()
    monkeypatch.setattr("index.library.load_embedder", lambda config: made)
    return made


@pytest.fixture
def config(data_folder: Path) -> Settings:
    return settings_in(data_folder, embedder="hash")


def write(path: Path, title: str, items: list[str] = ITEMS) -> Path:
    numbered = [f"{number}.{text}" for number, text in enumerate(items, start=1)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([title, *numbered]), encoding="utf-8")
    return path


def titles(config: Settings) -> list[str]:
    return [shelved.title for shelved in shelved_plans(config)]


def test_an_empty_shelf_holds_the_plan_of_the_settings(config):
    (built_in,) = shelved_plans(config)
    assert (built_in.title, built_in.year, built_in.items) == (
        "2020年区委、区政府重点工作",
        2020,
        27,
    )
    assert built_in.path == BUILT_IN_PLAN
    assert not config.data.exists()


def test_an_added_plan_stands_beside_the_one_before_it_the_newest_first(config, embedder, tmp_path):
    added = add_plan(write(tmp_path / "a.txt", "2021年工作计划"), config)
    assert added.replaced is None
    assert titles(config) == ["2021年工作计划", "2020年区委、区政府重点工作"]
    assert (added.shelved.items, added.shelved.passages, added.shelved.damage) == (3, 3, 0)
    assert added.shelved.fingerprint == store.fingerprint(added.plan, config)


def test_a_new_version_embeds_only_the_passages_that_changed(config, embedder, tmp_path):
    first = add_plan(write(tmp_path / "a.txt", "2021年工作计划"), config)
    embedder.embedded.clear()
    changed = [ITEMS[0], "推进旧区改造，完成征收9500户。", ITEMS[2]]
    second = add_plan(write(tmp_path / "修订" / "b.txt", "2021年工作计划", changed), config)
    assert embedder.embedded == [changed[1]]
    assert (second.report.embedded, second.report.reused) == (1, 2)
    assert second.replaced == first.shelved
    assert second.shelved.key == first.shelved.key
    assert titles(config) == ["2021年工作计划", "2020年区委、区政府重点工作"]
    assert not first.shelved.path.exists() and second.shelved.path.exists()


def test_the_same_plan_as_word_file_replaces_it_and_embeds_nothing(config, embedder, tmp_path):
    add_plan(write(tmp_path / "a.txt", "2021年工作计划"), config)
    embedder.embedded.clear()
    path = tmp_path / "a.docx"
    path.write_bytes(write_docx(["2021年工作计划", *(f"{n}、{t}" for n, t in enumerate(ITEMS, 1))]))
    assert add_plan(path, config).replaced is not None
    assert embedder.embedded == []


def test_a_file_written_over_with_the_next_year_is_another_plan(config, embedder, tmp_path):
    path = tmp_path / "工作计划.txt"
    add_plan(write(path, "2021年工作计划"), config)
    add_plan(write(path, "2022年工作计划"), config)
    assert titles(config)[:2] == ["2022年工作计划", "2021年工作计划"]


def test_a_corrected_title_in_the_same_file_replaces_the_plan(config, embedder, tmp_path):
    path = tmp_path / "工作计划.txt"
    add_plan(write(path, "2021年工作记划"), config)
    add_plan(write(path, "2021年工作计划"), config)
    assert titles(config) == ["2021年工作计划", "2020年区委、区政府重点工作"]


@pytest.mark.parametrize("content", [b"", b"no items", b"PK\x03\x04", "1.甲。\n1.乙。".encode()])
def test_a_plan_that_cannot_be_read_leaves_the_old_one(config, embedder, tmp_path, content):
    path = write(tmp_path / "a.txt", "2021年工作计划")
    before = add_plan(path, config).shelved
    path.write_bytes(content)
    with pytest.raises(PlanError):
        add_plan(path, config)
    assert before in shelved_plans(config)
    assert before.path.read_text(encoding="utf-8").startswith("2021年工作计划")


def test_an_embedder_that_fails_leaves_the_old_plan(config, embedder, tmp_path, monkeypatch):
    path = write(tmp_path / "a.txt", "2021年工作计划")
    before = add_plan(path, config).shelved
    collection = store.serving_collection(config, before.key)
    monkeypatch.setattr("index.library.load_embedder", lambda config: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        add_plan(write(path, "2021年工作计划", ["全新的一项。"]), config)
    assert before in shelved_plans(config) and before.path.exists()
    assert store.serving_collection(config, before.key) == collection


def test_the_original_may_be_spoilt_or_deleted_afterwards(config, embedder, tmp_path):
    path = write(tmp_path / "a.txt", "2021年工作计划")
    (tmp_path / "a.toml").write_text('[titles]\n1 = "［扩］建公园"\n', encoding="utf-8")
    shelved = add_plan(path, config).shelved
    path.unlink()
    (tmp_path / "a.toml").unlink()
    opened = open_plan(shelved.path, config, mode="lexical", key=shelved.key)
    assert [item.text for item in opened.plan.items] == ITEMS
    assert opened.plan.items[0].title == "［扩］建公园"
    assert opened.report.rebuilt is False


def test_an_index_folder_that_is_moved_keeps_its_plans(config, embedder, tmp_path):
    add_plan(write(tmp_path / "a.txt", "2021年工作计划"), config)
    moved = settings_in(config.data.rename(tmp_path / "moved"), embedder="hash")
    assert all(shelved.path.is_file() for shelved in shelved_plans(moved))
    assert len(shelved_plans(moved)) == 2


@pytest.mark.parametrize(
    "wanted", ["2021", "2021年", "2021年工作计划", "《2021年工作计划》", "print"]
)
def test_a_plan_is_removed_by_year_title_or_fingerprint(config, embedder, tmp_path, wanted):
    added = add_plan(write(tmp_path / "a.txt", "2021年工作计划"), config).shelved
    removed = remove_plan(added.fingerprint[:8] if wanted == "print" else wanted, config)
    assert removed == added
    assert titles(config) == ["2020年区委、区政府重点工作"]
    assert not added.path.exists()
    assert store.serving_collection(config, added.key) is None


def test_the_built_in_plan_can_be_taken_off_the_shelf_and_its_file_stays(
    config, embedder, tmp_path
):
    add_plan(write(tmp_path / "a.txt", "2021年工作计划"), config)
    remove_plan("2020", config)
    assert titles(config) == ["2021年工作计划"]
    assert BUILT_IN_PLAN.exists()


def test_what_is_to_be_removed_must_be_one_plan_and_not_the_last(config, embedder, tmp_path):
    with pytest.raises(UserError, match="唯一的计划"):
        remove_plan("2020", config)
    add_plan(write(tmp_path / "a.txt", "2021年政府工作"), config)
    add_plan(write(tmp_path / "b.txt", "2021年党委工作"), config)
    with pytest.raises(UserError, match=r"有 2 份计划符合“2021”.*《2021年党委工作》"):
        remove_plan("2021", config)
    with pytest.raises(UserError, match="没有“1999”这份计划"):
        remove_plan("1999", config)
    assert len(titles(config)) == 3


@pytest.mark.parametrize("content", ["{", "[1]", '[{"key": "a"}]', '{"a": 1}'])
def test_a_damaged_list_is_told_and_not_overwritten(config, embedder, tmp_path, content):
    add_plan(write(tmp_path / "a.txt", "2021年工作计划"), config)
    path = config.data / "library.json"
    path.write_text(content, encoding="utf-8")
    for call in (lambda: shelved_plans(config), lambda: add_plan(tmp_path / "a.txt", config)):
        with pytest.raises(IndexFolderError, match="已损坏"):
            call()
    assert path.read_text(encoding="utf-8") == content


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").touch()
    config = settings_in(tmp_path / "file" / "data", embedder="hash")
    with pytest.raises(IndexFolderError, match="无法写入"):
        add_plan(write(tmp_path / "a.txt", "2021年工作计划"), config)


def test_the_list_names_its_copies_relative_to_the_folder(config, embedder, tmp_path):
    add_plan(write(tmp_path / "a.txt", "2021年工作计划"), config)
    stored = json.loads((config.data / "library.json").read_text(encoding="utf-8"))
    assert [entry["path"].split("/")[0] for entry in stored] == [shelf._FOLDER, "built-in"]


def test_the_plan_of_the_program_keeps_all_that_stands_beside_it(config, embedder, tmp_path, plan):
    add_plan(write(tmp_path / "a.txt", "2021年工作计划"), config)
    (built_in,) = (shelved for shelved in shelved_plans(config) if shelved.year == 2020)
    assert load_plan(built_in.path) == plan and plan.expansions and plan.cases


def test_what_stands_beside_a_plan_is_copied_with_it(config, embedder, tmp_path):
    path = write(tmp_path / "a.txt", "2021年工作计划")
    (tmp_path / "a.toml").write_text('cases = "a.jsonl"\n', encoding="utf-8")
    (tmp_path / "a.jsonl").touch()
    asked = '[[asked]]\nitem = "1"\nat = "建公园"\nsay = ["造绿地"]\n'
    (tmp_path / "a.asked.toml").write_text(asked, encoding="utf-8")
    read = load_plan(add_plan(path, config).shelved.path)
    assert read.expansions == load_plan(path).expansions != ()
    assert read.cases and read.cases.exists() and read.cases != tmp_path / "a.jsonl"
