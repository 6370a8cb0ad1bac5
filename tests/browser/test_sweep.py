"""A knob taken through many values, and how much of the front it finds."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import wait_for_query

pytestmark = pytest.mark.browser


@pytest.fixture
def sweep(open_page):
    """The page, as the first one that is opened."""
    page = open_page("Sweep?v=1&steps=2000", wait="text=of the front covered")
    expect(page.locator(".js-plotly-plot")).to_have_count(4)
    return page


def covered(page):
    """Percent of the front, by weight and by bound."""
    texts = page.get_by_text(re.compile("of the front covered")).all_inner_texts()
    return [int(re.search(r"(\d+)%", text)[1]) for text in texts]


def test_on_a_concave_front_a_weight_finds_little_and_a_bound_finds_most(sweep):
    by_weight, by_bound = covered(sweep)
    assert by_weight <= 20
    assert by_bound >= 65
    reason = sweep.get_by_text(re.compile("runs failed, drawn hollow"))
    expect(reason.last).to_contain_text("δ is below what the law asks for")


def test_with_the_damping_that_each_bound_needs_it_finds_nearly_all(sweep):
    sweep.get_by_text("As much damping as each ε needs").click()
    wait_for_query(sweep, adaptive="1")
    sweep.wait_for_function(
        """() => [...document.querySelectorAll('[data-testid=stProgress]')]
          .map((bar) => parseInt(bar.innerText)).some((share) => share >= 95)"""
    )


def test_on_a_convex_front_a_weight_does_as_well(sweep):
    sweep.get_by_text("Convex", exact=True).click()
    wait_for_query(sweep, p="convex")
    sweep.wait_for_function(
        """() => {
          const bar = document.querySelector('[data-testid=stProgress]');
          return parseInt(bar.innerText) >= 85;
        }"""
    )


def test_other_knobs_can_be_swept(sweep):
    sweep.get_by_role("combobox", name="On the right, sweep").click()
    sweep.get_by_role("option", name="δ, damping").click()
    wait_for_query(sweep, swept="damping")
    expect(
        sweep.get_by_role("heading", name=re.compile("MDMM: δ, damping"))
    ).to_be_visible()


def test_the_numbers_can_be_read_and_taken_along(sweep):
    sweep.get_by_text("Numbers", exact=True).last.click()
    with sweep.expect_download() as download:
        sweep.get_by_role("button", name="Download as CSV").last.click()
    assert download.value.suggested_filename == "sweep-concave-epsilon.csv"
    lines = download.value.path().read_text().splitlines()
    assert len(lines) == 1 + 41 * 7
    assert lines[0].startswith("epsilon,start,loss_1,loss_2,verdict,failed")
