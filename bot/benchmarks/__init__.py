"""The project's benchmarks, each against its baseline in the same run."""
