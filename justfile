# What developers run, by name; `just --list` says what there is. CI runs `.ci/run`, which needs no `just`.

# The tests
test:
    cargo nextest run

# Formatting and lints, with all features and with none
lint:
    cargo fmt --all -- --check
    cargo clippy --all-targets --all-features -- -D warnings
    cargo clippy --no-default-features -- -D warnings

# Everything that CI runs
ci:
    .ci/run

# Hours of a hostile day: changed inputs of every reader, kills of every writer, damaged graph files, terminals, the server's bounds
hostile runs="5000" seed="1":
    cargo build --release
    .ci/hostile/run target/release/hustings "$(mktemp -d)" {{runs}} {{seed}}

# A fuzz target (needs cargo-fuzz and a nightly compiler), such as `just fuzz graph_file 600`
fuzz target seconds="60":
    cargo +nightly fuzz run {{target}} -- -max_total_time={{seconds}}
