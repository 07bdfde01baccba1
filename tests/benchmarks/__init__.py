"""Speed and size, measured against a named peer or as counts; never asserted. Run: python -m tests.benchmarks"""
