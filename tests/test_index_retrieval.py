"""Hybrid retrieval: the right item for users' words, fusion by hand, LangChain's interface."""

import math
from pathlib import Path

import bm25s
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import store
from index.lexical import LexicalIndex, tokens, words
from index.library import IndexedPlan, open_plan
from index.retriever import HybridRetriever, Mode, _ranking
from index.settings import BUILT_IN_PLAN, Settings

PARAPHRASES = {
    "老房子拆迁今年要征收多少户": "17",
    "给老旧小区的楼房装电梯": "17",
    "养老院今年增加多少张床位": "18",
    "小朋友上幼儿园和托班": "19",
    "停车难怎么解决": "14",
    "河道水质怎么治理": "16",
    "轨道交通和快速路建设": "15",
    "政府的钱花得怎么样要做审计": "24",
    "干部怎么选拔任用": "25",
    "企业办事怎么更方便": "10",
    "滨江老厂房怎么利用": "2",
    "反腐败怎么做": "27",
    "怎样吸引人才": "5",
    "居委会和物业怎么一起管小区": "13",
    "防火和食品安全": "11",
    "How many elderly care beds will be added?": "18",
}
QUERY = "旧区改造今年征收多少户"


def in_mode(indexed: IndexedPlan, mode: Mode, k: int = 10) -> HybridRetriever:
    return HybridRetriever(
        plan=indexed.plan,
        passages=indexed.passages,
        vectors=indexed.retriever.vectors,
        mode=mode,
        k=k,
    )


@pytest.fixture(scope="module")
def lexical(indexed: IndexedPlan) -> HybridRetriever:
    return in_mode(indexed, "lexical")


def best_first(scores: np.ndarray) -> list[int]:
    return [int(i) for i in np.argsort(-scores, kind="stable") if scores[i] > 0]


def first_ranks(elements: list[str]) -> dict[str, int]:
    return {element: rank for rank, element in enumerate(dict.fromkeys(elements), start=1)}


# The right item


@pytest.mark.parametrize(("question", "item"), PARAPHRASES.items())
def test_hybrid_search_finds_the_right_item_for_users_words(indexed: IndexedPlan, question, item):
    assert indexed.retriever.search(question).items[0].item == item


def test_an_item_is_found_by_its_own_first_sentence(indexed: IndexedPlan):
    firsts = {passage.item: passage.text for passage in reversed(indexed.passages)}
    for label, sentence in list(firsts.items())[::3]:
        found = indexed.retriever.search(sentence)
        assert found.items[0].item == label
        assert found.hits[0].passage.text == sentence


# Ranks and fusion


@pytest.mark.parametrize("mode", ["dense", "lexical", "hybrid"])
def test_scores_are_the_reciprocal_ranks_fused_and_fall(indexed: IndexedPlan, mode: Mode):
    found = in_mode(indexed, mode).search(QUERY)
    assert found.query == QUERY
    for hits in (found.hits, found.items):
        assert hits
        for hit in hits:
            assert hit.ranks and min(hit.ranks.values()) >= 1
            assert hit.score == pytest.approx(sum(1 / (60 + r) for r in hit.ranks.values()))
        scores = [hit.score for hit in hits]
        assert scores == sorted(scores, reverse=True)
    assert len({hit.passage.ordinal for hit in found.hits}) == len(found.hits)
    assert len({hit.item for hit in found.items}) == len(found.items)


def test_the_dense_ranks_follow_the_cosines_of_the_stored_vectors(indexed: IndexedPlan):
    stored = indexed.retriever.vectors.get(include=["embeddings"])
    matrix = np.zeros((len(indexed.passages), 384))
    for identifier, vector in zip(stored["ids"], stored["embeddings"], strict=True):
        matrix[int(identifier)] = vector
    cosines = matrix @ np.array(indexed.retriever.embed(QUERY))
    hits = in_mode(indexed, "dense").search(QUERY).hits
    assert [hit.ranks["dense"] for hit in hits] == list(range(1, 101))
    expected = np.argsort(-cosines)[:20].tolist()
    assert [hit.passage.ordinal for hit in hits[:20]] == expected
    for hit in hits:
        assert hit.cosine == pytest.approx(cosines[hit.passage.ordinal], abs=1e-4)


