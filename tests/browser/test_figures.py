"""Figures of the sources as a link opens them: what a person reads of each."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import (
    choose_method,
    knob,
    note,
    query_of,
    sentence,
    signature,
    type_number,
    wait_for_new_runs,
    wait_for_query,
)
from ui.words import say

pytestmark = pytest.mark.browser

NOTICE = "[data-testid=url-notice]"
FOOTNOTE = ".footnote.below"
NOT_FINITE = re.compile(r"\bnan\b|\binf(inity)?\b|∞", re.IGNORECASE)
# What is said of each figure, and how many runs of it have which verdict.
FIGURES = {
    "bdmm-concave": (
        r"4 of 7 oscillating.*1 of 7 diverged",
        {"oscillating": 4, "end": 2, "diverged": 1},
    ),
    "mdmm-concave": (
        r"7 of 7 settled at the constrained optimum at \(0\.714, 0\.700\)",
        {"settled": 7},
    ),
    "mdmm-convex": (
        r"7 of 7 settled at the constrained optimum at \(0\.286, 0\.300\)",
        {"settled": 7},
    ),
    "mdmm-mixed": (r"7 of 7 settled at the constrained optimum", {"settled": 7}),
    "dual-concave": (
        r"4 of 7 ignored the constraint and violate it at \(0\.000, 1\.000\)",
        {"ignored": 4, "end": 3},
    ),
    "wrong-sign": (r"7 of 7 diverged", {"diverged": 7}),
}


def rows(page):
    """Verdict, L₂ − ε and λ of each run, as the table of the outcome has them."""
    return page.locator("[data-panel=outcome] tr[data-run]").evaluate_all(
        """all => all.map((row) => {
          const [violation, multiplier] = [4, 5].map((cell) => row.cells[cell].textContent);
          return { verdict: row.dataset.verdict, violation, multiplier };
        })"""
    )


def count(page, verdict):
    return sum(row["verdict"] == verdict for row in rows(page))


def all_text(page):
    """All that can be read, in every tab."""
    said = [page.locator(".stApp").inner_text()]
    for name in ("Outcome", "Step", "Plots"):
        page.get_by_role("tab", name=name).click()
        said.append(page.locator(".details").inner_text())
    return " ".join(said)


@pytest.mark.parametrize(
    "name",
    [
        "bdmm-concave",
        "mdmm-concave",
        pytest.param("mdmm-convex", marks=pytest.mark.slow),
        pytest.param("mdmm-mixed", marks=pytest.mark.slow),
        "dual-concave",
        "wrong-sign",
    ],
)
def test_a_figure_by_name_shows_what_the_sources_show(open_page, name):
    page = open_page(f"?fig={name}")
    words, verdicts = FIGURES[name]
    expect(sentence(page)).to_have_text(re.compile(words))
    for verdict, runs in verdicts.items():
        assert count(page, verdict) == runs
    if name == "dual-concave":
        assert sum(float(row["violation"]) > 0 for row in rows(page)) == 4
    assert page.locator(NOTICE).is_hidden()
    assert not NOT_FINITE.search(all_text(page))
    wait_for_query(page, v="1")
    assert "fig" not in query_of(page)


def test_a_weight_that_is_learned_is_next_to_nothing(open_page):
    multipliers = [
        float(row["multiplier"]) for row in rows(open_page("?fig=learned-weight"))
    ]
    assert len(multipliers) == 7
    assert max(multipliers) < 0.05


def test_a_clamp_shows_zero_and_softplus_does_not(open_page):
    clamped, soft = open_page("?fig=lambda-exact-zero"), open_page("?fig=lambda-softplus")
    expect(sentence(clamped)).to_contain_text("λ = 0,")
    assert {row["multiplier"] for row in rows(clamped)} == {"0.000"}
    expect(sentence(soft)).to_contain_text(re.compile(r"λ = 0\.002\d+"))
    assert all(float(row["multiplier"]) > 0.001 for row in rows(soft))


def test_a_bound_out_of_reach_or_with_room_to_spare_is_called_so_and_all_is_finite(
    open_page,
):
    page = open_page("?view=lab&p=concave&m=dual&eps=-0.1")
    for label in ("Solve the dual", "Hard constraint first", "BDMM", "MDMM"):
        before = signature(page)
        if label != "Solve the dual":
            choose_method(page, label)
            wait_for_new_runs(page, before)
        expect(sentence(page)).to_contain_text(f"{label} on the concave front, ε = -0.1")
        expect(note(page, "epsilon")).to_contain_text("No run can get there")
        assert not NOT_FINITE.search(all_text(page)), label
        before = signature(page)
        type_number(page, "epsilon", 1.2)
        wait_for_new_runs(page, before)
        expect(note(page, "epsilon")).to_contain_text("Room to spare")
        assert not NOT_FINITE.search(all_text(page)), label
        type_number(page, "epsilon", -0.1)


def test_an_erratum_is_one_line_below_all_else_which_stays_where_it_is(open_page):
    page = open_page("?view=lab&p=concave&m=bdmm")
    line, plot = page.locator(FOOTNOTE), page.locator("[data-testid=loss-plot]")
    place = plot.bounding_box()
    height = line.bounding_box()["height"]
    assert line.inner_text() == ""
    for label, name in (("MDMM", "e3"), ("Double descent", "e1"), ("Weighted sum", "e9")):
        before = signature(page)
        choose_method(page, label)
        wait_for_new_runs(page, before)
        expect(line).to_contain_text(say(f"errata_notes.{name}"))
        box = line.bounding_box()
        assert box["height"] == height
        assert box["y"] + box["height"] <= 720
        assert plot.bounding_box() == place
    expect(line).to_have_css("visibility", "hidden")
    page.get_by_role("tab", name="Listing").click()
    expect(line).to_have_css("visibility", "visible")
    page.set_viewport_size({"width": 393, "height": 851})
    expect(line).to_be_hidden()
    choice = page.get_by_role("combobox", name="Method").bounding_box()
    assert knob(page, "alpha").bounding_box()["y"] < choice["y"]
    last = page.locator(".footnote.last")
    expect(last).to_be_visible()
    above = page.get_by_text(say("controls.starts_box"), exact=True).first.bounding_box()
    assert last.bounding_box()["y"] > above["y"] + above["height"]


def test_an_erratum_leads_to_its_place_in_the_list_and_from_there_to_its_figure(open_page):
    page = open_page("?view=lab&p=concave&m=mdmm&eps=1.2&theme=dark")
    page.locator(FOOTNOTE).get_by_role("link", name="Erratum 5").click()
    page.wait_for_url("**/About?**#e5")
    page.wait_for_selector("#e11")
    expect(page.locator("#e5")).to_be_in_viewport()
    page.wait_for_timeout(1000)
    top = page.locator("#e5").bounding_box()["y"]
    assert 0 <= top < 100
    page.get_by_role("link", name="See it: Damping that drags").click()
    expect(sentence(page)).to_contain_text("7 of 7", timeout=30_000)
    wait_for_query(page, view="lab", m="mdmm", eps="1.3", theme="dark")
    expect(page.locator(FOOTNOTE)).to_contain_text(say("errata_notes.e5"))
    expect(page.locator(FOOTNOTE).get_by_role("link")).to_have_count(1)
