# Commands of developers; `just --list` shows them. CI runs `.ci/run`, which needs no `just`.

# Format, lints, and the tests that take less than a second each: under a minute after a first build
quick:
    cargo fmt --all -- --check
    cargo clippy --all-targets -- -D warnings
    cargo nextest run --profile quick

# All tests
test:
    cargo nextest run
    cargo test --doc

# Formatting and lints, with all features and with none
lint:
    cargo fmt --all -- --check
    cargo clippy --all-targets --all-features -- -D warnings
    cargo clippy --no-default-features -- -D warnings

# Everything that CI runs on Linux, about half an hour; installs Debian, npm and PyPI packages
full:
    .ci/run

# Hours: a hostile day, the fuzz targets, the world L, compatibility of the library, mutants
long: hostile fuzz-all world-l semver mutants

# Hours of a hostile day: changed inputs of every reader, kills of every writer, damaged graph files, terminals, the server's bounds
hostile runs="5000" seed="1":
    cargo build --release
    .ci/hostile/run target/release/hustings "$(mktemp -d)" {{runs}} {{seed}}

# A fuzz target (needs cargo-fuzz and a nightly compiler), such as `just fuzz graph_file 600`
fuzz target seconds="60":
    cargo +nightly fuzz run {{target}} -- -max_total_time={{seconds}}

# Every fuzz target for ten minutes
fuzz-all seconds="600":
    for target in fuzz/fuzz_targets/*.rs; do cargo +nightly fuzz run "$(basename "$target" .rs)" -- -max_total_time={{seconds}}; done

# A made-up world of a million contests and five million candidacies, built from a table: 9 GB of memory
world-l:
    cargo run --release --example world -- L target/world-l
    cargo run --release -- build target/world-l/candidacies.csv -o target/world-l.db --fresh
    cargo run --release -- rivals --from target/world-l.db --top 10

# Compatibility of the library with a git revision (needs cargo-semver-checks)
semver revision="HEAD~50":
    cargo semver-checks --baseline-rev {{revision}} --default-features

# Changed lines of analyses and checks that no test notices (needs cargo-mutants); `just mutants 1/20` tries a twentieth of them
mutants shard="1/1":
    cargo mutants --no-shuffle --shard {{shard}} --file 'src/analysis/**' --file 'src/check/**' -- --test it --lib

# Coverage by file (needs cargo-llvm-cov)
coverage:
    cargo llvm-cov nextest --summary-only

# The documentation as a site, in target/book
book:
    .ci/book

# What a release would publish, without publishing it: the crate, the wheel, the archive, the hooks
release-check:
    cargo publish --dry-run --locked
    python3 -m venv target/ci-python
    .ci/install "$(mktemp -d)" target/ci-python/bin/python
