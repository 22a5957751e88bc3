"""Measures the assistant: questions, metrics, baselines, report (`python -m eval`)."""
