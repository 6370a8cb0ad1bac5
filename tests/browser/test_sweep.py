"""A knob taken through many values, and how much of the front it finds."""

import math
import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import type_number, wait_for_query

pytestmark = pytest.mark.browser

DRAWN = "[data-testid=sweep-player][data-drawn]"
# Ends of runs that are to be seen, hollow and full ones, on the front of each side.
SEEN = """() => [...document.querySelectorAll('.front-chart')].map((chart) =>
  [...chart.querySelectorAll('path.point')].filter(
    (point) => getComputedStyle(point).visibility === 'visible').length)"""


@pytest.fixture
def sweep(open_page):
    """The page, as the first one that is opened."""
    return open_page("Sweep?v=1&steps=2000", wait=DRAWN)


def covered(page):
    """Percent of the front, by weight and by bound."""
    meters = page.get_by_role("meter")
    expect(meters).to_have_count(2)
    return [int(meter.get_attribute("aria-valuenow")) for meter in meters.all()]


def shown(page):
    """How many values of each knob have had their turn."""
    return [int(side.get_attribute("data-shown")) for side in page.locator("section").all()]


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def test_on_a_concave_front_a_weight_finds_little_and_a_bound_finds_most(sweep):
    by_weight, by_bound = covered(sweep)
    assert by_weight <= 20
    assert by_bound >= 65
    reason = sweep.get_by_text(re.compile("runs failed, drawn hollow"))
    expect(reason.last).to_contain_text("δ is too small: the law asks for")
    hollow, full = (
        sweep.locator(f".front-chart .trace:nth-child({index}) path.point")
        for index in (4, 5)
    )
    assert hollow.last.evaluate("point => getComputedStyle(point).fill") == "none"
    assert full.last.evaluate("point => getComputedStyle(point).fill") != "none"
    sweep.get_by_role("button", name="Use as much damping as each ε needs").click()
    wait_for_query(sweep, adaptive="1")
    expect(sweep.get_by_text(re.compile("9[5-9]% of the front covered"))).to_be_visible()
    expect(sweep.get_by_role("switch", name="As much damping")).to_be_checked()


def expect_an_end_to_tell_its_value(page):
    """Point at an end on the right: its value is marked in both charts."""
    chart = page.locator(".front-chart").last
    end = chart.locator(".trace:nth-child(5) path.point:not(.later)").nth(7 * 12)
    end.hover(force=True)
    label = chart.locator(".hoverlayer")
    expect(label).to_contain_text(re.compile("ε = .*Loss 1 = .*Loss 2 = .*settled"))
    assert page.locator(".knob-value").last.inner_text() in label.text_content()
    lifted = page.locator(".sweep-chart:not(.front-chart)").last.locator(".lifted")
    expect(lifted).to_have_count(14)


def test_played_both_knobs_run_through_their_values_and_results_drop_in(sweep):
    whole = covered(sweep)
    assert shown(sweep) == [61, 41]
    ends = sweep.evaluate(SEEN)
    assert ends[0] == 61 * 7
    press(sweep, "To the start (Home)")
    assert shown(sweep) == covered(sweep) == sweep.evaluate(SEEN) == [0, 0]
    scrubber = sweep.get_by_role("slider", name="Values of both knobs so far")
    expect(scrubber).to_have_attribute("aria-valuetext", "α: no value yet, ε: no value yet")
    press(sweep, "Play (Space)")
    sweep.wait_for_function("() => document.querySelector('section').dataset.shown > 8")
    press(sweep, "Pause (Space)")
    left, right = shown(sweep)
    assert 8 < left < 61
    assert right == math.floor(left * 41 / 61)
    assert sweep.evaluate(SEEN) == [left * 7, right * 7]
    assert 0 < covered(sweep)[1] < whole[1]
    scrubber.fill("31")
    assert shown(sweep) == [31, 20]
    expect(scrubber).to_have_attribute("aria-valuetext", re.compile(r"^α = 1, ε = 0\.6"))
    scrubber.press("ArrowRight")
    assert shown(sweep) == [32, 21]
    expect_an_end_to_tell_its_value(sweep)
    scrubber.press("End")
    assert covered(sweep) == whole
    assert sweep.evaluate(SEEN) == ends


def test_other_fronts_and_knobs_and_the_numbers_to_take_along(sweep):
    sweep.get_by_text("Convex", exact=True).click()
    wait_for_query(sweep, p="convex")
    expect(sweep.get_by_text(re.compile("(8[5-9]|9.)% of the front")).first).to_be_visible()
    sweep.get_by_role("combobox", name="On the right, sweep").click()
    sweep.get_by_role("option", name="δ, damping").click()
    wait_for_query(sweep, swept="damping")
    expect(
        sweep.get_by_role("heading", name=re.compile("MDMM: δ, damping"))
    ).to_be_visible()
    sweep.get_by_text("Numbers", exact=True).last.click()
    with sweep.expect_download() as download:
        sweep.get_by_role("button", name="Download as CSV").last.click()
    assert download.value.suggested_filename == "sweep-convex-damping.csv"
    lines = download.value.path().read_text().splitlines()
    assert len(lines) == 1 + 41 * 7
    assert lines[0].startswith("damping,start,loss_1,loss_2,verdict,failed")


def test_a_sweep_that_takes_long_gives_way_to_cancel_and_to_a_slider(
    slow_server, open_page
):
    starts = ";".join(f"{1 + index / 48:.2f},1.5" for index in range(48))
    cancel = "button:has-text('Cancel')"
    url = f"{slow_server}Sweep?v=1&steps=5000&starts={starts}"
    page = open_page(url=url, wait=cancel)
    page.click(cancel)
    expect(page.get_by_text("Cancelled before there was a picture.")).to_be_visible()
    expect(page.locator(cancel)).to_have_count(0)
    # Little may be left to do by now.
    press(page, "Go on")
    page.wait_for_selector(DRAWN)
    expect(page.locator(cancel)).to_have_count(0)
    type_number(page, "num_steps", 4999)
    page.wait_for_selector("text=Running: ")
    type_number(page, "num_steps", 20)
    wait_for_query(page, steps="20")
    page.wait_for_selector(DRAWN)
    expect(page.locator(cancel)).to_have_count(0)
    # After so few steps nothing has settled.
    expect(page.get_by_text(f"{48 * 41} of {48 * 41} runs failed")).to_be_visible()
