# The commands of a checkout. Nothing outside this folder is set, but that `make test`, as root on Debian, installs
# Chromium, PostgreSQL and Node.js for the tests that need them.
#
# Every path below is relative and every stamp lies in .venv, so that a folder with a space in its name will do.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run hosted hosted-walks test differential lint lock words messages coverage clean browser postgresql emulator front lighthouse libical mutants pictures gallery icons bench bench-google bench-load soak scale bench-detect train hostile fuzz machine bench-closed guards times tenants kills faults api-cases proxies sbom wrk strace

ifndef PYTHON
PYTHON := $(shell for one in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$one -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$one && break; done)
endif
PIP := -m pip --quiet --disable-pip-version-check --no-input
IN := .venv/bin/python

export FEED

help:
	@echo 'make run [FEED=file-or-address]   start tracker; without FEED, on an example calendar'
	@echo 'make hosted                       the hosted shape here, for trying out: PostgreSQL, 2 web, 2 worker, letters in a folder'
	@echo 'make hosted-walks                 every walk through the pages, in the hosted shape'
	@echo 'make test                         lint, types, laws and all tests'
	@echo 'make lint                         lint, types and import contracts only'
	@echo 'make bench [WITH=options]         how fast feeds are read, beside other readers; docs/speed.md says how'
	@echo 'make bench-google [WITH=options]  what a sync of a large Google calendar costs'
	@echo 'make bench-load [WITH=options]    how many pages, calendars, letters and moved rows a hosted service does, beside peers'
	@echo 'make soak [WITH=options]          an hour of steady load on either shape: memory, handles, how long pages take'
	@echo 'make scale [WITH=options]         what a million users take, simulated from these figures'
	@echo 'make bench-detect DATA=folder      how well words are read, and how fast; docs/detection.md says on which data'
	@echo 'make train DATA=folder            the weights of words made again from that data, to the byte'
	@echo 'make hostile [ONLY=beginning]     read every hostile feed at its full size; some 10 minutes'
	@echo 'make fuzz [WITH=options]          read 100,000 feeds spoiled at random, or: make fuzz WITH="-n 5000 --corpus DIR"'
	@echo 'make differential                 20,000 made-up feeds, read by us and by the libraries, compared'
	@echo 'make machine [WITH=options]       5,000 steps of a feed and a server that do as they like'
	@echo 'make bench-closed                 what the walls cost, and whether time tells of what is hidden'
	@echo 'make guards [ONLY=words]           each guard taken out of a copy, to see its check turn red; some 10 minutes'
	@echo 'make tenants [WITH=options]       two tenants at every door, 2,000 steps on each engine, searched for leaks'
	@echo 'make kills [WITH=options]         kill -9 of all that a service is made of, in both modes, counted'
	@echo 'make times [WITH=options]          the tests in three zones, and with the clock at twelve hostile instants; some hours'
	@echo 'make faults [WITH=options]        each fault there is, made to happen, and what came of it, as one table'
	@echo 'make mutants [WITH=options]       small changes of the rules, each tried on the tests; docs/mutants.md says what survives'
	@echo 'make api-cases [WITH=options]     20,000 requests of programs, made out of the description of the API'
	@echo 'make pictures                     take the pictures of docs/pictures anew'
	@echo 'make gallery [ONLY=words]         every page and letter in every state, width and light, into build/pictures'
	@echo 'make sbom                         the parts of what is hosted, with their hashes, into build/sbom.json'
	@echo 'make icons                        draw the icons of the pages anew'
	@echo 'make lighthouse                   how Lighthouse scores the pages that are met first, speed included'
	@echo 'make lock [UPGRADE=--upgrade]     lock the libraries that pyproject.toml asks for; UPGRADE: the newest of them'
	@echo 'make words                        gather what pages and letters say, and name what is not translated yet'
	@echo 'make messages                     the page of all messages that say what went wrong, with the tests that provoke them'
	@echo 'make coverage [WITH=tests]        lines and branches of tracker/ that the tests run; an hour, or WITH="tests/domain"'
	@echo 'make clean                        remove what these commands have made; never data/ or config.toml'

