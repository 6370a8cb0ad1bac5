"""The total loss as a plane, and which starts end where."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.steps import drag, press, value, wait_for_query

pytestmark = pytest.mark.browser

PLANE = "[data-testid=plane]"
TRACES = """() => Object.fromEntries(
  document.querySelector('.js-plotly-plot')._fullData.map((trace) => [
    trace.name, [trace.x, trace.y, trace.z].map((axis) => Array.from(axis ?? []))]))"""
CAMERA = (
    "() => document.querySelector('.js-plotly-plot')._fullLayout.scene._scene.getCamera()"
)
# Opaque pixels of the two canvases, by column and row.
PEBBLES = """() => [...document.querySelectorAll('.picture > canvas')].map((canvas) => {
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  const inked = [...Array(width * height).keys()].filter((at) => data[4 * at + 3] > 128);
  return inked.map((at) => [at % width, Math.floor(at / width)]);
})"""
FLAT = """([x, y]) => {
  const chart = document.querySelectorAll('.js-plotly-plot')[1];
  const { xaxis, yaxis } = chart._fullLayout;
  return [xaxis._offset + xaxis.d2p(x), yaxis._offset + yaxis.d2p(y)];
}"""
SCROLLED = "() => document.querySelector('[data-testid=stMain]').scrollTop"


@pytest.fixture
def plane(open_page):
    """The page, as the first one that is opened."""
    page = open_page("Plane?v=1&p=concave", wait=f"{PLANE}[data-alpha]")
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    return page


def finite(axes):
    points = zip(*axes, strict=True)
    return [point for point in points if all(isinstance(v, int | float) for v in point)]


def eye(page):
    return page.evaluate(CAMERA)["eye"]


def corner(page):
    """Where the handle's own point is: at its left, for it stands beside the corner."""
    box = page.get_by_test_id("corner").bounding_box()
    return box["x"] + 2, box["y"] + box["height"] / 2


def test_stars_have_the_losses_of_their_shadows_and_only_concave_has_a_saddle(
    plane,
):
    traces = plane.evaluate(TRACES)
    stars, shadows = finite(traces["stars"]), finite(traces["shadows"])
    assert sorted(p[:2] for p in stars) == sorted(p[:2] for p in shadows)
    assert [round(p[2], 6) for p in shadows] == [0] * len(shadows)
    for loss_1, loss_2, height in stars:
        assert height == pytest.approx(loss_1 + loss_2, abs=1e-4)
    cross = [point for point in finite(traces["saddles"]) if point[0] == point[0]]
    middle = [sum(axis) / len(cross) for axis in zip(*cross, strict=True)]
    assert middle == pytest.approx((0.7071, 0.7071, 1.4142), abs=0.02)
    plane.get_by_text("Convex", exact=True).click()
    wait_for_query(plane, p="convex")
    plane.wait_for_function(
        """() => !document.querySelector('.js-plotly-plot')._fullData
          .some((trace) => trace.name === 'saddles' && Array.from(trace.x ?? []).length)"""
    )


def test_pebbles_roll_in_both_pictures_once_they_are_asked_to(plane):
    shown = plane.locator(PLANE)
    # Paused at the end, where all seven lie on the two stars.
    expect(shown).to_have_attribute("data-state", "paused")
    expect(shown).to_have_attribute("data-frame", "400")
    at_end = [np.array(pixels) for pixels in plane.evaluate(PEBBLES)]
    for star in ((0, 1), (1, 0)):
        away = np.hypot(*(at_end[1] - plane.evaluate(FLAT, star)).T)
        assert (away < 9).sum() > 50
    before = eye(plane)
    step = plane.get_by_role("slider", name="Step", exact=True)
    step.press("Home")
    expect(shown).to_have_attribute("data-frame", "0")
    at_start = [np.array(pixels) for pixels in plane.evaluate(PEBBLES)]
    # Seven of them, none on top of another.
    assert [len(pixels) > 3 * 80 for pixels in at_start] == [True, True]
    for one, other in zip(at_start, at_end, strict=True):
        assert len(one) > 2 * len(other)
    plane.get_by_role("button", name="Play (Space)").click()
    plane.wait_for_function(f"() => document.querySelector('{PLANE}').dataset.frame > 20")
    plane.keyboard.press("Space")
    expect(shown).to_have_attribute("data-state", "paused")
    rolled = [np.array(pixels) for pixels in plane.evaluate(PEBBLES)]
    for one, other in zip(at_start, rolled, strict=True):
        assert not np.array_equal(one, other)
    assert eye(plane) == pytest.approx(before, abs=1e-6)


def eye_at_rest(page):
    """Where the eye is once it is no longer on its way."""
    now, before = eye(page), None
    while now != before:
        page.wait_for_timeout(500)
        now, before = eye(page), now
    return now


