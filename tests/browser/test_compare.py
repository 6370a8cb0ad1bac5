"""Every method on every front: fifteen plots on one clock."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import (
    number,
    player,
    press,
    sentence,
    signature,
    value,
    wait_for_new_runs,
    wait_for_query,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def compare(open_page):
    """The page, as the first one that is opened, once all of its plots are there."""
    page = open_page("Compare?v=1")
    expect(page.get_by_text("under way", exact=True)).to_have_count(0)
    return page


def test_fifteen_plots_on_one_clock(compare):
    assert compare.locator("[data-testid=loss-plot]").count() == 15
    compare.get_by_role("slider", name="Step", exact=True).fill("20")
    assert number(compare, "frame") == 20
    for plot in compare.locator("[data-testid=loss-plot]").all():
        box = plot.bounding_box()
        assert box["width"] == pytest.approx(box["height"], abs=1)
        assert box["width"] > 200


def test_by_default_mdmm_alone_has_settled_in_every_row(compare):
    cells = [
        row.locator("td").all_inner_texts()
        for row in compare.locator("table.verdicts tbody tr").all()
    ]
    assert len(cells) == 3
    columns = list(zip(*cells, strict=True))
    assert [set(column) == {"7 settled"} for column in columns] == [False] * 4 + [True]


def test_the_budget_is_printed(compare):
    expect(compare.get_by_text(re.compile("One step is one gradient"))).to_contain_text(
        "400 steps each. One step is one gradient evaluation, of every method; η = 0.02, "
        "η_λ = 1."
    )


def test_one_set_of_controls_moves_all(compare):
    before = signature(compare)
    press(compare, "epsilon", "ArrowLeft", times=3)
    wait_for_new_runs(compare, before)
    expect(compare.get_by_text("under way", exact=True)).to_have_count(0)
    epsilon = f"ε = {value(compare, 'epsilon'):.3g}"
    of_it = compare.locator(f"[data-testid=loss-plot] .chart[aria-label*='{epsilon}']")
    expect(of_it).to_have_count(12)


def test_pointing_at_a_run_lifts_it_in_every_panel(compare):
    line = compare.locator("[data-testid=loss-plot]").nth(4)
    x, y = line.evaluate(
        """plot => {
          const { xaxis, yaxis } = plot.querySelector('.chart')._fullLayout;
          const box = plot.getBoundingClientRect();
          return [box.x + xaxis._offset + xaxis.d2p(0.322),
                  box.y + yaxis._offset + yaxis.d2p(1.976)];
        }"""
    )
    compare.mouse.move(x, y)
    expect(player(compare)).to_have_attribute("data-lifted", "1")


def test_a_panel_opens_in_the_lab_and_back_leads_here(compare):
    compare.get_by_role("button", name="Convex · BDMM. Open in the Lab").click()
    expect(sentence(compare)).to_contain_text("BDMM on the convex front", timeout=20_000)
    expect(player(compare)).to_have_attribute("data-layout", "lab")
    wait_for_query(compare, p="convex", m="bdmm", view="lab")
    compare.go_back()
    expect(player(compare)).to_have_attribute("data-layout", "compare")
    assert compare.locator("[data-testid=loss-plot]").count() == 15


def test_a_phone_shows_one_after_the_other(open_page):
    page = open_page("Compare?v=1", width=393, height=851, has_touch=True, is_mobile=True)
    root = "document.scrollingElement"
    assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") <= 0
    first, second = (page.locator("[data-testid=loss-plot]").nth(k) for k in (0, 1))
    assert first.bounding_box()["width"] > 300
    assert second.bounding_box()["y"] > first.bounding_box()["y"] + 300
