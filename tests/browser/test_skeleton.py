"""Until the first picture is there, the front is seen in its place."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
# Each may be the first that anybody opens, before anything is compiled.
LONG = 60_000

BOX = """elements => elements.map(element => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return [x, y, width, height];
})"""


@pytest.mark.parametrize(("path", "plots"), [("", 2), ("?view=lab&p=mixed", 1)])
def test_the_front_is_where_the_plot_will_be_and_goes_when_it_comes(
    usual_context, server, path, plots
):
    page, held = usual_context.new_page(), []
    page.set_viewport_size({"width": 1280, "height": 720})
    page.route("**/plotly-*.js", lambda route: held.append(route))
    page.goto(server[0] + path)
    stills, areas = page.locator(".skeleton .still"), page.locator(".main .plot")
    expect(areas).to_have_count(plots, timeout=LONG)
    expect(stills).to_have_count(plots)
    expect(stills.first).to_be_visible()
    for still, area in zip(stills.evaluate_all(BOX), areas.evaluate_all(BOX), strict=True):
        assert still == pytest.approx(area, abs=2)
    image = stills.first.locator("img")
    assert image.evaluate("image => image.complete && image.naturalWidth > 0")
    for route in held:
        route.continue_()
    expect(page.locator(".player[data-signature]")).to_be_visible(timeout=LONG)
    expect(stills.first).to_be_hidden()
    page.close()


def test_where_the_front_is_hidden_it_is_not_given_away(usual_context, server):
    page, held = usual_context.new_page(), []
    page.route("**/plotly-*.js", lambda route: held.append(route))
    page.goto(server[0] + "?view=lab&front=0")
    image = page.locator(".skeleton img")
    expect(image).to_be_attached(timeout=LONG)
    assert "points%3D%27%27" in image.get_attribute("src")
    page.close()
