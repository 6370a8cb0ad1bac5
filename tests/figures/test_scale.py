import itertools

import numpy as np
import plotly.graph_objects as go
import pytest

from figures.scale import decade_ticks, value_markers
from figures.theme import LIGHT, THEMES


def marker_of(values, log=False, theme=LIGHT):
    return go.scatter.Marker(value_markers(np.array(values), theme, "knob", log=log))


@pytest.mark.parametrize("log", [False, True])
def test_the_least_and_the_greatest_value_have_the_ends_of_the_scale(log):
    marker = marker_of([0.05, 1.0, 20.0], log)
    low, middle, high = marker.color
    assert (low, high) == (marker.cmin, marker.cmax)
    share = (middle - low) / (high - low)
    assert share == pytest.approx(0.5 if log else 0.95 / 19.95)


@pytest.mark.parametrize("values", [[], [0.7], [0.7, 0.7]])
def test_one_value_alone_has_a_scale_too(values):
    marker = marker_of(values)
    assert marker.cmin < marker.cmax


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_colours_and_type_are_those_of_the_theme(theme):
    marker = marker_of([1.0, 2.0], theme=theme)
    colors = [color for _, color in marker.colorscale]
    assert set(colors) <= set(theme.palette)
    assert len(set(colors)) == 3
    assert marker.colorbar.title.text == "knob"
    assert marker.colorbar.tickfont.size == theme.font_size


def test_a_logarithmic_bar_tells_the_values_and_not_their_logarithms():
    bar = marker_of([0.05, 20.0], log=True).colorbar
    np.testing.assert_allclose(10 ** np.array(bar.tickvals), [0.1, 1, 10])
    assert bar.ticktext == ("0.1", "1", "10")


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0.05, 20, [0.1, 1, 10]),
        (0.01, 5, [0.01, 0.1, 1]),
        (0.001, 0.1, [0.001, 0.01, 0.1]),
        (1, 10, [1, 2, 5, 10]),
        (0.1 + 0.2, 3, [0.5, 1, 2]),
        (1e-9, 1e3, [1e-8, 1e-6, 1e-4, 1e-2, 1, 1e2]),
    ],
)
def test_ticks_are_few_and_round(low, high, ticks):
    found = decade_ticks(low, high)
    assert found == pytest.approx(ticks)
    for before, after in itertools.pairwise(found):
        assert before < after