def test_a_sentence_is_as_near_as_the_nearest_way_in_which_people_ask_about_it(
    indexed: IndexedPlan,
):
    """Another word for a thing, which stands nowhere in the plan, finds the sentence."""
    question = "石库门老屋搬迁指标"
    plain = in_mode(indexed, "dense").search(question)
    found = indexed.retriever.search(question)
    nearest = max(found.asked, key=lambda span: found.asked[span])
    assert found.asked[nearest] == max(found.asked.values())
    cosine_of = {hit.passage.ordinal: hit.cosine for hit in found.hits}
    for hit in plain.hits:
        spans = [expansion.span for expansion in hit.passage.expansions]
        asked = [found.asked[span] for span in spans]
        assert cosine_of[hit.passage.ordinal] == pytest.approx(max([hit.cosine, *asked]), abs=1e-5)
    assert not plain.asked


def test_the_hybrid_ranks_are_those_of_its_three_rankings(indexed: IndexedPlan):
    plan, passages = indexed.plan, indexed.passages
    query_tokens = tokens(QUERY)
    sentence_texts = [f"{p.text}\n{p.asked}" for p in passages]
    by_sentence = best_first(LexicalIndex(sentence_texts).scores(query_tokens))
    asked = {i.label: [p.asked for p in passages if p.item == i.label] for i in plan.items}
    item_texts = ["\n".join([i.title, i.text, *asked[i.label]]) for i in plan.items]
    by_item = best_first(LexicalIndex(item_texts).scores(query_tokens))
    dense = [hit.passage for hit in in_mode(indexed, "dense").search(QUERY).hits]

    item_ranks = {plan.items[place].label: rank for rank, place in enumerate(by_item, start=1)}
    passage_rankings = {
        "dense": {passage.ordinal: rank for rank, passage in enumerate(dense, start=1)},
        "sentence": {ordinal: rank for rank, ordinal in enumerate(by_sentence, start=1)},
        "item": {p.ordinal: item_ranks[p.item] for p in passages if p.item in item_ranks},
    }
    item_rankings = {
        "dense": first_ranks([passage.item for passage in dense]),
        "sentence": first_ranks([passages[ordinal].item for ordinal in by_sentence]),
        "item": item_ranks,
    }
    found = in_mode(indexed, "hybrid").search(QUERY)
    assert {hit.passage.ordinal: dict(hit.ranks) for hit in found.hits} == turned(passage_rankings)
    assert {hit.item: dict(hit.ranks) for hit in found.items} == turned(item_rankings)


def turned(rankings: dict) -> dict:
    """name → element → rank becomes element → name → rank."""
    elements = {element for ranks in rankings.values() for element in ranks}
    return {
        element: {name: ranks[element] for name, ranks in rankings.items() if element in ranks}
        for element in elements
    }


# Modes


@pytest.mark.parametrize(
    ("mode", "names"),
    [
        ("dense", {"dense"}),
        ("lexical", {"sentence", "item"}),
        ("hybrid", {"dense", "sentence", "item"}),
    ],
)
def test_each_mode_ranks_by_its_own_rankings_only(indexed: IndexedPlan, mode: Mode, names):
    found = in_mode(indexed, mode).search(QUERY)
    assert {name for hit in found.hits for name in hit.ranks} == names
    assert {name for hit in found.items for name in hit.ranks} == names
    assert found.items[0].item == "17"


def test_lexical_search_embeds_nothing(lexical: HybridRetriever, monkeypatch):
    def embed(self: HybridRetriever, query: str) -> list[float]:
        raise AssertionError("lexical search embedded its query")

    monkeypatch.setattr(HybridRetriever, "embed", embed)
    found = lexical.search(QUERY)
    assert found.hits and all(hit.cosine == 0.0 for hit in found.hits)


def test_expansion_adds_words_to_the_lexical_side_only(indexed: IndexedPlan):
    plain, widened = (
        in_mode(indexed, "lexical").search("劳动权", expansion) for expansion in ((), ("旧改征收",))
    )
    assert widened.items[0].item == "17"
    assert "17" not in [hit.item for hit in plain.items[:1]]
    dense = in_mode(indexed, "dense")
    assert dense.search("劳动权", ("旧改征收",)) == dense.search("劳动权")


