import numpy as np
import pytest

from exports.places import Place, places
from exports.scene import scene


@pytest.mark.parametrize("theme", ["light", "projector"])
@pytest.mark.parametrize(
    ("size", "curves"),
    [((1280, 720), 2), ((720, 1280), 2), ((640, 640), 0), ((320, 240), 0), ((160, 160), 0)],
)
def test_every_plot_is_inside_and_loss_space_has_one_scale(state, theme, size, curves):
    shown = scene(state(f"fig=mdmm-concave&theme={theme}"))
    at = places(shown, size)
    assert len(at.curves) <= curves
    if theme == "light":
        assert len(at.curves) == curves
    for place in (at.losses, *at.curves):
        assert 0 < place.left < place.right < size[0]
        assert 0 < place.top < place.bottom < size[1]
    width, height = at.losses.right - at.losses.left, at.losses.bottom - at.losses.top
    assert width == pytest.approx(height)
    assert width > 0.4 * min(size)


def test_plots_do_not_lie_on_one_another(state):
    shown = scene(state("fig=mdmm-concave"))
    for size in ((1920, 1080), (960, 540), (500, 1000)):
        at = places(shown, size)
        upper, lower = at.curves
        assert upper.bottom < lower.top
        assert at.losses.right < upper.left or at.losses.bottom < upper.top


def test_values_at_the_corners_are_at_the_corners():
    place = Place(10, 20, 110, 70, x=(-1.0, 1.0), y=(0.0, 5.0))
    corners = np.array([[-1.0, 0.0], [1.0, 5.0], [0.0, 2.5]])
    assert place.pixels(corners).tolist() == [[10, 70], [110, 20], [60, 45]]
    assert place.per_unit == 50
