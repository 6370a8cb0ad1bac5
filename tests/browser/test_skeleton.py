"""Until the first picture is there, the front is seen in its place."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
# Each may be the first that anybody opens, before anything is compiled.
LONG = 60_000
DRAWN = ".player[data-signature], .main-svg"

BOX = """elements => elements.map(element => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return [x, y, width, height];
})"""


@pytest.mark.parametrize(
    ("path", "plot", "plots"),
    [
        ("", ".main .plot", 2),
        pytest.param("?view=lab&p=mixed", ".main .plot", 1, marks=pytest.mark.slow),
        ("Sweep", ".front-chart", 2),
        ("Plane", ".plane .picture", 2),
        pytest.param("Basins", ".plain-chart > div", 1, marks=pytest.mark.slow),
        ("Damping", ".st-key-law-circle .plain-chart > div", 1),
    ],
)
def test_the_front_is_where_the_plot_will_be_and_goes_when_it_comes(
    open_window, server, path, plot, plots
):
    page, held = open_window(), []
    page.route("**/plotly-*.js", lambda route: held.append(route))
    page.goto(server[0] + path)
    stills, areas = page.locator(".skeleton .still"), page.locator(plot)
    expect(areas).to_have_count(plots, timeout=LONG)
    expect(stills).to_have_count(plots)
    # On a phone each is below the knobs of the one before.
    for width, seen in ((1280, plots), (393, 1)):
        page.set_viewport_size({"width": width, "height": 720})
        page.wait_for_timeout(300)
        expect(stills.first).to_be_visible()
        boxes = stills.evaluate_all(BOX)[:seen], areas.evaluate_all(BOX)[:seen]
        for still, area in zip(*boxes, strict=True):
            assert still == pytest.approx(area, abs=2)
    image = stills.locator("img").first
    assert image.evaluate("image => image.complete && image.naturalWidth > 0")
    for route in held:
        route.continue_()
    expect(page.locator(DRAWN).first).to_be_visible(timeout=LONG)
    expect(stills.first).to_be_hidden()


def test_where_the_front_is_hidden_it_is_not_given_away(open_window, server):
    page, held = open_window(), []
    page.route("**/plotly-*.js", lambda route: held.append(route))
    page.goto(server[0] + "?view=lab&front=0")
    image = page.locator(".skeleton img")
    expect(image).to_be_attached(timeout=LONG)
    assert "points%3D%27%27" in image.get_attribute("src")
