# Everything that is done to Possible, one word each. `make help` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
export UV_PYTHON_DOWNLOADS := never

PYTHON ?= 3.11
WORKERS ?= 2
BIN := .venv/bin
UV := $(shell command -v uv || echo .uv/bin/uv)
COMPILE = $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links pyproject.toml

.PHONY: help setup demo test check endure bench docs picture screenshots lock translations format clean
.PHONY: setup-test check-code check-templates check-translations check-charters

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/.ready ## create .venv with the locked packages and this project; quick when nothing changed

.venv/.ready: requirements/dev.txt pyproject.toml | $(UV)
	test -x $(BIN)/python || $(UV) venv -q --python $(PYTHON) .venv
	$(UV) pip sync -q --python $(BIN)/python --require-hashes requirements/dev.txt
	$(UV) pip install -q --python $(BIN)/python --no-build-isolation --no-deps -e .
	touch $@

.uv/bin/uv: requirements/uv.txt
	python3 -m venv .uv
	.uv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
	touch $@

# Chromium and PostgreSQL come from Debian; elsewhere their tests are skipped, and say what they need.
setup-test: setup ## install what the tests of pages and of PostgreSQL need, where that is allowed
	@missing=""; \
	command -v chromium > /dev/null || missing="$$missing chromium"; \
	ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1 || command -v initdb > /dev/null || missing="$$missing postgresql"; \
	if test -z "$$missing"; then exit 0; fi; \
	if test "$$(id -u)" = 0 && command -v apt-get > /dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing > /dev/null; \
	else echo "not installed:$$missing. Install them to run the tests marked browser and postgres."; fi

demo: setup ## the product, with data: an invented operator, served until Ctrl-C
	@$(BIN)/python -m tools.demo

# The browser's own loop would run on in a process that also tests with the database: they are two runs.
test: setup-test ## all tests but those of `make endure`
	$(BIN)/pytest -q -n $(WORKERS) -m "not endure" --durations 10 --durations-min 5 --ignore tests/browser
	$(BIN)/pytest -q -n $(WORKERS) -m "not endure" --durations 5 --durations-min 5 tests/browser

check: check-code check-templates check-translations check-charters ## format, lint, types, layers, templates, translations, charters

check-code: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

check-templates: setup
	$(BIN)/python -m tools.templates

check-translations: setup
	$(BIN)/python -m tools.translations

# The good charter holds; the two others are there to be refuted (1), not to be unreadable (2).
check-charters: setup
	$(BIN)/possible check charters/cest-possible
	for charter in as-it-was legal-minimum-fr; do \
		code=0; $(BIN)/possible check charters/$$charter > /dev/null || code=$$?; \
		test $$code -eq 1 || { echo "charters/$$charter: exit $$code, 1 was expected"; exit 1; }; \
	done

endure: setup ## the tests that take many minutes
	code=0; HYPOTHESIS_PROFILE=endure $(BIN)/pytest -q -m endure --timeout 3600 -o faulthandler_timeout=4000 || code=$$?; \
	test $$code -eq 0 -o $$code -eq 5   # 5: there are none (yet)
	$(BIN)/python -m tests.mutation.of_rules   # mutants of the rules; who survives unheard of is an error

bench: .venv/.bench ## every benchmark, interleaved with its peers; ratios are printed, nothing is asserted
	$(BIN)/python -m bench all

.venv/.bench: .venv/.ready requirements/bench.txt
	$(UV) pip install -q --python $(BIN)/python --require-hashes -r requirements/bench.txt
	touch $@

docs: setup ## build/docs, from docs/ and the pages beside the rules
	$(BIN)/python -m tools.pages

picture: setup ## draw the picture of the README anew, from what `possible check` prints
	$(BIN)/python -m tools.picture

screenshots: setup ## take the pictures of the README anew, of the filled demo, by Chromium
	$(BIN)/python -m tools.screenshots

translations: setup ## write new sentences into the catalogues, then say what is left to translate
	$(BIN)/python -m tools.translations update

format: setup ## put the code in form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix-only .

lock: | $(UV) ## choose versions anew within pyproject.toml
	$(COMPILE) --upgrade -o requirements/base.txt
	$(COMPILE) --upgrade --extra dev --extra dispatch --extra web --extra postgres --extra languages --extra social -o requirements/dev.txt
	$(COMPILE) --upgrade --extra bench -c requirements/dev.txt -o requirements/bench.txt
	echo "uv" | $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --no-emit-find-links --upgrade - -o requirements/uv.txt

clean: ## remove what was built, and .venv
	rm -rf .venv .uv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
