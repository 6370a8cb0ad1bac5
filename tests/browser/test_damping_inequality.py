"""The inequality lab, by hand: a case is chosen, and a plot opened in the Lab."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import wait_for_query

pytestmark = pytest.mark.browser


def test_a_case_is_chosen_and_the_trap_opened_in_the_lab(open_page):
    page = open_page("Damping?v=1&panel=inequality&p=mixed", wait=".panel-chip")
    chips = page.locator(".panel-chip")
    expect(chips).to_have_count(8)
    page.get_by_role("button", name="ε inactive").click()
    wait_for_query(page, eps="1.2")
    expect(chips.nth(2)).to_contain_text("4 trapped at ε, 3 left alone")
    expect(page.get_by_text("from starts outside")).to_be_visible()
    plots = page.locator(".main .plot")
    tops = [plots.nth(index).bounding_box()["y"] for index in range(4)]
    assert max(tops) - min(tops) < 1

    page.get_by_role("button", name="Slack MDMM").click()
    wait_for_query(page, m="mdmm_slack", p="mixed", eps="1.2")
    expect(page.get_by_text("Slack MDMM on the mixed front").first).to_be_visible()