run: .venv/run-ready
	@if [ -n "$$FEED" ]; then exec $(IN) -m tracker run --feed "$$FEED"; else exec $(IN) -m tracker run; fi

hosted: .venv/test-ready postgresql
	@$(IN) -m tests.hosted.shape

# The same files that `make test` walks on `tracker run`; pages in pictures and judges are the same either way.
WALKS = tests/test_walk.py tests/closed/test_canaries.py $(addprefix tests/browser/test_,walk.py five_tasks.py main_tasks.py keeping.py \
	keeping_walks.py progress.py review.py game.py google.py keys.py)
SHORT_WALKS = tests/test_walk.py tests/closed/test_canaries.py tests/browser/test_five_tasks.py
hosted-walks: .venv/test-ready browser postgresql
	@TRACKER_SHAPE=hosted $(IN) -m pytest --quiet --numprocesses auto $(WALKS)

test: .venv/test-ready browser postgresql strace emulator front proxies lint
	@$(IN) -m pytest --numprocesses auto --quiet $(if $(CI),-p tests.no_skips)
	@TRACKER_SHAPE=hosted $(IN) -m pytest --numprocesses auto --quiet $(SHORT_WALKS) $(if $(CI),-p tests.no_skips)

lint: .venv/test-ready
	@$(IN) -m ruff check --quiet .
	@$(IN) -m ruff format --check --quiet . || { echo 'make lint: some files want `ruff format`'; exit 1; }
	@$(IN) -m mypy
	@$(IN) -c 'import sys; from importlinter.cli import lint_imports_command as lint; sys.exit(lint())'

differential: .venv/test-ready
	@$(IN) -m tests.differential --generated 20000 --seed 1

api-cases: .venv/test-ready
	@$(IN) -m tests.web.api.cases $(WITH)

pictures: .venv/test-ready browser
	@TRACKER_PICTURES=1 $(IN) -m pytest --quiet tests/browser/test_pictures.py tests/browser/test_keeping_walks.py

gallery: .venv/test-ready browser
	@$(IN) -m tests.browser.gallery $(ONLY)

icons: .venv/test-ready browser
	@$(IN) -m tests.browser.icons

bench: .venv/test-ready libical
	@$(IN) -m tests.bench.bench_feed $(WITH)

bench-google: .venv/test-ready
	@$(IN) -m tests.bench.bench_google $(WITH)

bench-load: .venv/test-ready postgresql wrk
	@$(IN) -m tests.bench.bench_load $(WITH)
	@$(IN) -m tests.bench.bench_work
	@$(IN) -m tests.bench.bench_move

soak: .venv/test-ready postgresql
	@$(IN) -m tests.bench.soak $(WITH)

scale: .venv/test-ready
	@$(IN) -m tests.bench.scale $(WITH)

strace:
	@command -v strace >/dev/null || { $(call apt,strace,strace,errors of disks); }

wrk:
	@command -v wrk >/dev/null || { $(call apt,wrk,wrk,load on the pages); }

# What training wants is large, and nothing at run time needs it: an environment of its own.
TRAIN = build/train
bench-detect: $(TRAIN)/ready
	@[ -n "$(DATA)" ] || { echo 'make bench-detect DATA=folder: docs/detection-data.md says which folder'; exit 1; }
	@$(TRAIN)/bin/python -m tests.bench.bench_detect --data "$(DATA)" $(WITH)

train: $(TRAIN)/ready
	@[ -n "$(DATA)" ] || { echo 'make train DATA=folder: docs/detection-data.md says which folder'; exit 1; }
	@$(TRAIN)/bin/python -m tests.bench.train_sentences --data "$(DATA)"
	@$(TRAIN)/bin/python -m tests.bench.train_titles

$(TRAIN)/ready: requirements-train.lock
	@mkdir -p build
	@$(call venv,$(TRAIN),what training wants)
	@$(TRAIN)/bin/python $(PIP) install --require-hashes --requirement requirements-train.lock
	@touch $@

# Its environment holds the one for tests as well, since the tests run in it.
MUTATION = build/mutation
mutants: $(MUTATION)/ready
	@$(MUTATION)/bin/python -m tests.mutants $(WITH)

