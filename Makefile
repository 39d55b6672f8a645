# Max-WW: `make run` starts the assistant with its demo, `make test` runs everything that is checked.

SHELL := /bin/bash
PYTHON ?= python3
# A Python whose interpreter is a shared library, as version managers build it, takes a quarter
# longer over everything here. The first of these that is not so is taken.
QUICK := import sys; sys.exit(sys.version_info < (3, 11) or "libpython" in open("/proc/self/maps").read())
QUICKEST = $(shell for each in $(PYTHON) $(if $(filter file,$(origin PYTHON)),/usr/bin/python3); do \
  $$each -c '$(QUICK)' 2> /dev/null && echo $$each && exit; done; echo $(PYTHON))
UV := .tools/bin/uv
MADE := .venv/.made

.PHONY: setup run test chromium

setup: $(MADE)

run: setup
	@MAXWW_DEMO=$${MAXWW_DEMO:-yes} exec .venv/bin/maxww run

test: setup chromium
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/pytest -n 3 --dist worksteal -p no:cacheprovider

# Made again when the locked packages or the project's own metadata change.
$(MADE): requirements.lock pyproject.toml | $(UV)
	@test -x .venv/bin/python || $(UV) venv --quiet --python $(QUICKEST) .venv
	$(UV) pip sync --quiet --require-hashes --compile-bytecode requirements.lock
	$(UV) pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Max-WW needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target .tools uv

# The browser tests need Chromium. Without it, and without the right to install it, they are
# skipped and pytest says so.
chromium:
	@command -v chromium > /dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ]; then become=; elif sudo -n true 2> /dev/null; then become="sudo -n"; else become=none; fi; \
	if [ "$$become" != none ] && command -v apt-get > /dev/null \
	  && $$become apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$become apt-get install -y -qq --no-install-recommends chromium > /dev/null; \
	then exit 0; fi; \
	echo "There is no Chromium and it cannot be installed here: the tests marked 'browser' (tests/journeys) will not run."
