# What one does with Bursar. `make` alone lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run web test check fmt generate bench
CARGO ?= cargo

help: ## This list
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

run: ## The server with demo data and the console, on http://localhost:8000
	@scripts/needs run
	@scripts/console
	$(CARGO) run --bin bursar -- serve --demo

web: ## The console, into web/dist
	@scripts/console

test: ## Everything: rules, stories on both databases, console in Chromium, schemathesis
	@scripts/test

check: ## Formatting, lints, and that what is generated is fresh
	@scripts/check

fmt: ## Formats the Rust code
	$(CARGO) fmt --all

generate: ## Everything that is generated: openapi.json and the console's types
	@scripts/generate

bench: ## Measures beside FastAPI, a bare handler and pgbench; see bench/README.md
	@scripts/needs bench
	$(CARGO) build --release --bin bursar
	@bench/http