def test_a_vector_given_is_used_in_place_of_embedding_the_query(indexed: IndexedPlan):
    retriever = indexed.retriever
    assert retriever.search(QUERY, vector=retriever.embed(QUERY)) == retriever.search(QUERY)
    dense = in_mode(indexed, "dense")
    assert dense.search("审计", vector=dense.embed(QUERY)).hits == dense.search(QUERY).hits


def test_words_the_plan_lacks_find_nothing_lexically(lexical: HybridRetriever):
    for query in ("", "   ", "？！…", "xyzzy", "🙂"):
        found = lexical.search(query)
        assert (found.hits, found.items) == ((), ())


@pytest.mark.parametrize("query", ["", "？", "🙂", "长" * 3000, "a" * 3000, "\0"])
def test_any_query_can_be_searched_by_meaning(indexed: IndexedPlan, query):
    assert len(indexed.retriever.search(query).hits) >= 100


@given(st.text(max_size=40))
@settings(deadline=None)
def test_any_query_can_be_searched_by_words(lexical: HybridRetriever, query):
    found = lexical.search(query)
    for hit in (*found.hits, *found.items):
        assert hit.score == pytest.approx(sum(1 / (60 + r) for r in hit.ranks.values()))


# LangChain's interface


def test_invoke_returns_documents_that_point_into_the_source(indexed: IndexedPlan):
    documents = indexed.retriever.invoke(QUERY)
    hits = indexed.retriever.search(QUERY).hits
    assert len(documents) == indexed.retriever.k == 10
    for document, hit in zip(documents, hits, strict=False):
        meta = document.metadata
        assert document.page_content == indexed.plan.source[meta["start"] : meta["end"]]
        assert meta["item"] == hit.passage.item
        assert meta["ordinal"] == hit.passage.ordinal
        assert meta["score"] == hit.score and meta["ranks"] == dict(hit.ranks)


def test_invoke_returns_k_documents(indexed: IndexedPlan):
    assert len(in_mode(indexed, "hybrid", k=3).invoke(QUERY)) == 3


def test_the_retriever_works_in_a_chain_and_in_batches(indexed: IndexedPlan):
    chain = indexed.retriever | (lambda documents: documents[0].metadata["item"])
    assert chain.batch(["旧改征收多少户", "反腐败怎么做"]) == ["17", "27"]


def test_opening_the_plan_again_rebuilds_nothing_and_finds_the_same(indexed, session_settings):
    again = open_plan(BUILT_IN_PLAN, session_settings)
    assert again.report.rebuilt is False
    assert again.report.reused == len(again.passages)
    assert again.retriever.search(QUERY) == indexed.retriever.search(QUERY)


# BM25


def test_bm25_scores_follow_the_formula_by_hand():
    documents = ["apple banana", "apple apple cherry", "banana"]
    lengths, average = [2, 3, 1], 2.0

    def score(document: int, *counts: tuple[int, int]) -> float:
        """`counts`: (occurrences in the document, documents that have the word) a query word."""
        length = 1 - 0.75 + 0.75 * lengths[document] / average
        return sum(
            math.log(1 + (3 - having + 0.5) / (having + 0.5)) * times / (times + 1.2 * length)
            for times, having in counts
        )

    index = LexicalIndex(documents)
    assert index.scores(["apple"]) == pytest.approx([score(0, (1, 2)), score(1, (2, 2)), 0])
    assert index.scores(["apple", "banana"]) == pytest.approx(
        [score(0, (1, 2), (1, 2)), score(1, (2, 2)), score(2, (1, 2))]
    )
    assert index.scores(["cherry", "unknown"]) == pytest.approx([0, score(1, (1, 1)), 0])


def test_words_that_no_document_has_score_zero():
    index = LexicalIndex(["旧区改造", "", "…"])
    assert index.scores(["没有"]).tolist() == [0, 0, 0]
    assert index.scores([]).tolist() == [0, 0, 0]
    assert index.scores(tokens("旧区"))[0] > 0


def test_tokens_are_words_bigrams_and_latin_runs_in_lower_case():
    found = tokens("杨浦大剧院AI+政务,5G 17.33公里")
    assert {"杨浦", "浦大", "大剧", "剧院", "政务", "ai", "5g", "17.33", "公里"} <= set(found)
    assert not [token for token in found if "," in token or " " in token]
    assert tokens("，。！") == []


def test_a_word_that_is_a_bigram_counts_once():
    assert tokens("政务").count("政务") == 1


