"""An application in a browser: a bound is moved, the model is trained, and a way back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import type_number, wait_for_query

pytestmark = pytest.mark.browser

CHART = ".plain-chart .main-svg"
BOUND = "ridge.norm.bound"


def knob_box(page, name):
    return page.locator(f"[data-testid='knob-{name}'] .knob-number")


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (393, 851)])
def test_a_bound_is_moved_and_the_model_follows(open_page, width, height):
    page = open_page("Applications", width=width, height=height, wait=CHART)
    expect(page.get_by_text("kept to 0.2.")).to_be_visible()
    box = knob_box(page, BOUND)
    box.fill("0.4")
    box.press("Enter")
    expect(page.get_by_text("0.4, kept to 0.4.")).to_be_visible(timeout=20_000)
    wait_for_query(page, **{BOUND: "0.4"})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.reload()
    expect(page.get_by_text("0.4, kept to 0.4.")).to_be_visible(timeout=20_000)


def test_each_application_is_chosen_and_shows_all_its_plots(open_page):
    page = open_page("Applications?application=elastic_net", wait=".plain-chart canvas")
    expect(page.locator(".plain-chart")).to_have_count(4)
    expect(page.get_by_text("Estimated: nobody knows this front.")).to_be_visible()
    # Two bounds, and a multiplier for each.
    expect(page.locator("[data-testid^='knob-elastic_net.']")).to_have_count(2)


@pytest.mark.parametrize(
    ("width", "height"),
    [(480, 270), pytest.param(960, 540, marks=pytest.mark.slow), (393, 600)],
)
def test_a_frame_has_the_front_the_picture_and_the_slider_in_sight(
    open_page, width, height
):
    link = "Applications?application=gridworld&view=figure"
    page = open_page(link, width=width, height=height, wait=CHART)
    expect(page.locator(".plain-chart")).to_have_count(2)
    places = [one.bounding_box() for one in page.locator(".plain-chart").all()]
    places.append(page.locator("[data-testid^='knob-gridworld']").bounding_box())
    assert len(places) == 3
    for place in places:
        assert place["x"] >= 0
        assert place["y"] >= 0
        assert place["x"] + place["width"] <= width
        assert place["y"] + place["height"] <= height
    assert all(place["width"] > 150 and place["height"] > 150 for place in places[:2])
    expect(page.get_by_text("Share")).to_have_count(0)
    box = knob_box(page, "gridworld.deficit.bound")
    box.fill("0.8")
    box.press("Enter")
    told = page.locator(".plain-chart [role=img]").first
    expect(told).to_have_attribute("aria-label", re.compile("kept to 0.8"), timeout=20_000)


def test_a_training_can_be_stopped_and_keeps_what_there_is(slow_server, open_page):
    again, stop = "button:has-text('Train from scratch')", "button:has-text('Cancel')"
    page = open_page(url=f"{slow_server}Applications", wait=CHART)
    page.click(again)
    page.click(stop)
    expect(page.get_by_text("Stopped at")).to_be_visible()
    expect(page.locator(".plain-chart")).to_have_count(4)
    page.click(again)
    expect(page.locator(stop)).to_be_visible()
    # In the midst of a training a bound is moved, and another one begins.
    box = knob_box(page, BOUND)
    box.fill("0.4")
    box.press("Enter")
    expect(page.get_by_text("0.4, kept to 0.4.")).to_be_visible(timeout=60_000)
    expect(page.locator(stop)).to_have_count(0)


def test_the_scripts_to_take_home_are_in_the_page(open_page):
    page = open_page("Applications", wait=CHART)
    page.get_by_text("Take it home").click()
    expect(page.get_by_text("from optimizers.training import")).to_be_visible()
    page.get_by_role("tab", name="NumPy").click()
    expect(page.get_by_text("multiplier = max(0.0,").first).to_be_visible()
    type_number(page, "seed", 1)
    wait_for_query(page, seed="1")
