# swiftgrad: see README.md. `make demo` and `make test` install what is missing on Debian.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
BINARY = .build/release/swiftgrad
# One static file: it starts faster than a dynamic one and runs on any Linux.
STATIC = --static-swift-stdlib -Xswiftc -static-executable
# Types are found by calls and not by their mangled names, which took a third of what a one-shot command
# does; accesses are checked for overlaps by the compiler and in the tests' build alone; references are
# counted without atomic operations until a second thread starts (CKernels/counts.c); and no frame pointers
# are kept, a fifth of the instructions of each operation of a loop's register machine.
QUICK = -Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors \
  -Xswiftc -enforce-exclusivity=unchecked -Xlinker --wrap=swift_retain -Xlinker --wrap=swift_release \
  --omit-frame-pointers

.PHONY: all build demo test test-clusters lint bench install install-tools install-test-tools clean

all: build

install-tools:
	@scripts/install-tools

install-test-tools:
	@scripts/install-tools test

build: install-tools
	$(SWIFT) build -c release --product swiftgrad $(STATIC) $(QUICK)

demo: build
	@scripts/demo $(BINARY)

test: install-test-tools build
	SWIFTGRAD_BINARY=$(CURDIR)/$(BINARY) $(SWIFT) test --scratch-path .build-test

test-clusters: build
	@scripts/test-clusters $(BINARY)

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

bench: build
	@Benchmarks/run $(BINARY)

install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/swiftgrad
	for page in man/*; do \
	  folder=$(DESTDIR)$(PREFIX)/share/man/man$${page##*.}; \
	  install -d $$folder && install -m 644 $$page $$folder || exit 1; \
	done
	install -D -m 644 completions/swiftgrad.bash \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions/swiftgrad
	install -D -m 644 completions/_swiftgrad \
	  $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_swiftgrad
	install -D -m 644 completions/swiftgrad.fish \
	  $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/swiftgrad.fish

clean:
	$(SWIFT) package clean
	rm -rf .build-test
