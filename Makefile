# `make run` trains a network and shows what it learnt; `make test` checks everything.

.PHONY: run serve test build dependencies benchmark accuracy load fuzz format lint

run: build
	@Scripts/run

serve: build
	@.build/release/digits serve

test: dependencies
	@Scripts/test

build: dependencies
	@Scripts/build

benchmark: dependencies
	@Scripts/benchmark

accuracy:
	@Scripts/accuracy

load: dependencies
	@Scripts/load

fuzz: dependencies
	@Scripts/fuzz

dependencies:
	@Scripts/dependencies

format:
	@swift format --in-place --recursive --parallel Package.swift Sources Tests Examples

lint:
	@Scripts/lint
