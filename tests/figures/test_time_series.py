import itertools
import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from figures.theme import LIGHT, THEMES
from figures.time_series import level_shapes, nice_extent, time_series

# On a busy machine an example may take long for no reason of its own.
no_deadline = settings(deadline=None)
STEPS = [0, 1, 2, 3, 7, 50, 90, 199, 200, 400, 2000, 5000]
usual = st.lists(st.floats(-200, 200), min_size=1, max_size=20)
# No series begins beyond a few millions, however far a run gets from there.
large = st.floats(-1e9, 1e9) | st.just(math.inf) | st.just(-math.inf)
anything = st.lists(large | st.floats(-3, 3), min_size=1, max_size=20)


def figure_of(steps=400, extent=(0.0, 1.0), theme=LIGHT):
    return time_series(steps, extent, theme, ("across", "up"))


@no_deadline
@given(usual)
@example([0.3])
@example([0.1, 0.3])
@example([-0.0, 0.0])
def test_all_values_are_shown_and_little_else(values):
    low, high = nice_extent(np.array(values))
    # A rounding error outside is inside the line of the axis.
    assert low <= min(values) + 1e-7
    assert high >= max(values) - 1e-7
    height = max(np.ptp(values), 0.1)
    assert 0.1 - 1e-9 <= high - low <= 2 * height + 1e-7


@no_deadline
@given(usual)
def test_both_ends_are_multiples_of_a_round_step(values):
    low, high = nice_extent(np.array(values))
    height = max(np.ptp(values), 0.1)
    steps = [nice * 10.0**power for power in range(-4, 4) for nice in (1, 2, 2.5, 5)]
    # The least of them of which four make up the height.
    step = min(step for step in steps if 4 * step >= height * (1 - 1e-9))
    for end in (low, high):
        assert end / step == pytest.approx(round(end / step), abs=1e-6)
        assert len(f"{end:.12g}") <= 8


@no_deadline
@given(usual)
def test_what_is_turned_upside_down_has_an_axis_turned_upside_down(values):
    low, high = nice_extent(np.array(values))
    assert nice_extent(-np.array(values)) == pytest.approx((-high, -low), abs=1e-12)


@no_deadline
@given(anything, st.randoms())
def test_order_shape_and_what_is_no_number_do_not_matter(values, random):
    expected = nice_extent(np.array(values))
    shuffled = [*values, math.nan, math.nan]
    random.shuffle(shuffled)
    if len(shuffled) % 2:
        shuffled.append(math.nan)
    assert nice_extent(np.array(shuffled).reshape(2, -1)) == expected


@no_deadline
@given(anything)
@example([math.inf])
@example([-math.inf, math.inf])
@example([1e300, 0.0])
@example([1e9])
def test_whatever_the_values_the_axis_has_two_ends(values):
    low, high = nice_extent(np.array(values))
    assert math.isfinite(low)
    assert math.isfinite(high)
    assert low < high


@no_deadline
@given(
    st.lists(st.floats(-3, 3), min_size=1, max_size=9),
    st.lists(st.floats(201, 1e30) | st.just(math.inf), min_size=1, max_size=9),
    st.sampled_from([1, -1]),
)
def test_runs_that_diverge_leave_the_plot_and_the_others_remain_visible(near, far, sign):
    values = np.array([*near, *(sign * value for value in far)])
    low, high = nice_extent(values)
    assert low <= min(near) + 1e-7
    assert high >= max(near) - 1e-7
    assert (high if sign > 0 else -low) == pytest.approx(10)
    assert high - low <= 20


def test_where_all_values_are_large_they_are_shown_all_the_same():
    low, high = nice_extent(np.full((7, 401), 1e6))
    assert low <= 1e6 <= high


@pytest.mark.parametrize("values", [[], [math.nan], np.zeros((0, 5))])
def test_without_values_the_axis_goes_from_nought_to_one(values):
    assert nice_extent(np.array(values)) == (0, 1)


@pytest.mark.parametrize(
    ("values", "extent"),
    [
        ([0, 1], (0, 1)),
        ([0.1, 0.3], (0.1, 0.3)),
        ([0, 1.01], (0, 1.5)),
        ([-0.3, 2.1], (-1, 3)),
        ([0.7, 0.7], (0.65, 0.75)),
        ([0, 30], (0, 30)),
        ([0, 1e9], (0, 10)),
    ],
)
def test_ends_worked_out_by_hand(values, extent):
    assert nice_extent(np.array(values)) == pytest.approx(extent)


def test_the_axis_seldom_changes_while_a_slider_moves():
    extents = [nice_extent(np.array([0, top])) for top in np.linspace(0.5, 1.5, 400)]
    changes = sum(before != after for before, after in itertools.pairwise(extents))
    assert changes <= 8


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("steps", STEPS)
def test_axes_show_all_steps_and_the_whole_extent(steps, theme):
    figure = figure_of(steps, (-0.5, 2.0), theme)
    assert not figure.data
    first, last = figure.layout.xaxis.range
    assert first < 0 <= steps < last
    assert tuple(figure.layout.yaxis.range) == (-0.5, 2.0)
    written = figure.to_json()
    assert "across" in written
    assert "up" in written
    assert figure.layout.font.color == theme.ink


@pytest.mark.parametrize("steps", STEPS)
def test_ticks_are_few_even_whole_and_never_beyond_the_last_step(steps):
    ticks = figure_of(steps).layout.xaxis.tickvals
    assert ticks[0] == 0
    assert all(tick == int(tick) for tick in ticks)
    assert ticks[-1] <= steps
    assert len(ticks) <= 5
    assert {str(gap).rstrip("0") for gap in np.diff(ticks)} <= {"1", "2", "5"}
    assert len(set(np.diff(ticks))) <= 1
    assert len(ticks) > 1 or steps < 2


def test_a_level_is_a_dashed_line_over_all_steps():
    (line,) = level_shapes(0.7, 200, LIGHT)
    assert (line["x0"], line["x1"], line["y0"], line["y1"]) == (0, 200, 0.7, 0.7)
    assert line["line"]["dash"] == "dash"
    assert level_shapes(None, 200, LIGHT) == []
    assert len(level_shapes(0.0, 200, LIGHT)) == 1
