# make chat   install what is missing and open the chat
# make test   lint, types and tests; a process a processor, so each computes in one thread
# make eval   measure the assistant on the question set
# make audit   known faults of the libraries (asks a vulnerability service, so needs a network)
# make test-llm   the tests with a real, small language model (250 MB more)
#
# Other torch builds (say, CPU only, much smaller): give pip the index of PyTorch's that has
# them, as  make chat TORCH_INDEX=<address from the PyTorch install page>

PYTHON ?= python3
VENV ?= .venv
TORCH_INDEX ?=
TORCH := torch==2.13.0

PY := $(VENV)/bin/python
INSTALL := $(PY) -m pip install -c constraints.txt

.PHONY: chat test eval test-llm audit

chat: $(VENV)/.installed
	$(PY) app.py

# mypy takes one processor for minutes when it has no cache yet, so it gets what the tests leave.
test: $(VENV)/.installed-test
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	nice $(PY) -m mypy & types=$$!; trap "kill $$types; exit 130" INT TERM; \
	OMP_NUM_THREADS=1 $(PY) -m pytest -q -n auto --dist loadfile; tests=$$?; \
	wait $$types || { echo 'mypy failed: see what it said above, among the tests'; exit 1; }; \
	exit $$tests

eval: $(VENV)/.installed-test
	$(PY) -m eval

test-llm: $(VENV)/.installed-llm
	$(PY) -m pytest -q -m slow

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo '需要 Python 3.11 或更新的版本；已装的可以这样指明：make chat PYTHON=python3.11'; \
	  echo 'Python 3.11 or newer is needed; name one with PYTHON=…'; exit 1; }
	$(PYTHON) -m venv $(VENV) || { rm -f $@; \
	  echo '建不了虚拟环境；Debian、Ubuntu 请先安装 python3-venv 软件包'; \
	  echo 'venv failed; Debian and Ubuntu want the package python3-venv'; exit 1; }

# torch comes first and alone, so that TORCH_INDEX serves it and nothing else.
$(VENV)/.installed: pyproject.toml constraints.txt | $(PY)
	$(PY) -m pip install $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX),-c constraints.txt) $(TORCH)
	$(INSTALL) -e .
	touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	$(INSTALL) -e '.[test]'
	touch $@

$(VENV)/.installed-llm: $(VENV)/.installed-test
	$(INSTALL) -e '.[test,llm-test]'
	touch $@

# Without a network it says so and fails: no answer is not a good one. So --strict, without which
# what the service knows nothing of is passed over. pip-audit stays out of what it judges.
audit: $(VENV)/.installed
	$(PY) -m pip check
	@test -x $(VENV)/audit/bin/pip-audit || \
	  { $(PY) -m venv $(VENV)/audit && $(VENV)/audit/bin/python -m pip install -q pip-audit; } || { \
	  echo '装不了 pip-audit（原因见上），这次没有检查已知漏洞'; exit 1; }
	$(VENV)/audit/bin/pip-audit --strict --no-deps --disable-pip -r constraints.txt || { \
	  echo '有已知漏洞，或者漏洞库连不上、查不到（原因见上）。如果没有查成，请在能联网的机器上再查一次'; exit 1; }
