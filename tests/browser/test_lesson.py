"""The first five seconds: the whole lesson without a click."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import note, number, player, press, signature, type_number
from ui.lesson import AT_CORNER

pytestmark = pytest.mark.browser

# A weight, and how many of the seven runs end in either corner, as in `docs/claims.md`.
SPLITS = [(0.2, 7, 0), (0.5, 5, 2), (1, 4, 3), (2, 2, 5), (4, 1, 6)]


def test_opens_with_both_plots_finished(open_page):
    page = open_page()
    assert page.locator("[data-testid=loss-plot]").count() == 2
    expect(player(page)).to_have_attribute("data-state", "paused")
    assert number(page, "frame") == number(page, "frames") == 400
    expect(note(page, "alpha")).to_have_text("4 at (0, 1) · 3 at (1, 0) · 0 between")
    expect(note(page, "epsilon")).to_have_text("7 of 7 settled at (0.714, 0.700)")


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_all_of_it_is_in_sight_at_1280_by_720(open_page, color_scheme):
    page = open_page(media={"color_scheme": color_scheme})
    for locator in (
        page.get_by_role("heading", name="Paretoscope"),
        page.get_by_text("Same problem, same seven starts."),
        *page.locator("[data-testid=loss-plot]").all(),
        *page.locator(".knob").all(),
        page.get_by_role("button", name="Play (Space)"),
    ):
        box = locator.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 720
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 1280


def test_plots_are_square_and_their_axes_have_one_scale(open_page):
    page = open_page()
    for plot in page.locator("[data-testid=loss-plot]").all():
        box = plot.bounding_box()
        assert box["width"] == pytest.approx(box["height"], abs=1)
        scales = plot.locator(".chart").evaluate(
            "chart => ['xaxis', 'yaxis'].map(name => chart._fullLayout[name]._m)"
        )
        assert abs(scales[0]) == pytest.approx(abs(scales[1]), rel=1e-3)


def test_a_value_moves_all_runs_of_the_right_along_the_front_and_none_of_the_left(
    open_page,
):
    page = open_page()
    type_number(page, "epsilon", 0.4)
    expect(note(page, "epsilon")).to_have_text("7 of 7 settled at (0.917, 0.400)")
    expect(note(page, "alpha")).to_have_text("4 at (0, 1) · 3 at (1, 0) · 0 between")


def test_no_weight_leaves_a_run_between_the_corners(open_page):
    page = open_page()
    for alpha, first, second in SPLITS:
        type_number(page, "alpha", alpha)
        words = f"{first} at (0, 1) · {second} at (1, 0) · 0 between"
        expect(note(page, "alpha")).to_have_text(words)
    assert AT_CORNER == 0.05
    seen = []
    press(page, "alpha", "Home")
    expect(note(page, "alpha")).to_contain_text("7 at (0, 1)")
    for _ in range(20):
        before = signature(page)
        seen.append(note(page, "alpha").inner_text())
        press(page, "alpha", "PageUp")
        if signature(page) == before:
            page.wait_for_timeout(150)
    assert all(re.search(r"\b0 between", words) for words in seen)
    expect(note(page, "alpha")).to_contain_text("at (1, 0) · 0 between")


def test_a_plot_says_in_words_what_it_shows(open_page):
    page = open_page()
    left, right = (
        plot.get_attribute("aria-label")
        for plot in page.locator("[data-testid=loss-plot] .chart").all()
    )
    assert "7 of 7 ended with one loss ignored" in left
    assert "7 of 7 settled at the constrained optimum at (0.714, 0.700)" in right


def test_both_plots_play_on_one_clock(open_page):
    page = open_page()
    page.get_by_role("button", name="Play (Space)").click()
    expect(player(page)).to_have_attribute("data-state", "playing")
    expect(player(page)).not_to_have_attribute("data-frame", "400")
    expect(player(page)).to_have_attribute("data-state", "paused", timeout=15_000)
    assert number(page, "frame") == 400