@given(st.text(max_size=60))
def test_words_drop_nothing(text):
    assert "".join(words(text)) == text.lower()


# The lexical index on the disk


TEXTS = ["推进旧区改造。", "新增养老床位600张。", "旧区改造与旧改征收。"]


def files_of(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {path.name: (path.stat().st_ino, path.read_bytes()) for path in folder.iterdir()}


def same_scores(left: LexicalIndex, right: LexicalIndex) -> bool:
    queries = (tokens("旧区改造"), tokens("养老床位"), [])
    return all(np.array_equal(left.scores(query), right.scores(query)) for query in queries)


def test_a_kept_lexical_index_is_mapped_and_not_made_again(tmp_path: Path, monkeypatch):
    folder = tmp_path / "lexical" / "sentences"
    made = LexicalIndex(TEXTS, folder)
    kept = files_of(folder)
    monkeypatch.setattr(bm25s.BM25, "index", forbidden)
    opened = LexicalIndex(TEXTS, folder)
    assert isinstance(opened._bm25.scores["data"].base, np.memmap)
    assert files_of(folder) == kept
    monkeypatch.undo()
    assert same_scores(opened, made) and same_scores(opened, LexicalIndex(TEXTS))
    assert opened.frequency("旧区") == made.frequency("旧区") == 2
    assert opened.frequency("没有") == 0


def forbidden(*args: object, **kwargs: object) -> None:
    raise AssertionError("nothing was to be indexed")


@given(st.lists(st.text("旧区改造养老ab ，", max_size=8), min_size=1, max_size=12))
def test_which_tokens_a_document_has_is_what_cutting_it_gives(texts: list[str]):
    index = LexicalIndex(texts)
    wanted = [*tokens("旧区改造养老"), "ab", "没有"]
    places = list(range(len(texts)))[::-1]
    has = [[float(token in tokens(texts[i])) for i in places] for token in wanted]
    assert index.held(wanted, places).tolist() == has
    for token in wanted:
        assert index.frequency(token) == sum(token in tokens(text) for text in texts)


def test_a_lexical_index_of_other_texts_is_replaced(tmp_path: Path, caplog):
    LexicalIndex(TEXTS, tmp_path / "index")
    changed = LexicalIndex([*TEXTS, "又一句。"], tmp_path / "index")
    assert len(changed.scores(tokens("旧区"))) == 4
    assert same_scores(changed, LexicalIndex([*TEXTS, "又一句。"]))
    assert "WARNING" not in caplog.text
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


@pytest.mark.parametrize("harm", ["truncated", "tampered", "emptied", "missing", "no seal"])
def test_a_damaged_lexical_index_is_made_anew_with_a_warning(tmp_path: Path, caplog, harm: str):
    folder = tmp_path / "index"
    LexicalIndex(TEXTS, folder)
    for path in sorted(folder.glob("*.npy" if harm != "no seal" else "seal.json")):
        data = path.read_bytes()
        if harm == "truncated":
            path.write_bytes(data[:-4])
        elif harm == "tampered":
            path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        elif harm == "missing":
            path.unlink()
        else:
            path.write_bytes(b"")
    mended = LexicalIndex(TEXTS, folder)
    assert same_scores(mended, LexicalIndex(TEXTS))
    assert "damaged" in caplog.text
    caplog.clear()
    assert same_scores(LexicalIndex(TEXTS, folder), mended)
    assert "WARNING" not in caplog.text


def test_a_lexical_index_that_cannot_be_kept_is_held_in_memory(tmp_path: Path, caplog):
    (tmp_path / "file").write_text("in the way")
    index = LexicalIndex(TEXTS, tmp_path / "file" / "index")
    assert same_scores(index, LexicalIndex(TEXTS))
    assert "not kept" in caplog.text


def test_an_opened_plan_keeps_its_lexical_index_beside_its_vectors(
    indexed: IndexedPlan, session_settings: Settings
):
    folder = store.lexical_folder(session_settings, indexed.report.collection)
    assert {path.name for path in folder.iterdir()} == {"items", "sentences"}


@given(st.lists(st.floats(0, 5, width=16), max_size=40), st.integers(1, 50))
def test_a_ranking_is_the_beginning_of_the_whole_order(scores: list[float], depth: int):
    given = np.array(scores, dtype=np.float32)
    assert _ranking(given, depth) == best_first(given)[:depth]
