"""Our pages beside a bare Django view, in one run: `uv run python -m tests.benchmarks`."""
