"""The page for lecturers: a frame that is put together, pasted elsewhere, and checked."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.steps import wait_for_query
from ui.presets import PRESETS
from ui.words import say

pytestmark = pytest.mark.browser

FRAME = ".frame-preview iframe"
CHECKED = ".preflight [data-result=good]"


def pasted(page):
    """The form for a web page."""
    code = page.get_by_role("tabpanel").locator("code").first
    expect(code).to_contain_text("<iframe")
    return code.inner_text()


def source(snippet):
    return html.unescape(re.search(r'src="([^"]*)"', snippet)[1])


def test_what_is_pasted_elsewhere_is_what_is_seen_in_the_frame(open_page):
    page = open_page("Teach", wait=FRAME)
    page.get_by_label("Figure").click()
    page.get_by_role("option", name="Five weights, five trade-offs").click()
    page.get_by_text("480 × 270").click()
    page.get_by_label("Theme").click()
    page.get_by_role("option", name="Dark").click()
    frame = page.locator(FRAME)
    expect(frame).to_have_attribute("src", re.compile("weights=0.2.*"))
    expect(frame).to_have_attribute("src", re.compile("theme=dark"))
    expect(frame).to_have_attribute("width", "480")
    expect(page.get_by_role("tabpanel").locator("code").first).to_contain_text("theme=dark")
    snippet = pasted(page)
    assert source(snippet) == frame.get_attribute("src")
    shown = page.frame_locator(FRAME).locator("[data-testid=loss-player]")
    expect(shown).to_have_attribute("data-signature", re.compile("."), timeout=20_000)
    signature = shown.get_attribute("data-signature")
    other = page.context.new_page()
    other.set_content(snippet)
    elsewhere = other.frame_locator("iframe").locator("[data-testid=loss-player]")
    expect(elsewhere).to_have_attribute("data-signature", signature, timeout=20_000)
    assert other.locator("iframe").bounding_box()["width"] == 480
    other.close()


def test_what_is_left_out_is_not_in_the_frame(open_page):
    page = open_page("Teach?p=concave&m=mdmm&eps=0.6&view=lab", wait=FRAME)
    within = page.frame_locator(FRAME)
    expect(within.locator("[data-testid=knob-damping]")).to_be_attached(timeout=20_000)
    page.get_by_label("Leave out").click()
    page.get_by_role("option", name="δ").click()
    page.keyboard.press("Escape")
    expect(page.locator(FRAME)).to_have_attribute("src", re.compile("hide=delta"))
    expect(within.locator("[data-testid=knob-epsilon]")).to_be_attached(timeout=20_000)
    expect(within.locator("[data-testid=knob-damping]")).to_have_count(0)
    # The link beside it opens all of the Lab.
    link = parse_qs(urlsplit(page.locator(FRAME).get_attribute("src")).query)
    assert (link["eps"], link["view"]) == (["0.6"], ["figure"])


def test_before_the_lecture_all_is_well_here(open_page):
    page = open_page("Teach?kit=preflight", wait=".preflight")
    # The others depend on how fast this machine is, and on what it draws with.
    for check in ("socket", "framing", "alone", "room", "fonts", "motion"):
        line = page.locator(f".preflight [data-check={check}]")
        expect(line).to_have_attribute("data-result", "good", timeout=20_000)
    verdict = page.locator(".preflight [role=status]")
    expect(verdict).to_have_attribute("data-result", re.compile("."), timeout=20_000)
    results = page.locator(".preflight [data-check]").evaluate_all(
        "lines => lines.map((line) => line.dataset.result)"
    )
    assert len(results) == 9
    worst = max(results, key=("good", "fair", "bad").index)
    expect(verdict).to_have_attribute("data-result", worst)
    expect(verdict).to_have_text(say(f"preflight.all_{worst}"))
    wait_for_query(page, kit="preflight")


def test_before_the_lecture_a_proxy_that_forbids_frames_is_found(open_window, server):
    # The browser tells of what it forbids, as it should, which no other page may have.
    page = open_window()
    forbidden = {"X-Frame-Options": "DENY"}
    page.route(
        "**/_stcore/health", lambda route: route.fulfill(body="ok", headers=forbidden)
    )
    page.goto(f"{server[0]}Teach?kit=preflight")
    line = page.locator(".preflight [data-check=framing]")
    expect(line).to_have_attribute("data-result", "bad", timeout=20_000)
    expect(line).to_contain_text("X-Frame-Options")
    again = page.get_by_role("button", name="Check again")
    expect(again).to_be_enabled(timeout=20_000)
    page.unroute("**/_stcore/health")
    again.click()
    expect(line).to_have_attribute("data-result", "good", timeout=20_000)


def test_plans_exercises_and_misconceptions_are_there_to_read_and_to_take_along(open_page):
    page = open_page("Teach?kit=lessons", wait="[data-testid=stDownloadButton]")
    page.get_by_text("90", exact=True).click()
    expect(page.get_by_role("button", name="Plan of a lesson of 90")).to_be_visible()
    page.get_by_text("Exercises", exact=True).click()
    expect(page.get_by_role("heading", level=1).last).to_contain_text("Exercises")
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("button", name="Answers to the exercises").click()
    answers = waiting.value.path().read_text("utf-8")
    # Doubled, the weight takes five of seven to the corner (1, 0).
    assert "**5.**" in answers
    page.get_by_text("Misconceptions", exact=True).click()
    expect(page.locator(".misconceptions dt")).to_have_count(len(PRESETS))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
