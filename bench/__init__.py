"""Benches: what is claimed, measured."""
