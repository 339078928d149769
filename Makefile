# Two commands need nothing but Python 3.11+ with venv, and make: `make demo` and `make test`.
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# Replay only: no key and no endpoint of the environment reaches the demo or the tests.
OFFLINE := env -u OPENAI_API_KEY -u OPENAI_BASE_URL -u ADJUDGE_MODEL -u ADJUDGE_BASE_URL

.PHONY: demo test lock clean

demo: $(STAMP)
	@$(OFFLINE) $(BIN)/adjudge demo

test: $(STAMP)
	@$(OFFLINE) $(BIN)/python -m pytest -q -n auto

$(STAMP): requirements.lock pyproject.toml
	@python=$$(for name in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	    if $$name -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$name; break; fi; done); \
	if [ -z "$$python" ]; then echo "adjudge needs Python 3.11 or newer with the venv module" >&2; exit 1; fi; \
	echo "setting up $(VENV) with $$python" >&2; $$python -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

# The lock names versions and hashes of everything, the build backend too; it is made with uv.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --extra dev --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis
