"""Toy problems, one file each: two losses whose Pareto front is known."""

from registry import discover
from toy_problems.base import Problem

PROBLEMS = discover(__name__, __path__, Problem)

__all__ = ["PROBLEMS", "Problem"]
