# 乡学: what can be done here. `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
GO ?= go

.PHONY: help run build test check fuzz bench soak deps fmt

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

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

soak: ## the long form of test: 50 kills, thousands of property checks, a minute for each fuzz target
	@.ci/deps gcc curl chromium fonts postgresql
	@.ci/soak

deps: ## install what the tests need from Debian
	@.ci/deps gcc curl chromium fonts postgresql
