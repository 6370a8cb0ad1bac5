"""Trade-off, example and notation on the page on damping, on a phone's width."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import knob, type_number, wait_for_query

pytestmark = pytest.mark.browser

CHART = ".plain-chart .main-svg"


def type_damping(page, text):
    # The knobs of the panel before stay until all of the next one is there.
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
    expect(knob(page, "damping")).to_have_count(1)
    type_number(page, "damping", text)


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_one_panel_after_another_on_a_phone(open_page):
    page = open_page("Damping?v=1&panel=trade_off", width=393, height=851, wait=CHART)
    falls = page.get_by_text("time to the front does not rise with δ, it falls", exact=True)
    expect(falls).to_be_visible()
    type_number(page, "learning_rate", 0.005)
    wait_for_query(page, lr="0.005")
    expect(page.get_by_text("from 128 steps at δ = 4.5 to 119")).to_be_visible()
    assert fits(page)

    page.get_by_text("An example", exact=True).click()
    wait_for_query(page, panel="example")
    expect(page.locator(CHART).nth(1)).to_be_visible()
    type_damping(page, 0)
    expect(page.get_by_text("they do not", exact=True)).to_be_visible()
    page.get_by_text("The whole script").click()
    expect(page.locator("[data-testid=stCode]")).to_contain_text("damping = 0.0")
    assert fits(page)

    page.get_by_text("Notation", exact=True).click()
    wait_for_query(page, panel="notation")
    expect(page.locator("table .katex").first).to_be_visible()
    type_damping(page, 7)
    expect(page.get_by_text("3.5 for Pedro", exact=True)).to_be_visible()
    # Its tables scroll by themselves.
    assert fits(page)
    frame = page.locator("[data-testid=stMarkdownContainer]:has(> table)").first
    assert frame.evaluate("(frame) => frame.scrollWidth > frame.clientWidth")
