"""What a reader would compare with: the LangChain tutorial's chain, BM25 alone, dense alone.

They answer in the assistant's own `Answer`, so that the same metrics apply. None of them
abstains, reads history or has an LLM behind it: what they show is what they retrieved.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from assistant.answers.answer import Answer, Citation, Statement
from index.embedding import SentenceEmbedder, load_embedder
from index.library import IndexedPlan
from index.passages import split_plan
from index.plan import Plan, Span
from index.retriever import HybridRetriever, ItemHit, Mode, Retrieval
from index.settings import Settings

_CHUNK_SIZE = 1000
_CHUNK_OVERLAP = 200
_CHUNKS_SHOWN = 4


class System(Protocol):
    """Whatever answers questions: the assistant or a baseline."""

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer `question`; `history` holds earlier user messages, oldest first."""
        ...


def baselines(indexed: IndexedPlan, config: Settings) -> Mapping[str, System]:
    """Return every baseline over the same plan by its name in tables."""
    return {
        "LangChain tutorial": TutorialChain(indexed.plan, config),
        "BM25 only": TopSentence(indexed, "lexical"),
        "dense only": TopSentence(indexed, "dense"),
    }


class TopSentence:
    """Quote the first sentence of one retrieval mode."""

    def __init__(self, indexed: IndexedPlan, mode: Mode) -> None:
        # Without the editor's expansions: what plain BM25 or plain vectors find.
        plain = replace(indexed.plan, expansions=())
        self._retriever = HybridRetriever(
            plan=plain,
            passages=split_plan(plain),
            vectors=indexed.retriever.vectors,
            mode=mode,
        )

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Return the top sentence with its citation, whatever the question."""
        retrieval = self._retriever.search(question)
        if not retrieval.hits:
            return Answer(question, "answered", (), retrieval)
        passage = retrieval.hits[0].passage
        quote = passage.text.rstrip()
        span = Span(passage.span.start, passage.span.start + len(quote))
        citation = Citation(passage.item, quote, span)
        return Answer(question, "answered", (Statement("quote", quote, (citation,)),), retrieval)


class TutorialChain:
    """The chain of LangChain's RAG tutorial: character splitter 1000/200, Chroma, top 4.

    Each chunk is shown whole and cites every item it overlaps.
    """

    def __init__(self, plan: Plan, config: Settings) -> None:
        import chromadb
        from chromadb.config import Settings as ChromaSettings
        from langchain_chroma import Chroma
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        self._plan = plan
        splitter = RecursiveCharacterTextSplitter(
            chunk_size=_CHUNK_SIZE, chunk_overlap=_CHUNK_OVERLAP, add_start_index=True
        )
        # Ephemeral clients of one process share their collections: the name has to be new.
        self._store = Chroma(
            client=chromadb.EphemeralClient(ChromaSettings(anonymized_telemetry=False)),
            collection_name=f"tutorial-{uuid.uuid4().hex}",
            embedding_function=_WholeChunks(load_embedder(config)),
        )
        self._store.add_documents(splitter.create_documents([plan.source]))

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Return the nearest chunks."""
        chunks = self._store.similarity_search(question, k=_CHUNKS_SHOWN)
        statements = tuple(part for chunk in chunks for part in self._statements(chunk))
        labels = dict.fromkeys(c.item for statement in statements for c in statement.citations)
        items = tuple(
            ItemHit(label, 1 / rank, {"chunk": rank}) for rank, label in enumerate(labels, start=1)
        )
        return Answer(question, "answered", statements, Retrieval(question, (), items))

    def _statements(self, chunk: Document) -> Iterator[Statement]:
        """Yield the whole chunk: each item's part with its citation, what lies between without."""
        position = int(chunk.metadata["start_index"])
        end = position + len(chunk.page_content)
        source = self._plan.source
        for item in self._plan.items:
            part = Span(max(item.span.start, position), min(item.span.end, end))
            if part.start >= part.end:
                continue
            if between := source[position : part.start].strip():
                yield Statement("phrase", between)
            quote = source[part.start : part.end]
            yield Statement("quote", quote, (Citation(item.label, quote, part),))
            position = part.end
        if rest := source[position:end].strip():
            yield Statement("phrase", rest)


class _WholeChunks(Embeddings):
    """The same model without the assistant's cut for length.

    The assistant embeds sentences and cuts long queries to save time; a chunk of 1,000
    characters is entitled to as much as the model itself reads.
    """

    def __init__(self, embedder: SentenceEmbedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed chunks in full."""
        model = self._embedder._model
        vectors = model.encode_document(texts, normalize_embeddings=True, show_progress_bar=False)
        return vectors.tolist()

    def embed_query(self, text: str) -> list[float]:
        """Embed a question as the assistant does."""
        return self._embedder.embed_query(text)
