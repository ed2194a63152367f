"""Maths with no domain word in it: pure functions, no clock, no disk, no chance without a seed."""
