"""Combinations: a few of them each time, the others where there is time."""

from itertools import product

import pytest


def crossed(*lists):
    """Every combination of a value of each list, as parameters of a test.

    Those that are not marked slow have each value at least once.
    """
    longest = max(map(len, lists))
    few = {tuple(index % len(one) for one in lists) for index in range(longest)}
    return [
        pytest.param(
            *(one[index] for one, index in zip(lists, indices, strict=True)),
            marks=() if indices in few else pytest.mark.slow,
        )
        for indices in product(*(range(len(one)) for one in lists))
    ]
