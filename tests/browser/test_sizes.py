"""A projector, a slide's frame and a phone: nothing cut, nothing to scroll sideways."""

import pytest

from tests.browser.conftest import PLAYER
from tests.browser.steps import knob

pytestmark = pytest.mark.browser

# The sum of all layout shifts so far, as the browser counts and keeps them.
SHIFTED = """() => new Promise((resolve) => {
  let sum = 0;
  const add = ({ value }) => { sum += value; };
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(add));
  observer.observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => resolve(sum), 500);
})"""


def sideways(page):
    root = "document.scrollingElement"
    return page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")


def test_nothing_scrolls_sideways(open_page):
    page = open_page()
    for width, height in ((1280, 720), (960, 540), (480, 270), (393, 851)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(500)
        assert sideways(page) <= 0


def test_a_slide_shows_both_plots_and_the_play_button(open_page):
    page = open_page(width=480, height=270)
    plots = page.locator("[data-testid=loss-plot]").all()
    for locator in (*plots, page.get_by_role("button", name="Play (Space)")):
        box = locator.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 270
    play = page.get_by_role("button", name="Play (Space)").bounding_box()
    assert min(play["width"], play["height"]) >= 44


def test_a_phone_shows_plot_and_slider_together(open_lab):
    page = open_lab(width=393, height=851, has_touch=True, is_mobile=True)
    plot = page.locator("[data-testid=loss-plot]")
    plot.scroll_into_view_if_needed()
    top = plot.bounding_box()["y"]
    slider = knob(page, "epsilon").bounding_box()
    assert slider["y"] + slider["height"] - top <= 851
    assert sideways(page) <= 0


def test_circles_are_circles_on_a_phone(open_page):
    page = open_page(width=393, height=851, has_touch=True, is_mobile=True)
    for plot in page.locator("[data-testid=loss-plot]").all():
        box = plot.bounding_box()
        assert box["width"] == pytest.approx(box["height"], abs=1)


def test_the_other_page_opens_first_and_leads_back(open_page):
    page = open_page("About", wait="text=Sources and notation")
    page.get_by_role("link", name="The lesson").click()
    page.wait_for_selector("[data-testid=loss-player][data-signature]")


@pytest.mark.parametrize(
    ("path", "wait", "width", "height"),
    [
        ("?view=lab", PLAYER, 1280, 720),
        ("?view=lab", PLAYER, 393, 851),
        ("Damping?panel=inequality", PLAYER, 393, 851),
        ("About", ".katex", 393, 851),
    ],
)
def test_nothing_jumps_while_a_page_loads(open_page, path, wait, width, height):
    page = open_page(path, width, height, wait)
    page.wait_for_selector("[data-testid=stSkeleton]", state="detached")
    page.wait_for_timeout(1000)
    assert page.evaluate(SHIFTED) <= 0.15
