# 乡学: what can be done here. `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
GO ?= go

# What eval-search measures on.
RETRIEVAL := ../shared/data/retrieval
ARTICLES ?= $(RETRIEVAL)/articles.jsonl.gz
QUERIES ?= $(RETRIEVAL)/queries.dev.tsv
QRELS ?= $(RETRIEVAL)/qrels.dev.tsv

.PHONY: help run build test check fuzz bench eval-search soak deps fmt

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: ## start the demo township on http://127.0.0.1:8080 (needs Go and gcc)
	@.ci/deps gcc
	$(GO) run . serve -demo

build: ## build the stripped binary ./xiangxue
	@.ci/deps gcc
	$(GO) build -trimpath -ldflags='-s -w' -o xiangxue .

test: ## what CI runs: format, vet, lint, all tests, races, browser, PostgreSQL
	@.ci/deps gcc curl chromium fonts postgresql
	@.ci/test

check: ## the quick part of test: format, vet and the unit tests
	@test -z "$$(gofmt -l .)" || { gofmt -l .; exit 1; }
	$(GO) vet ./...
	$(GO) test -short ./...

fmt: ## format the Go files
	gofmt -w .

fuzz: ## run every fuzz target for FUZZTIME (30s)
	@.ci/deps gcc
	@.ci/fuzz

bench: ## measure the built program on 1,000 cadres, the Go benchmarks, the ranking of the search
	@.ci/deps gcc postgresql
	@.ci/bench

eval-search: ## measure the search beside bleve's own on ARTICLES=, QUERIES= and QRELS=
	@.ci/deps gcc
	@$(GO) run ./search/evaluate -articles '$(ARTICLES)' -queries '$(QUERIES)' -qrels '$(QRELS)'

soak: ## the long form of test: 50 kills, thousands of property checks, a minute for each fuzz target
	@.ci/deps gcc curl chromium fonts postgresql
	@.ci/soak

deps: ## install what the tests need from Debian
	@.ci/deps gcc curl chromium fonts postgresql
