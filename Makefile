# swiftgrad: see README.md. `make demo` and `make test` install what is missing on Debian.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
BINARY = .build/release/swiftgrad
# One static file: it starts faster than a dynamic one and runs on any Linux.
STATIC = --static-swift-stdlib -Xswiftc -static-executable

.PHONY: all build demo test lint bench install install-tools clean

all: build

install-tools:
	@scripts/install-tools

build: install-tools
	$(SWIFT) build -c release --product swiftgrad $(STATIC)

demo: build
	@scripts/demo $(BINARY)

test: build
	SWIFTGRAD_BINARY=$(CURDIR)/$(BINARY) $(SWIFT) test --scratch-path .build-test

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

bench: build
	@Benchmarks/run $(BINARY)

install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/swiftgrad

clean:
	$(SWIFT) package clean
	rm -rf .build-test