def test_the_weight_tilts_the_plane_and_leaves_the_camera(plane):
    before = eye(plane)
    box = plane.locator(".js-plotly-plot").first.bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    drag(plane, middle, (middle[0] + 40, middle[1] + 15))
    turned = eye_at_rest(plane)
    assert turned != pytest.approx(before, abs=0.05)
    press(plane, "alpha", "ArrowRight", times=10)
    wait_for_query(plane, alpha=f"{value(plane, 'alpha'):g}")
    by_slider = value(plane, "alpha")
    sentence = plane.get_by_text(re.compile("Weighted sum on the concave front"))
    expect(sentence).to_contain_text(f"α = {by_slider:.3g}")
    expect(plane.locator(PLANE)).to_have_attribute("data-alpha", f"{by_slider:g}")
    # The corner itself, by hand, and by keys.
    start = corner(plane)
    drag(plane, start, (start[0], start[1] + 30))
    plane.wait_for_function(
        f"() => document.querySelector('{PLANE}').dataset.alpha < {by_slider}"
    )
    handle = plane.get_by_test_id("corner")
    by_hand = float(handle.get_attribute("aria-valuenow"))
    expect(plane.locator(PLANE)).to_have_attribute("data-alpha", f"{by_hand:g}")
    assert value(plane, "alpha") == by_hand < by_slider
    handle.press("ArrowUp")
    by_key = float(handle.get_attribute("aria-valuenow"))
    expect(plane.locator(PLANE)).to_have_attribute("data-alpha", f"{by_key:g}")
    assert by_key > by_hand
    assert eye(plane) == pytest.approx(turned, abs=0.005)
    # From above there is no way up; from the corner all is as it was.
    plane.get_by_role("button", name="Top", exact=True).click()
    expect(handle).to_be_hidden()
    plane.get_by_role("button", name="Corner", exact=True).click()
    expect(handle).to_be_visible()
    assert eye(plane) == pytest.approx(before, abs=0.005)


def test_a_finger_and_the_wheel_scroll_the_page(open_page):
    page = open_page(
        "Plane?v=1&p=concave",
        wait=f"{PLANE}[data-alpha]",
        width=393,
        height=851,
        has_touch=True,
    )
    finger = page.context.new_cdp_session(page)

    def swipe(far):
        box = page.locator(".solid .picture").bounding_box()
        x, y = box["x"] + 150, box["y"] + box["height"] / 2
        for step in range(11):
            name = "touchMove" if step else "touchStart"
            points = [{"x": x, "y": y + far * step / 10}]
            finger.send("Input.dispatchTouchEvent", {"type": name, "touchPoints": points})
            page.wait_for_timeout(20)
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        page.wait_for_timeout(300)

    before = eye(page)
    swipe(-100)
    scrolled = page.evaluate(SCROLLED)
    assert scrolled > 50
    assert eye(page) == pytest.approx(before, abs=1e-6)
    page.locator(".solid .picture").tap(position={"x": 150, "y": 200})
    swipe(-60)
    assert page.evaluate(SCROLLED) == scrolled
    turned = eye(page)
    assert turned != pytest.approx(before, abs=0.05)
    press(page, "alpha", "ArrowRight", times=10)
    expect(page.locator(PLANE)).to_have_attribute("data-alpha", f"{value(page, 'alpha'):g}")
    assert eye(page) == pytest.approx(turned, abs=0.005)
    box = page.locator(".solid .picture").bounding_box()
    page.mouse.move(box["x"] + 150, box["y"] + 150)
    page.mouse.wheel(0, 40)
    page.wait_for_function(f"() => ({SCROLLED})() > {scrolled}")
    assert eye(page) == pytest.approx(turned, abs=1e-6)


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
    expect(page.get_by_test_id("corner")).to_be_hidden()
    page.get_by_role("button", name="Play (Space)").click()
    page.wait_for_function(f"() => document.querySelector('{PLANE}').dataset.frame > 5")
    context.close()


def test_a_mixed_front_divides_the_starts_into_three(open_page):
    page = open_page(
        "Basins?v=1&p=mixed&m=linear&alpha=1", wait="text=of the starts", height=900
    )
    sentence = page.get_by_text(re.compile("Weighted sum, mixed front"))
    expect(sentence).to_contain_text(
        "A at (0.000, 1.000) from 25% of the starts, B at (0.500, 0.500) from 50%"
    )
    # One start, and two weights: to the end with loss 2 ignored, and to the middle.
    page.get_by_role("button", name="Just before the jump").click()
    expect(sentence).to_contain_text(re.compile(r"α = 0\.96.*From the ring: A\."))
    page.get_by_role("button", name="Just after the jump").click()
    expect(sentence).to_contain_text(re.compile(r"α = 0\.98.*From the ring: B\."))
    wait_for_query(page, alpha="0.98", starts="0.6,1.6")
    press(page, "alpha", "ArrowRight", times=15)
    expect(sentence).not_to_contain_text("A at (0.000, 1.000) from 25% of the starts")
