# `make run` trains a network and shows what it learnt; `make test` checks everything.

.PHONY: run test build install format lint

run: build
	@Scripts/run

test: install
	@Scripts/test

build: install
	@Scripts/build

install:
	@Scripts/install

format:
	@swift format --in-place --recursive --parallel Package.swift Sources Tests

lint:
	@Scripts/lint
