# What `./start.sh` and `./test.sh` do not do.
.PHONY: bench bench-quick

# Measures the core beside its rivals and writes docs/speed.md and docs/speed.svg. It takes a
# quarter of an hour, and wants the machine for itself.
bench:
	@scripts/bench.sh

# Prints a table of MDMM beside NumPy and Numba alone, within a minute.
bench-quick:
	@scripts/bench.sh --quick
