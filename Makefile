# KCN Atlas. `make` lists what can be done; every command may be repeated.
SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help run test test-full lint fmt types bless bench fuzz clean web

WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' -not -path 'web/public/glyphs/*' 2>/dev/null)

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 10

run: web ## the map with the sample province, http://127.0.0.1:8080 (another: make run LISTEN=127.0.0.1:9000)
	@scripts/need rust cc gdal
	cargo build --locked --release --features gdal
	cargo run --locked --release --features gdal -- serve --sample $(if $(LISTEN),--listen $(LISTEN))

test: ## everything that must hold, as in CI
	@scripts/test

test-full: test ## and the browser's unhappy paths, keyboard and axe; ways over 200 000 edges
	cargo test --locked --quiet --release --features gdal --test suite -- --ignored
	@scripts/story e2e:faces

lint: ## warnings are errors
	@scripts/need rust cc gdal node npm-packages
	cargo fmt --check
	cargo clippy --locked --all-targets --features gdal -- -D warnings
	cd web && npm run --silent check

fmt: ## one way to write it
	@scripts/need rust node npm-packages
	cargo fmt
	cd web && npm run --silent format

types: ## the web app's types from docs/openapi.json
	@scripts/need node npm-packages
	cd web && npm run --silent types

bless: ## accept the answers and the API's description as they are now
	@scripts/need rust cc
	KCN_ATLAS_BLESS=1 cargo test --locked --quiet --test suite

bench: ## figures of docs/benchmarks.md; takes minutes
	@scripts/need rust cc gdal
	cargo bench --locked --features gdal --bench provinces --bench imports

fuzz: ## every parser of strangers' bytes against nonsense, a minute each (FUZZ_SECONDS); writes docs/fuzz.md
	@scripts/need rust cc fuzzer
	@scripts/fuzz

clean: ## remove what was built; the record in var/ stays
	cargo clean
	rm -rf web/dist web/node_modules web/public/glyphs

web: web/dist/index.html

web/dist/index.html: $(WEB_SOURCES)
	@scripts/need node npm-packages
	cd web && npm run --silent build
