"""The total loss as a plane, and which starts end where."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import drag, press, value, wait_for_query

pytestmark = pytest.mark.browser

TRACES = """() => Object.fromEntries(
  document.querySelector('.js-plotly-plot')._fullData.map((trace) => [
    trace.name, [trace.x, trace.y, trace.z].map((axis) => Array.from(axis ?? []))]))"""
CAMERA = "() => ({ ...document.querySelector('.js-plotly-plot').layout.scene.camera.eye })"


@pytest.fixture
def plane(open_page):
    """The page, as the first one that is opened."""
    page = open_page("Plane?v=1&p=concave", wait=".js-plotly-plot .main-svg")
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    return page


def finite(axes):
    points = zip(*axes, strict=True)
    return [point for point in points if all(isinstance(v, int | float) for v in point)]


def test_stars_on_the_plane_and_on_the_floor_have_the_same_losses(plane):
    traces = plane.evaluate(TRACES)
    stars, shadows = finite(traces["stars"]), finite(traces["shadows"])
    assert sorted(p[:2] for p in stars) == sorted(p[:2] for p in shadows)
    assert [round(p[2], 6) for p in shadows] == [0] * len(shadows)
    for loss_1, loss_2, height in stars:
        assert height == pytest.approx(loss_1 + loss_2, abs=1e-4)


def test_a_saddle_on_the_concave_front_and_none_on_the_convex(plane):
    cross = [
        point for point in finite(plane.evaluate(TRACES)["saddles"]) if point[0] == point[0]
    ]
    middle = [sum(axis) / len(cross) for axis in zip(*cross, strict=True)]
    assert middle == pytest.approx((0.7071, 0.7071, 1.4142), abs=0.02)
    plane.get_by_text("Convex", exact=True).click()
    wait_for_query(plane, p="convex")
    plane.wait_for_function(
        """() => !document.querySelector('.js-plotly-plot')._fullData
          .some((trace) => trace.name === 'saddles' && Array.from(trace.x ?? []).length)"""
    )


def test_the_weight_tilts_the_plane_and_leaves_the_camera(plane):
    before = plane.evaluate(CAMERA)
    box = plane.locator(".js-plotly-plot").first.bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    drag(plane, middle, (middle[0] + 80, middle[1] + 30))
    plane.wait_for_timeout(500)
    turned = plane.evaluate(CAMERA)
    press(plane, "alpha", "ArrowRight", times=10)
    wait_for_query(plane, alpha=f"{value(plane, 'alpha'):g}")
    expect(
        plane.get_by_text(re.compile("Weighted sum on the concave front"))
    ).to_contain_text(f"α = {value(plane, 'alpha'):.3g}")
    assert plane.evaluate(CAMERA) == pytest.approx(turned, abs=0.005)
    assert turned != pytest.approx(before, abs=0.05)


def test_without_webgl_the_same_in_two_dimensions_stands_alone(browser, server):
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.add_init_script(
        """const own = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...others) {
          return kind.startsWith('webgl') ? null : own.call(this, kind, ...others);
        };"""
    )
    page.goto(f"{server[0]}Plane?v=1&p=concave")
    expect(page.get_by_text("cannot draw in three dimensions")).to_be_visible()
    expect(page.locator(".js-plotly-plot")).to_have_count(1)
    assert page.locator(".js-plotly-plot path").count() > 5
    context.close()


def test_a_mixed_front_divides_the_starts_into_three(open_page):
    page = open_page(
        "Basins?v=1&p=mixed&m=linear&alpha=1", wait="text=of the starts", height=900
    )
    sentence = page.get_by_text(re.compile("Weighted sum, mixed front"))
    expect(sentence).to_contain_text(
        "A at (0.000, 1.000) from 25% of the starts, B at (0.500, 0.500) from 50%"
    )
    press(page, "alpha", "ArrowRight", times=15)
    expect(sentence).not_to_contain_text("A at (0.000, 1.000) from 25% of the starts")
