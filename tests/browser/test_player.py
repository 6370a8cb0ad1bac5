"""Play, pause, step, scrub and speed; and what a moved slider must not disturb."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import (
    HEADS,
    number,
    player,
    press,
    signature,
    type_number,
    wait_for_new_runs,
)

pytestmark = pytest.mark.browser

RANGES = """() => {
  const { xaxis, yaxis } = document.querySelector('.chart')._fullLayout;
  return [xaxis.range.map(Number), yaxis.range.map(Number)];
}"""


def click(page, name):
    page.get_by_role("button", name=name).click()


def test_heads_are_painted_where_the_runs_are(open_lab):
    page = open_lab()
    painted = page.locator("[data-testid=loss-plot]").evaluate(HEADS)
    near = [p for p in painted if abs(p[0] - 0.714) < 0.05 and abs(p[1] - 0.7) < 0.05]
    assert len(near) > 80
    click(page, "To the start (Home)")
    painted = page.locator("[data-testid=loss-plot]").evaluate(HEADS)
    for start in ((0.322, 1.976), (1.385, 1.440), (1.958, 0.399)):
        near = [
            p
            for p in painted
            if abs(p[0] - start[0]) < 0.04 and abs(p[1] - start[1]) < 0.04
        ]
        assert len(near) > 80


def test_steps_and_ends_by_button(open_lab):
    page = open_lab()
    click(page, "To the start (Home)")
    assert number(page, "frame") == 0
    click(page, "One step on (→)")
    click(page, "One step on (→)")
    click(page, "One step back (←)")
    assert number(page, "frame") == 1
    click(page, "To the end (End)")
    assert number(page, "frame") == 400
    assert page.get_by_text("400 / 400").is_visible()


def test_every_key(open_lab):
    page = open_lab()
    page.get_by_role("slider", name="Step").focus()
    for key, frame in (
        ("Home", 0),
        ("ArrowRight", 1),
        ("Shift+ArrowRight", 11),
        ("ArrowLeft", 10),
        ("Shift+ArrowLeft", 0),
        ("End", 400),
    ):
        page.keyboard.press(key)
        assert number(page, "frame") == frame, key
    page.keyboard.press("Space")
    expect(player(page)).to_have_attribute("data-state", "playing")
    page.keyboard.press("Space")
    expect(player(page)).to_have_attribute("data-state", "paused")


def test_a_click_on_the_plot_gives_it_the_keys(open_lab):
    page = open_lab()
    page.locator("[data-testid=loss-plot]").click(position={"x": 300, "y": 60})
    page.keyboard.press("Home")
    assert number(page, "frame") == 0
    page.keyboard.press("Shift+ArrowRight")
    assert number(page, "frame") == 10


def test_the_scrubber_goes_to_any_step(open_lab):
    page = open_lab()
    page.get_by_role("slider", name="Step").fill("123")
    assert number(page, "frame") == 123
    expect(player(page)).to_have_attribute("data-state", "paused")


def test_speed_multiplies_the_steps_a_second(open_page):
    # So many that it does not come to the end, however late it is paused.
    page = open_page("?view=lab&steps=5000")
    travelled = {}
    for label in ("×1", "×4"):
        while page.locator("[data-control=speed]").inner_text() != label:
            page.locator("[data-control=speed]").click()
        click(page, "To the start (Home)")
        click(page, "Play (Space)")
        page.wait_for_timeout(800)
        click(page, "Pause (Space)")
        travelled[label] = number(page, "frame")
    assert travelled["×4"] > 2 * travelled["×1"] > 0


def test_a_slider_moved_while_it_plays_keeps_frame_and_playing_state(open_lab):
    page = open_lab()
    before = signature(page)
    click(page, "To the start (Home)")
    click(page, "Play (Space)")
    page.wait_for_timeout(700)
    reached = number(page, "frame")
    press(page, "epsilon", "ArrowLeft")
    wait_for_new_runs(page, before)
    assert reached <= number(page, "frame") < 400
    assert player(page).get_attribute("data-state") == "playing"


def test_a_slider_moved_while_paused_keeps_the_frame(open_lab):
    page = open_lab()
    page.get_by_role("slider", name="Step").fill("57")
    before = signature(page)
    press(page, "epsilon", "ArrowLeft")
    wait_for_new_runs(page, before)
    assert number(page, "frame") == 57


def test_a_moved_slider_keeps_the_zoom_and_a_button_ends_it(open_lab):
    page = open_lab()
    box = page.locator("[data-testid=loss-plot]").bounding_box()
    x, y, size = box["x"], box["y"], box["width"]
    whole = page.evaluate(RANGES)
    page.mouse.move(x + 0.3 * size, y + 0.3 * size)
    page.mouse.down()
    page.mouse.move(x + 0.6 * size, y + 0.6 * size, steps=5)
    page.mouse.up()
    page.wait_for_timeout(400)
    zoomed = page.evaluate(RANGES)
    assert zoomed[0][1] - zoomed[0][0] < 0.7 * (whole[0][1] - whole[0][0])
    before = signature(page)
    press(page, "epsilon", "ArrowLeft")
    wait_for_new_runs(page, before)
    assert page.evaluate(RANGES) == zoomed
    page.get_by_role("button", name="Whole plot").click()
    page.wait_for_timeout(400)
    assert page.evaluate(RANGES) == [pytest.approx(axis, abs=1e-6) for axis in whole]


def test_a_zoom_leaves_nothing_of_the_runs_beside_the_plot(open_lab):
    page = open_lab()
    plot = page.locator("[data-testid=loss-plot]")
    box = plot.bounding_box()
    # The optimum, where all heads are by now, comes to lie just left of what is shown.
    (left, top), (right, bottom) = page.evaluate("""() => {
      const { xaxis, yaxis } = document.querySelector('.chart')._fullLayout;
      const at = (x, y) => [xaxis._offset + xaxis.d2p(x), yaxis._offset + yaxis.d2p(y)];
      return [at(0.78, 1.0), at(1.38, 0.4)];
    }""")
    page.mouse.move(box["x"] + left, box["y"] + top)
    page.mouse.down()
    page.mouse.move(box["x"] + right, box["y"] + bottom, steps=5)
    page.mouse.up()
    page.wait_for_timeout(400)
    (low, high), _ = page.evaluate(RANGES)
    assert 0.72 < low < 0.82 < high < 1.45
    assert plot.evaluate(HEADS) == []


def test_the_same_settings_have_the_same_signature(open_lab):
    page = open_lab()
    first = signature(page)
    type_number(page, "epsilon", 0.5)
    wait_for_new_runs(page, first)
    second = signature(page)
    type_number(page, "epsilon", 0.7)
    wait_for_new_runs(page, second)
    assert signature(page) == first == signature(open_lab())


def test_plotly_comes_from_this_server_and_nothing_from_another(open_page, server):
    page = open_page()
    names = page.evaluate("() => performance.getEntriesByType('resource').map(e => e.name)")
    outside = [n for n in names if not n.startswith((server[0], "blob:", "data:"))]
    assert outside == []
    assert any("app/static/plotly-" in name for name in names)
