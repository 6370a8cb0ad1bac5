"""Several plots of the same runs: one clock, one selection, one set of colours."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.steps import (
    choose_method,
    number,
    player,
    plot_of,
    point,
    sentence,
    signature,
    type_number,
    wait_for_new_runs,
    wait_for_query,
)

pytestmark = pytest.mark.browser

KINDS = ("loss", "parameter", "time")
LAB = "?view=lab"
# Columns of the canvas in which the cursor of a plot over time is drawn in one piece.
CURSOR = """plot => {
  const canvas = plot.querySelectorAll('canvas')[1];
  const copy = new OffscreenCanvas(canvas.width, canvas.height);
  const context = copy.getContext('2d', { willReadFrequently: true });
  context.drawImage(canvas, 0, 0);
  const { xaxis, yaxis } = plot.querySelector('.chart')._fullLayout;
  const ratio = canvas.width / canvas.clientWidth;
  const top = Math.round((yaxis._offset + 2) * ratio);
  const height = Math.round((yaxis._length - 4) * ratio);
  const { width } = canvas;
  const { data } = context.getImageData(0, top, width, height);
  const columns = [...Array(width).keys()].filter((x) => {
    for (let y = 0; y < height; y++) if (data[4 * (y * width + x) + 3] < 60) return false;
    return true;
  });
  return columns.map((x) => xaxis.p2d((x + 0.5) / ratio - xaxis._offset));
}"""
DIMMED = "plot => Number(getComputedStyle(plot.querySelector('canvas')).opacity)"


def row(page):
    return page.locator("[data-testid=run-row]")


def test_one_cursor_moves_in_all_plots_over_time(open_page):
    page = open_page(LAB)
    for step in (57, 300):
        page.get_by_role("slider", name="Step", exact=True).fill(str(step))
        for plot in page.locator("[data-testid=time-plot]").all():
            columns = plot.evaluate(CURSOR)
            assert columns
            assert min(columns) - 3 <= step <= max(columns) + 3


def test_pointing_at_a_run_in_any_plot_dims_the_others_in_all(open_page):
    page = open_page(LAB)
    page.get_by_role("slider", name="Step", exact=True).fill("3")
    for plot in page.locator(".plot").all():
        assert plot.evaluate(DIMMED) == 1
    # Run 7 starts at losses (1.958, 0.399), alone in every plot.
    theta = page.evaluate("() => document.querySelector('[data-testid=start-7]').ariaLabel")
    assert "1.958" in theta
    there = {"loss": (1.958, 0.399), "parameter": (1.4, 1.0), "time": (0, 0.399)}
    for kind in KINDS:
        page.mouse.move(*point(page, *there[kind], kind=kind))
        expect(player(page)).to_have_attribute("data-lifted", "7")
        for plot in page.locator(".plot").all():
            assert plot.evaluate(DIMMED) < 0.3
        page.mouse.move(640, 700)
        expect(player(page)).to_have_attribute("data-lifted", "0")
        for plot in page.locator(".plot").all():
            assert plot.evaluate(DIMMED) == 1


def test_a_click_pins_a_run_and_shows_its_row(open_page):
    page = open_page(LAB)
    x, y = point(page, 0.322, 1.976)
    page.mouse.click(x, y)
    page.mouse.move(640, 700)
    expect(player(page)).to_have_attribute("data-lifted", "1")
    expect(row(page)).to_have_text(
        re.compile(
            r"Run 1: from \(0\.322, 1\.976\) to \(0\.714, 0\.700\), settled at the "
            r"constrained optimum, by step \d+, λ = 0\.980\."
        )
    )
    page.mouse.click(x, y)
    page.mouse.move(640, 700)
    expect(player(page)).to_have_attribute("data-lifted", "0")
    expect(row(page)).to_have_text("")


def test_a_row_of_the_outcome_lifts_its_run_by_pointer_and_by_keys(open_page):
    page = open_page(LAB)
    page.get_by_role("tab", name="Outcome").click()
    rows = page.locator("tr[data-run]")
    rows.nth(2).hover()
    expect(player(page)).to_have_attribute("data-lifted", "3")
    assert plot_of(page).evaluate(DIMMED) < 0.3
    page.mouse.move(640, 700)
    rows.nth(0).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(player(page)).to_have_attribute("data-lifted", "3")
    page.keyboard.press("Enter")
    expect(row(page)).to_contain_text("Run 3: from")
    page.get_by_role("tab", name="Plots").click()
    expect(player(page)).to_have_attribute("data-lifted", "3")


def test_the_smaller_plots_show_what_is_asked_for(open_page):
    page = open_page(LAB)
    upper = page.get_by_role("combobox", name="What this plot shows").first
    options = upper.locator("option").all_inner_texts()
    assert [o[0] for o in options] == ["L", "L", "v", "m", "d", "f", "t"]
    titles = """() => [...document.querySelectorAll('[data-testid=time-plot] .chart')]
      .map((chart) => chart.ariaLabel)"""
    for label in ("violation L₂ − ε", "total loss", "force λ + δ h", "damping force δ h"):
        before = signature(page)
        upper.select_option(label=label)
        page.wait_for_function(f"() => ({titles})()[0].startsWith('{label}')")
        assert signature(page) == before
    # A weighted sum has no damping, so that something else stands in for its force.
    choose_method(page, "Weighted sum")
    expect(sentence(page)).to_contain_text("Weighted sum")
    page.wait_for_function(f"() => !({titles})().some((title) => title.includes('δ'))")


def test_what_people_usually_plot_is_the_total_loss_alone(open_page):
    page = open_page("?fig=total-hides")
    expect(page.locator(".plot")).to_have_count(1)
    expect(sentence(page)).to_have_text(
        "Weighted sum on the concave front, α = 1, 400 steps: "
        "the total loss of 7 of 7 ends at 1.000."
    )
    shown = page.locator(".stApp").inner_text()
    assert "(0.000, 1.000)" not in shown
    assert "ignored" not in shown
    totals = page.locator("table.runs tbody td").all_inner_texts()
    assert totals == ["1.000"] * 7
    page.get_by_text("What people usually plot").click()
    expect(page.locator(".plot")).to_have_count(4)
    expect(sentence(page)).to_contain_text("4 at (0.000, 1.000), 3 at (1.000, 0.000)")


def test_the_true_front_can_be_hidden_and_nothing_else_goes_with_it(open_page):
    page = open_page(LAB)
    front = """() => document.querySelector('[data-testid=loss-plot] .chart')
      .calcdata.map((points) => points.filter(({ x }) => Number.isFinite(x)).length)"""
    before = signature(page)
    assert min(page.evaluate(front)) > 10
    page.get_by_text("Show the true front").click()
    page.wait_for_function(f"() => Math.max(...({front})()) === 0")
    assert signature(page) == before
    assert page.locator("[data-testid=bound-line]").is_visible()
    help_text = page.get_by_text("what one really sees in practice")
    page.locator("[data-testid=stTooltipHoverTarget]").first.hover()
    expect(help_text).to_be_visible()


def test_every_plot_has_its_numbers_at_the_step_in_a_table(open_page):
    page = open_page(LAB)
    page.get_by_role("tab", name="Step").click()
    page.get_by_role("slider", name="Step", exact=True).fill("0")
    heads = page.locator("[data-panel=step_tab] thead th").all_inner_texts()
    assert heads == ["Run", "L₁", "L₂", "t₁", "t₂", "L₂", "multiplier λ"]
    cells = page.locator("[data-panel=step_tab] tbody tr").nth(0).locator("td")
    assert cells.all_inner_texts()[:2] == ["0.322", "1.976"]
    page.get_by_role("button", name="To the end (End)").click()
    expect(cells.nth(0)).to_have_text("0.714")
    expect(cells.nth(1)).to_have_text("0.700")


def test_the_listing_has_the_present_numbers_and_prints_the_same_losses(
    open_page, tmp_path
):
    page = open_page("?view=lab&eps=0.45&delta=8&steps=150")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("tab", name="Listing").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    script = page.evaluate("() => navigator.clipboard.readText()")
    assert "epsilon = 0.45" in script
    assert "damping = 8.0" in script
    file = tmp_path / "listing.py"
    file.write_text(script, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, str(file)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    page.get_by_role("tab", name="Outcome").click()
    shown = [r.locator("td").all_inner_texts() for r in page.locator("tr[data-run]").all()]
    printed = [line.split()[2:] for line in ran.stdout.splitlines()]
    assert len(printed) == 7
    for (end_1, end_2), cells in zip(printed, shown, strict=True):
        assert float(cells[1]) == pytest.approx(float(end_1), abs=6e-4)
        assert float(cells[2]) == pytest.approx(float(end_2), abs=6e-4)


def test_a_step_can_be_taken_in_halves_theta_first_then_lambda(open_page):
    page = open_page("?view=lab&f=2")
    page.get_by_role("tab", name="Step").click()
    assert page.locator("[data-control=counter]").inner_text() == "2 / 400"
    page.get_by_role("button", name="Half a step on (.)").click()
    assert page.locator("[data-control=counter]").inner_text() == "2½ / 400"
    wait_for_query(page, f="2.5")
    player(page).focus()
    page.keyboard.press(".")
    assert page.locator("[data-control=counter]").inner_text() == "3 / 400"
    page.keyboard.press(",")
    assert page.locator("[data-control=counter]").inner_text() == "2½ / 400"
    choose_method(page, "Weighted sum")
    expect(page.get_by_role("button", name="Half a step on (.)")).to_be_hidden()


def test_halfway_theta_has_moved_and_lambda_has_not(open_page):
    page = open_page("?view=lab&f=2")
    heads = {}
    for halves in (0, 1, 2):
        if halves:
            page.get_by_role("button", name="Half a step on (.)").click()
        heads[halves] = [
            plot.evaluate("plot => plot.querySelectorAll('canvas')[0].toDataURL()")
            for plot in page.locator(".plot").all()
        ]
    loss, parameter, loss_2, multiplier = range(4)
    for view in (loss, parameter, loss_2):
        assert heads[1][view] != heads[0][view]
        assert heads[2][view] == heads[1][view]
    assert heads[1][multiplier] == heads[0][multiplier]
    assert heads[2][multiplier] != heads[1][multiplier]


def test_a_run_stays_pinned_while_a_slider_moves(open_page):
    page = open_page("?view=lab&pin=3")
    expect(player(page)).to_have_attribute("data-lifted", "3")
    before = signature(page)
    type_number(page, "epsilon", 0.5)
    wait_for_new_runs(page, before)
    assert number(page, "lifted") == 3
    expect(row(page)).to_contain_text("to (0.866, 0.500)")


@pytest.mark.parametrize(("address", "panels"), [("", 2), ("?view=figure", 1)])
def test_where_no_tabs_are_a_reader_of_the_screen_has_the_table_all_the_same(
    open_page, address, panels
):
    page = open_page(address)
    tables = page.locator("table.runs")
    expect(tables).to_have_count(panels)
    assert tables.first.locator("tbody tr").count() == 7
    assert tables.first.locator("tbody tr td").first.inner_text() in (
        "settled",
        "at an end",
    )
    assert tables.first.locator("xpath=ancestor::div[@class='numbers']").count() == 1
    assert page.locator(".numbers [tabindex]").count() == 0
