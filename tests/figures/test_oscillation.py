import numpy as np
import pytest

from figures.damping_gauge import Band, damping_gauge
from figures.oscillation import MOST_POINTS, Parts, oscillation
from figures.phase_portrait import phase_portrait
from figures.theme import LIGHT, PROJECTOR

TURN = np.linspace(0, 4 * np.pi, 200)
SPIRAL = np.exp(-TURN / 5)[:, None] * np.stack([0.01 * np.cos(TURN), np.sin(TURN)], axis=1)
SPIRAL += np.array([0.0, 2.0])
BANDS = [Band(-np.inf, "off", 0), Band(4, "under", 0.4), Band(20, "over", 0.8)]


def portrait(run=SPIRAL, others=SPIRAL[None] * 3, theme=LIGHT):
    return phase_portrait(run, others, 2.0, theme, ("h", "λ"))


def test_the_portrait_is_as_large_as_its_run_and_has_the_optimum_in_it():
    figure = portrait(SPIRAL[20:30])
    (low, high), (bottom, top) = figure.layout.xaxis.range, figure.layout.yaxis.range
    assert low < SPIRAL[20:30, 0].min() < SPIRAL[20:30, 0].max() < high
    assert bottom < 2 < SPIRAL[20:30, 1].max() < top
    bound, rest = figure.data[:2]
    assert (bound.x, bound.y, rest.y) == ((0, 0), (bottom, top), (2, 2))
    assert (figure.data[-1].x, figure.data[-1].y) == ((0.0,), (2.0,))
    assert (figure.data[-2].x[0], figure.data[-2].y[0]) == tuple(SPIRAL[20])


def test_arrows_lie_on_the_run_and_look_the_way_it_goes():
    arrows = portrait().data[-3]
    points = np.stack([arrows.x, arrows.y], axis=1).reshape(-1, 3, 2)
    assert len(points) == 5
    for before, here, gap in points:
        index = int(np.abs(SPIRAL - here).sum(axis=1).argmin())
        np.testing.assert_allclose([before, here], SPIRAL[index - 1 : index + 1])
        assert np.isnan(gap).all()
    assert np.array(arrows.marker.size).reshape(-1, 3)[:, [0, 2]].sum() == 0


def test_what_is_far_out_of_sight_is_not_sent_and_a_run_is_shown_until_it_diverges():
    others = np.stack([SPIRAL, SPIRAL * 1e9, np.full_like(SPIRAL, np.inf)])
    shown = portrait(others=others).data[2:5]
    np.testing.assert_allclose(shown[0].y, SPIRAL[:, 1])
    assert np.isnan(shown[1].x).all()
    assert np.isnan(shown[2].x).all()
    broken = SPIRAL.copy()
    broken[100:] = np.nan
    assert len(portrait(broken).data[-4].x) == 100


def test_a_run_that_stands_still_has_a_portrait():
    figure = portrait(np.tile([0.0, 2.0], (5, 1)))
    assert figure.layout.xaxis.range[0] < 0 < figure.layout.xaxis.range[1]


def parts_of(count):
    steps = np.arange(count)
    force = Parts(1 + 0.1 * np.sin(steps), 0.2 * np.cos(steps), ("λ", "δ h", "force"))
    energy = Parts(
        3 * np.sin(steps) ** 2, np.cos(steps) ** 2, ("potential", "kinetic", "all")
    )
    return force, energy


def test_the_force_is_the_sum_of_its_parts_and_the_energy_is_stacked():
    force, energy = parts_of(50)
    integral, proportional, both, potential, kinetic = oscillation(
        force, energy, 1.0, LIGHT, "step"
    ).data
    np.testing.assert_allclose(integral.y, force.of_multiplier)
    np.testing.assert_allclose(both.y, np.array(integral.y) + np.array(proportional.y))
    most = (energy.of_multiplier + energy.of_violation).max()
    np.testing.assert_allclose(potential.y, energy.of_multiplier / most)
    np.testing.assert_allclose(kinetic.y, energy.of_violation / most)
    assert potential.stackgroup == kinetic.stackgroup != integral.stackgroup


@pytest.mark.parametrize("theme", [LIGHT, PROJECTOR])
def test_a_part_has_one_colour_in_line_area_and_name(theme):
    figure = oscillation(*parts_of(50), 1.0, theme, "step")
    colors = [trace.line.color for trace in figure.data]
    assert colors[3:] == colors[:2]
    _, force, energy = (annotation.text for annotation in figure.layout.annotations)
    assert f'{colors[2]}">force</span> = ' in force
    assert f'{colors[0]}">λ</span> + ' in force
    assert f'{colors[1]}">kinetic</span>' in energy


def test_a_long_run_is_thinned_and_one_without_energy_is_flat():
    force, energy = parts_of(10_001)
    figure = oscillation(force, energy, 1.0, LIGHT, "step")
    assert len(figure.data[0].x) <= MOST_POINTS
    assert figure.data[0].y[1] == force.of_multiplier[figure.data[0].x[1]]
    nothing = Parts(np.zeros(9), np.zeros(9), energy.names)
    flat = oscillation(parts_of(9)[0], nothing, 1.0, LIGHT, "step")
    assert set(flat.data[3].y) == {0.0}


def gauge(present=5.0, most=30.0):
    return damping_gauge(BANDS, present, [(20.0, "critical")], most, LIGHT, "δ")


def test_bands_fill_the_scale_and_the_pointer_is_at_the_present_damping():
    figure = gauge()
    spans = [(shape.x0, shape.x1) for shape in figure.layout.shapes if shape.type == "rect"]
    assert spans == [(0, 4), (4, 20), (20, 30)]
    assert figure.data[0].x == (5.0,)
    names = {annotation.text: annotation.x for annotation in figure.layout.annotations}
    assert names == {"off": 2, "under": 12, "over": 25, "critical": 20}


def test_what_is_beyond_the_scale_or_too_narrow_is_not_named():
    figure = gauge(most=15.0)
    assert [note.text for note in figure.layout.annotations] == ["off", "under"]
    narrow = [note.text for note in gauge(most=100.0).layout.annotations]
    assert narrow == ["under", "over", "critical"]
