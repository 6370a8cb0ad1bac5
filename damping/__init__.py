"""Damping: the law of how much of it a front asks for, and what a run does with it."""
