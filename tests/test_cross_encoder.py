"""The cross-encoder: what it learned, and that its file can be made and read again."""

import pytest

from assistant.evidence.cross_encoder import (
    LONGEST,
    MODEL_FILE,
    CrossEncoder,
    cross_encoder,
    paired,
)
from eval.encoder import ORIGINAL
from eval.fit_cross_encoder import Read, Reader, fit
from index.encoder import Encoder
from index.passages import split_plan
from index.reading import parse_plan
from index.weights import Weights

PLAN = parse_plan(
    "2031年重点工作\n2031年1月5日\n"
    "一、推进绿道建设。新建滨河绿道7公里，6月底前开放。\n"
    "二、新建社区食堂12家，由各街道负责选址。\n",
    "绿道",
)
PASSAGES = split_plan(PLAN)


@pytest.fixture(scope="module")
def original() -> Weights:
    return Weights(ORIGINAL)


@pytest.mark.parametrize(
    ("sentence", "answered", "left_open"),
    [
        ("新建滨河绿道7公里，6月底前开放。", "滨河绿道修多长", "滨河绿道要花多少钱"),
        ("新建社区食堂12家，由各街道负责选址。", "社区食堂谁来选地方", "社区食堂一顿饭几块钱"),
        ("改造农贸市场5个，面积1.2万平方米。", "菜场今年改几个", "菜场改造期间摊位费减多少"),
        ("为200户困难老人家庭安装扶手等适老设施。", "给多少户老人装扶手", "装扶手找谁报名"),
    ],
)
def test_a_sentence_answers_one_question_and_leaves_another_open(
    sentence, answered, left_open
) -> None:
    reader = cross_encoder()
    right, wrong = reader.read([f"{asked} passage: {sentence}" for asked in (answered, left_open)])
    assert right > wrong + 1


def test_a_sentence_is_read_under_its_title() -> None:
    title, sentences = PLAN.items[0].title, [p for p in PASSAGES if p.item == "1"]
    assert paired("修多长", sentences[-1], PLAN).startswith(f"修多长 passage: {title[:5]}")
    assert paired("修多长", sentences[0], PLAN).count("推进绿道建设") == 1


def test_texts_read_together_are_read_as_each_by_itself() -> None:
    texts = [paired("绿道修多长", passage, PLAN) for passage in PASSAGES]
    together = cross_encoder().read(texts)
    alone = [cross_encoder().read([text])[0] for text in texts]
    assert together == pytest.approx(alone, abs=0.2)
    assert cross_encoder().read([]) == []


def test_what_was_just_read_is_not_read_again(monkeypatch) -> None:
    reader = CrossEncoder()
    texts = [paired("食堂办几家", passage, PLAN) for passage in PASSAGES]
    first = reader.read(texts)
    monkeypatch.setattr(reader, "_encoder", None)
    assert reader.read(texts) == first


def test_a_reading_differs_by_little_from_one_that_rounds_less() -> None:
    reader, exact = CrossEncoder(), CrossEncoder()
    exact._encoder = Encoder(MODEL_FILE, LONGEST)
    asked = ("绿道修多长", "绿道要花多少钱", "社区食堂谁来选地方", "水库什么时候放水")
    texts = [paired(question, passage, PLAN) for question in asked for passage in PASSAGES]
    assert reader.read(texts) == pytest.approx(exact.read(texts), abs=1.0)


def test_long_texts_are_cut_and_the_sentence_stays() -> None:
    text = paired("问" * 5000, PASSAGES[-1], PLAN)
    assert "社区食堂12家" in text
    assert len(text) < 400


def test_what_is_fitted_is_told_apart_and_written_and_read_again(
    original: Weights, tmp_path
) -> None:
    answers = "绿道修多长 passage: 新建滨河绿道7公里。"
    open_ = "绿道花多少钱 passage: 新建滨河绿道7公里。"
    read = [Read((answers,), (1,), True), Read((open_,), (0,), False)]
    model = fit(original, read * 4, epochs=12)
    file, head = tmp_path / "model.bin", tmp_path / "model.json"
    model.write(file, head)
    written = CrossEncoder(file, head)
    right, wrong = written.read([answers, open_])
    assert right > wrong
    assert [right, wrong] == pytest.approx(_logits(model, [answers, open_]), abs=0.3)


def _logits(model: Reader, texts: list[str]) -> list[float]:
    return [float(logit) for logit in model(texts).detach()]