$(MUTATION)/ready: requirements-mutation.lock
	@mkdir -p build
	@$(call venv,$(MUTATION),what mutation testing wants)
	@$(MUTATION)/bin/python $(PIP) install --require-hashes --requirement requirements-mutation.lock
	@touch $@

hostile: .venv/test-ready
	@$(IN) -m tests.calendars.hostile $(ONLY)

fuzz: .venv/test-ready
	@$(IN) -m tests.fuzz $(or $(WITH),-n 100000 --jobs 2)

bench-closed: .venv/test-ready postgresql
	@$(IN) -m tests.bench.bench_closed

guards: .venv/test-ready postgresql
	@$(IN) -m tests.closed.guards $(ONLY)

tenants: .venv/test-ready postgresql
	@$(IN) -m tests.closed.tenants_machine $(WITH)

kills: .venv/test-ready postgresql
	@$(IN) -m tests.faults.kills $(WITH)

# The clock of programs is set by a small library of ours. What needs Chromium stays under the true clock: docs/times.md.
times: .venv/test-ready postgresql
	@command -v cc >/dev/null || { $(call apt,gcc libc6-dev,a C compiler,hostile instants); }
	@$(IN) -m tests.times $(WITH)

faults: .venv/test-ready postgresql strace
	@$(IN) -m tests.faults $(WITH)

machine: .venv/test-ready
	@$(IN) -m tests.services.machine $(WITH)

# $(call venv,folder,libraries): a virtual environment with pip. Debian parts ensurepip from Python: where it is missing,
# the pip of the system fills the new environment from outside, and leaves the system alone.
define venv
	if [ -z "$(PYTHON)" ]; then echo 'tracker needs Python 3.11 or newer, and found none; install it, or: make PYTHON=/path/to/python3'; exit 1; fi
	"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo 'tracker needs Python 3.11 or newer, which $(PYTHON) is not'; exit 1; }
	echo 'getting $(2) into $(1); this is done once'
	if ! $(1)/bin/python $(PIP) --version >/dev/null 2>&1; then \
		rm -rf $(1); \
		if "$(PYTHON)" -c 'import ensurepip' 2>/dev/null; then "$(PYTHON)" -m venv $(1); \
		elif "$(PYTHON)" -m pip --version >/dev/null 2>&1; then \
			"$(PYTHON)" -m venv --without-pip $(1) && "$(PYTHON)" $(PIP) --python $(1)/bin/python install pip; \
		else echo '$(PYTHON) has neither ensurepip nor pip; on Debian: apt install python3-venv'; exit 1; fi || exit 1; \
	fi
	$(1)/bin/python $(PIP) install --upgrade 'pip>=24'
endef

# $(call own,stamp): our own package is not built: a line that leads here from wherever the environment stands,
# and a command beside its python.
define own
	site=$$($(IN) -c 'import sysconfig; print(sysconfig.get_path("purelib"))') && echo '../../../..' > "$$site/tracker-checkout.pth"
	printf '#!/bin/sh\nexec "$${0%%/*}/python" -m tracker "$$@"\n' > .venv/bin/tracker && chmod 755 .venv/bin/tracker
	touch $@
endef

.venv/run-ready: requirements.lock
	@$(call venv,.venv,the libraries of tracker)
	@$(IN) $(PIP) install --require-hashes --requirement requirements.lock
	@$(own)

.venv/test-ready: requirements-dev.lock
	@$(call venv,.venv,the libraries of tracker and its tests)
	@$(IN) $(PIP) install --require-hashes --requirement requirements-dev.lock
	@$(own)

# $(call apt,packages,what,tests): as root on Debian install them, else say what is not covered.
define apt
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo 'installing $(2) for the tests'; export DEBIAN_FRONTEND=noninteractive; \
		apt-get -qq install --yes --no-install-recommends $(1) >/dev/null 2>&1 </dev/null || \
		{ apt-get -qq update && apt-get -qq install --yes --no-install-recommends $(1); } >/dev/null 2>&1 </dev/null || \
		echo 'not covered: $(3), since $(2) could not be installed'; \
	else echo 'not covered: $(3), since $(2) is not here; install: $(1)'; fi
