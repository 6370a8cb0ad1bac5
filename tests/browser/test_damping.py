"""The page on damping, by hand: what its switches, sliders and maps change."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import (
    press,
    query_of,
    sentence,
    type_number,
    wait_for_query,
)

pytestmark = pytest.mark.browser

SIGNS = ".signs figure"


def lamp(page, name):
    return page.locator(f"[data-lamp={name}]")


def residual(page):
    """The number that the page says, in its own notation."""
    said = page.get_by_text(re.compile("^Residual of the equation")).inner_text()
    return float(
        re.search(r"(?:most|to) (\d[\d.]*\d(?:e[−+]\d+)?)", said)[1].replace("−", "-")
    )


def place(page, x, y, chart=0):
    """Where a point of a chart is in the window."""
    return (
        page.locator(".plain-chart > .js-plotly-plot")
        .nth(chart)
        .evaluate(
            """(chart, [x, y]) => {
          const { xaxis, yaxis } = chart._fullLayout;
          const box = chart.getBoundingClientRect();
          return [
            box.x + xaxis._offset + xaxis.d2p(x),
            box.y + yaxis._offset + yaxis.d2p(y),
          ];
        }""",
            [x, y],
        )
    )


def test_a_cell_of_the_map_of_the_law_opens_in_the_lab(open_page):
    page = open_page("Damping?v=1&panel=law&delta=10", wait=".plain-chart .heatmaplayer")
    expect(page.get_by_text("the optimum attracts if")).to_contain_text("3.75")
    said = page.get_by_text(re.compile("^Each cell is a run")).inner_text()
    numbers = re.findall(r"[\d,]+", said.replace("10 %", "").replace(",", ""))
    clear, right = map(int, numbers[:2])
    assert 0.97 * clear <= right <= clear
    page.mouse.click(*place(page, 0.9, 5, chart=1))
    wait_for_query(page, view="lab", m="mdmm")
    expect(sentence(page)).to_contain_text("7 of 7 stuck")
    found = query_of(page)
    assert abs(float(found["eps"]) - 0.9) < 0.02
    assert abs(float(found["delta"]) - 5) < 0.5


def test_the_damping_matrix_as_printed_and_corrected_its_lamps_and_four_signs(open_page):
    page = open_page("Damping?v=1&panel=matrix", wait=SIGNS)
    assert residual(page) < 1e-3
    for name in ("positive", "bounded", "rest"):
        expect(lamp(page, name)).to_contain_text("Yes.")
    expect(page.get_by_text("δ* = 2.75").first).to_be_visible()

    page.get_by_text("As printed", exact=True).click()
    wait_for_query(page, printed="1")
    expect(page.get_by_text("It does not hold with this A.")).to_be_visible()
    assert residual(page) > 0.1
    expect(lamp(page, "positive")).to_contain_text("No.")
    page.get_by_text("As printed", exact=True).click()
    wait_for_query(page, printed="0")

    type_number(page, "damping", 2)
    expect(page.get_by_text("there is no R")).to_be_visible()
    for name in ("positive", "bounded"):
        expect(lamp(page, name)).to_contain_text("No.")
    type_number(page, "damping", 2.7)
    press(page, "damping", "ArrowRight")
    expect(page.get_by_text("R, hatched")).to_be_visible()
    expect(lamp(page, "positive")).to_contain_text("Yes.")

    page.mouse.click(*place(page, 0.2, 0.8))
    expect(page.get_by_text("starts outside R")).to_be_visible()
    expect(lamp(page, "positive")).to_contain_text("No.")
    page.get_by_role("button", name="Start beside the optimum").click()
    expect(page.get_by_text("full dot) starts in R")).to_be_visible()

    assert page.locator(".katex-error").count() == 0

    type_number(page, "epsilon", -0.1)
    expect(lamp(page, "rest")).to_contain_text("No θ has L₂ = −0.1.")
    expect(lamp(page, "bounded")).to_contain_text("keeps growing")

    ends = [tile.inner_text() for tile in page.locator(SIGNS).all()]
    assert ["7 of 7 settle" in said for said in ends] == [False, True, False, True]
    assert ["7 of 7 run away" in said for said in ends] == [True, False, True, False]
    assert "What the slide prints" in ends[1]


def test_the_oscillator_swings_or_is_driven_off_and_opens_in_the_lab(open_page):
    page = open_page("Damping?v=1&panel=oscillator&delta=5", wait=".plain-chart .main-svg")
    expect(page.get_by_text("62.1 steps")).to_be_visible()
    expect(page.locator(".plain-chart .js-plotly-plot")).to_have_count(3)
    type_number(page, "damping", 0)
    expect(page.get_by_text("The optimum repels")).to_be_visible()
    page.get_by_text("Why it is so").click()
    expect(page.locator(".katex-display")).to_have_count(3)
    assert page.locator(".katex-error").count() == 0
    page.get_by_role("button", name="Open this setting in the Lab").click()
    wait_for_query(page, view="lab", delta="0", m="mdmm")
