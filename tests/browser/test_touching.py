"""What can be touched in the picture: the line at ε, and where runs start."""

import math
import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import (
    drag,
    knob,
    note,
    number,
    picture,
    player,
    point,
    sentence,
    signature,
    type_number,
    value,
    wait_for_new_runs,
    wait_for_query,
)

pytestmark = pytest.mark.browser

LAB = "?view=lab"


def start(page, run):
    return page.locator(f"[data-testid=start-{run}]")


def losses_of(page, run):
    """Losses of a start, as its label says."""
    label = start(page, run).get_attribute("aria-label")
    found = re.search(r"at losses (\S+), (\S+)\.", label)
    return float(found[1]), float(found[2])


def test_the_line_at_epsilon_is_dragged_and_slider_address_and_runs_follow(open_page):
    page = open_page(LAB)
    before = signature(page)
    drag(page, point(page, 1.5, 0.7), point(page, 1.5, 0.4))
    wait_for_new_runs(page, before)
    picture(page)
    taken = value(page, "epsilon")
    assert taken == pytest.approx(0.4, abs=0.01)
    wait_for_query(page, eps=f"{taken:g}")
    expect(sentence(page)).to_contain_text(f"ε = {taken:.3g}, δ = 10, 400 steps: 7 of 7")
    slider = knob(page, "epsilon").locator("input[type=range]")
    assert float(slider.input_value()) == pytest.approx(taken, abs=0.01)
    line = page.locator("[data-testid=bound-line]").bounding_box()
    assert line["y"] + line["height"] / 2 == pytest.approx(
        point(page, 0, taken)[1], abs=1.5
    )


def test_the_line_follows_the_slider_and_the_arrow_keys(open_page):
    page = open_page(LAB)
    line = page.get_by_role("slider", name="Bound ε on loss 2, as a line")
    type_number(page, "epsilon", 0.4)
    expect(line).to_have_attribute("aria-valuenow", "0.4")
    line.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowUp")
    expect(line).to_have_attribute("aria-valuenow", "0.51")
    expect(knob(page, "epsilon").locator(".knob-number")).to_have_value("0.51")
    wait_for_query(page, eps="0.51")


def test_the_line_of_the_lesson_moves_its_own_slider_and_leaves_the_other_plot(open_page):
    page = open_page()
    left = page.locator("[data-testid=loss-plot]").first
    shot = left.evaluate("plot => plot.querySelector('canvas').toDataURL()")
    right = page.locator("[data-testid=bound-line]").nth(1).bounding_box()
    y = right["y"] + right["height"] / 2
    pixels = point(page, 0, 0.4)[1] - point(page, 0, 0.7)[1]
    x = right["x"] + 0.7 * right["width"]
    drag(page, (x, y), (x, y + pixels))
    expect(note(page, "epsilon")).to_contain_text("7 of 7 settled at (0.9")
    assert value(page, "epsilon") == pytest.approx(0.4, abs=0.01)
    assert left.evaluate("plot => plot.querySelector('canvas').toDataURL()") == shot


def test_a_start_is_dragged(open_page):
    page = open_page(LAB)
    before = signature(page)
    drag(page, point(page, 1.958, 0.399), point(page, 1.8, 1.7))
    wait_for_new_runs(page, before)
    assert losses_of(page, 7) == pytest.approx((1.8, 1.7), abs=0.02)
    assert number(page, "runs") == 7
    page.wait_for_function("() => decodeURIComponent(location.search).includes(';1.')")
    expect(page.get_by_role("combobox", name="Starts")).to_have_value(
        re.compile("Your own")
    )


def test_a_double_click_adds_a_start_where_it_was(open_page):
    page = open_page(LAB)
    page.mouse.dblclick(*point(page, 1.2, 1.2))
    expect(player(page)).to_have_attribute("data-runs", "8")
    assert losses_of(page, 8) == pytest.approx((1.2, 1.2), abs=0.02)
    expect(page.locator("[data-testid=start-notice]")).to_be_empty()


def test_a_start_below_the_front_is_refused_with_the_reason(open_page):
    page = open_page(LAB)
    page.mouse.dblclick(*point(page, 0.3, 0.3))
    expect(page.locator("[data-testid=start-notice]")).to_contain_text(
        "No parameters give the losses (0.3, 0.3): they lie below the front"
    )
    assert number(page, "runs") == 7
    before = signature(page)
    page.mouse.dblclick(*point(page, 1.2, 1.3))
    wait_for_new_runs(page, before)
    expect(page.locator("[data-testid=start-notice]")).to_be_empty()


def test_a_start_dragged_below_the_front_stays_above_it(open_page):
    page = open_page(LAB)
    drag(page, point(page, 1.074, 1.687), point(page, 0.2, 0.2))
    expect(page.locator("[data-testid=start-notice]")).to_contain_text("below the front")
    picture(page)
    assert number(page, "runs") == 7
    # The notice is there a moment before the picture that it is about.
    dropped_at = re.compile(re.escape("at losses 0.2, 0.2."))
    expect(start(page, 3)).not_to_have_attribute("aria-label", dropped_at)
    assert math.hypot(*losses_of(page, 3)) > 0.999
    handle = start(page, 3).bounding_box()
    x, y = point(page, *losses_of(page, 3))
    middle = (handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    assert middle == pytest.approx((x, y), abs=1)


def test_starts_by_keys_alone(open_page):
    page = open_page(LAB)
    before = signature(page)
    start(page, 4).focus()
    expect(player(page)).to_have_attribute("data-lifted", "4")
    page.keyboard.press("ArrowUp")
    wait_for_new_runs(page, before)
    assert losses_of(page, 4) == pytest.approx((1.385, 1.460), abs=0.002)
    page.keyboard.press("Insert")
    expect(player(page)).to_have_attribute("data-runs", "8")
    start(page, 8).focus()
    page.keyboard.press("Delete")
    expect(player(page)).to_have_attribute("data-runs", "7")
    start(page, 2).focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-testid=run-row]")).to_contain_text("Run 2: from")


def test_starts_as_text(open_page):
    page = open_page(LAB)
    page.locator("summary", has_text="Starts as numbers").click()
    box = page.get_by_role("textbox", name="Starts as numbers")
    box.fill("1.2, 1.9; 0,5, 2")
    box.press("Control+Enter")
    expect(page.get_by_test_id("stCaptionContainer")).to_contain_text(
        "Start 2 should be two losses from 0 to 4, such as 1.5, 1.5. Found “0,5, 2”"
    )
    box = page.get_by_role("textbox", name="Starts as numbers")
    expect(box).to_have_count(1)
    box.fill("1.2, 1.9; 0.5, 2; 0.1, 0.1")
    box.press("Control+Enter")
    expect(player(page)).to_have_attribute("data-runs", "2")
    wait_for_query(page, starts="1.2,1.9;0.5,2")


def test_the_last_start_stays(open_page):
    page = open_page("?view=lab&starts=one")
    expect(player(page)).to_have_attribute("data-runs", "1")
    start(page, 1).focus()
    page.keyboard.press("Delete")
    expect(page.locator("[data-testid=start-notice]")).to_contain_text("At least one start")
    assert number(page, "runs") == 1