endef

# $(call npm,folder,source,what,tests): programs from npm, as the lock in their source pins and hashes them.
define npm
	command -v npm >/dev/null || { $(call apt,nodejs npm,Node.js,$(4)); }; \
	if command -v npm >/dev/null && ! cmp -s $(2)/package-lock.json $(1)/installed; then \
		echo 'getting $(3) into $(1); this is done once'; \
		mkdir -p $(1) && cp $(2)/package*.json $(1)/ && \
		npm ci --prefix $(1) --ignore-scripts --no-audit --no-fund --loglevel error >/dev/null </dev/null && \
		cp $(1)/package-lock.json $(1)/installed || \
		echo 'not covered: $(4), since what they need could not be installed'; \
	fi
endef

browser:
	@command -v chromium >/dev/null || { $(call apt,chromium fonts-dejavu-core,Chromium,the tests in a browser); }

postgresql:
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || \
	{ $(call apt,postgresql,PostgreSQL,the tests on PostgreSQL); }

# An emulator of Google that others wrote, pinned and hashed by the lock beside its tests.
EMULATOR = build/emulator
emulator:
	@$(call npm,$(EMULATOR),tests/google/emulator,an emulator of Google,the tests beside an emulator of Google)

# What judges pages and letters (html-validate, caniemail, Lighthouse), and a Node.js that is new enough for it.
FRONT = build/front
front:
	@$(call npm,$(FRONT),tests/front,the judges of pages and letters,the judges of pages and letters)

lighthouse: .venv/test-ready browser front
	@$(IN) -m tests.front.lighthouse

# What judges deploy/, and the proxies that stand in front of a hosted service.
proxies:
	@{ command -v caddy && command -v promtool && command -v systemd-analyze && PATH=$$PATH:/usr/sbin command -v nginx; } >/dev/null || \
	{ $(call apt,caddy nginx-light prometheus systemd,proxies,the tests of what is deployed); }

# The list of parts of what is hosted, each with the hashes of its lock (CycloneDX 1.6).
SBOM = build/sbom.json
sbom: .venv/test-ready
	@mkdir -p build
	@$(IN) -W ignore -m cyclonedx_py requirements deploy/hosted.lock --pyproject pyproject.toml --mc-type application \
		--spec-version 1.6 --output-format JSON --output-reproducible --validate --output-file "$(SBOM)"

libical:
	@[ -e /usr/include/libical/ical.h ] || { $(call apt,libical-dev gcc libc6-dev,libical,libical in the bench); }

messages: .venv/test-ready
	@$(IN) -m tests.messages

# Each part of the suite adds its data, so that parts may be measured one after the other; `rm -r build/coverage` begins anew.
# What is left of a run that failed still counts.
coverage: .venv/test-ready browser postgresql
	@mkdir -p build/coverage
	@-$(IN) -m coverage run -m pytest --numprocesses auto --quiet --hypothesis-profile=ci $(WITH)
	@$(IN) -m coverage combine --keep --quiet
	@$(IN) -m coverage report

words: .venv/test-ready
	@$(IN) -m tests.tongue.messages

COMPILE = .venv-lock/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --no-header $(UPGRADE)

lock:
	@$(call venv,.venv-lock,uv)
	@.venv-lock/bin/python $(PIP) install uv
	@$(COMPILE) pyproject.toml --output-file requirements.lock
	@$(COMPILE) pyproject.toml --group dev --extra hosted --extra assistant --constraint requirements.lock --output-file requirements-dev.lock
	@$(COMPILE) pyproject.toml --extra hosted --extra assistant --constraint requirements-dev.lock --output-file deploy/hosted.lock
	@echo hatchling | $(COMPILE) - --no-annotate --constraint requirements-dev.lock --output-file deploy/build.lock
	@$(COMPILE) pyproject.toml --group train --constraint requirements.lock --output-file requirements-train.lock
	@$(COMPILE) pyproject.toml --group mutation --extra hosted --extra assistant --constraint requirements-dev.lock --output-file requirements-mutation.lock

clean:
	@rm -rf .venv .venv-lock build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
