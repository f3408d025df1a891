# Stemma: what can be made.
#
#   make run        install what is missing, build, and run the pass over Corpus/ as pipeline.yaml says
#   make test       install what is missing, and run every test
#   make build      the release product alone
#   make lint       check the form of every tracked file
#   make format     lay out the Swift files as .swift-format says
#   make install    put the program, its documents and the units of systemd under PREFIX
#                   (PREFIX=/usr/local; DESTDIR for packagers; PROGRAM=FILE for one that is built)
#   make uninstall  remove what make install put there
#   make bench      measure Stemma and its peers on one archive (needs Python 3.10 and the network, for the peers);
#                   PIECES=10000 SEED=1, or ARCHIVE=DIR for a folder of one's own; RUNS=3
#   make accuracy   measure how well Stemma and its peers read pages, on archives in each format (needs the same);
#                   PIECES=1000 SEED=1, SET="DIR DIR" for labelled sets of one's own
#   make bench-test run the tests of the bench's scripts
#   make clean      remove what was built; the store and the report stay
#
# Arguments for the pass: make run ARGS="--workers 2 --quiet"

PREFIX ?= /usr/local
DESTDIR ?=
ARGS ?=
PYTHON ?= python3
PIECES ?= 10000
SEED ?= 1
RUNS ?= 3
ARCHIVE ?=
SET ?=

release := .build/release/stemma
# Holds the Swift libraries, so that it runs where no toolchain is.
standalone := .build-standalone/release/stemma

.DEFAULT_GOAL := build
.PHONY: run test bench accuracy bench-test build lint format install uninstall standalone clean \
    toolchain packages

run: build
	@$(release) run $(ARGS)

test: packages
	swift build --build-tests
	swift test --skip-build --disable-xctest --parallel

bench: build
	swift build -c release --product stemma-bench
	$(PYTHON) Benchmarks/bench.py --pieces $(PIECES) --seed $(SEED) --runs $(RUNS) $(if $(ARCHIVE),--archive "$(ARCHIVE)")

accuracy: PIECES = 1000
accuracy: build
	$(PYTHON) Benchmarks/accuracy.py --pieces $(PIECES) --seed $(SEED) $(foreach set,$(SET),--set "$(set)")

bench-test:
	$(PYTHON) -m unittest discover Benchmarks/tests

build: packages
	swift build -c release --product stemma

lint: toolchain
	@.ci/lint

format: toolchain
	git ls-files -z '*.swift' | xargs -0 swift format format --in-place --parallel

# What is installed: the program needs no file beside it.
PROGRAM ?=
bindir := $(DESTDIR)$(PREFIX)/bin
unitdir := $(DESTDIR)$(PREFIX)/lib/systemd/system
sysusersdir := $(DESTDIR)$(PREFIX)/lib/sysusers.d
sharedir := $(DESTDIR)$(PREFIX)/share/stemma
docdir := $(DESTDIR)$(PREFIX)/share/doc/stemma
placed = sed 's|@PREFIX@|$(PREFIX)|g' $(1) > "$(2)" && chmod 644 "$(2)"

install: $(if $(PROGRAM),,standalone)
	install -d "$(bindir)" "$(unitdir)" "$(sysusersdir)" "$(sharedir)" "$(docdir)"
	install -s -m 755 $(or $(PROGRAM),$(standalone)) "$(bindir)/stemma"
	$(call placed,Operations/stemma.service,$(unitdir)/stemma.service)
	install -m 644 Operations/stemma.timer "$(unitdir)/stemma.timer"
	install -m 644 Operations/stemma.sysusers "$(sysusersdir)/stemma.conf"
	$(call placed,Operations/stemma.cron,$(sharedir)/stemma.cron)
	install -m 644 pipeline.yaml "$(sharedir)/pipeline.yaml"
	install -m 644 README.md CHANGELOG.md LICENSE Docs/*.md "$(docdir)"

uninstall:
	rm -f "$(bindir)/stemma" "$(unitdir)/stemma.service" "$(unitdir)/stemma.timer" \
	    "$(sysusersdir)/stemma.conf"
	rm -rf "$(sharedir)" "$(docdir)"

standalone: packages
	swift build -c release --static-swift-stdlib --scratch-path .build-standalone --product stemma

clean:
	rm -rf .build .build-standalone

packages: toolchain
	@.ci/install

toolchain:
	@command -v swift >/dev/null || { \
	    echo "make: there is no swift in PATH. Install Swift 6.2 or later (swift.org/install)," \
	        "add its bin folder to PATH, and run make again." >&2; \
	    exit 1; \
	}
