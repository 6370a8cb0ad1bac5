"""For everybody: by keyboard, by ear, in every theme, on a projector."""

import io
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageChops
from playwright.sync_api import expect

from tests.browser.steps import (
    PLAYER,
    note,
    player,
    press,
    sentence,
    signature,
    type_number,
    wait_for_new_runs,
)
from tests.crossed import crossed

pytestmark = pytest.mark.browser

PAGES = {
    "lesson": "",
    "lab": "?view=lab",
    "dark lab with a notice": "?view=lab&theme=dark&eps=7&foo=1",
    "figure": "?view=figure",
    "compare": "Compare?v=1",
    "sweep": "Sweep",
    "plane": "Plane",
}
MORE_PAGES = {
    "dark lab": "?view=lab&theme=dark",
    "projector": "?view=lab&theme=projector",
    "total": "?view=lab&total=1&m=linear",
    "notice": "?view=lab&eps=7&foo=1",
    "about": "About",
    "basins": "Basins",
}
CHANGES = """css => {
  window.spoken = [];
  const region = document.querySelector(css);
  new MutationObserver(() => window.spoken.push(region.textContent))
    .observe(region, { childList: true, characterData: true, subtree: true });
}"""
FOCUSED = """() => {
  const element = document.activeElement;
  const { x, y, width, height } = element.getBoundingClientRect();
  const label = element.ariaLabel || element.labels?.[0]?.textContent || element.textContent
    || document.getElementById(element.getAttribute('aria-labelledby'))?.textContent;
  return { tag: element.tagName, type: element.type ?? '', name: label ?? '',
    value: element.ariaValueText ?? element.value ?? '', box: [x, y, width, height] };
}"""
TEXT_SIZES = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const { parentElement, textContent } = walker.currentNode;
    if (!textContent.trim() || !parentElement.checkVisibility()) continue;
    if (parentElement.closest('style, script, sub, sup, [data-testid=sentence]')) continue;
    const { width, height } = parentElement.getBoundingClientRect();
    const size = parseFloat(getComputedStyle(parentElement).fontSize);
    if (width > 1 && height > 1) found.push([size, textContent.trim()]);
  }
  return found;
}"""


@pytest.mark.parametrize(
    "address",
    [
        *(pytest.param(address, id=name) for name, address in PAGES.items()),
        *(
            pytest.param(address, id=name, marks=pytest.mark.slow)
            for name, address in MORE_PAGES.items()
        ),
    ],
)
def test_nothing_keeps_anybody_out(open_page, address):
    has_player = not address or "?" in address
    wait = f"{PLAYER}[data-signature]" if has_player else "h1.name"
    wait = "[data-testid=sweep-player][data-drawn]" if address == "Sweep" else wait
    page = open_page(address, wait=wait)
    # What is being made anew is faded meanwhile.
    page.wait_for_selector("[data-test-script-state=notRunning]", timeout=60_000)
    page.wait_for_timeout(800)
    found = Axe().run(page).response
    assert len(found["passes"]) > 25
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"]] == []


def test_the_share_dialogue_and_every_tab_keep_nobody_out(open_page):
    page = open_page("?view=lab")
    for name in ("Outcome", "Step", "Listing"):
        page.get_by_role("tab", name=name, exact=True).click()
        found = Axe().run(page, context=".player").response
        assert [v["id"] for v in found["violations"]] == []
    page.get_by_test_id("share").click()
    page.get_by_role("dialog").wait_for()
    # What is being made anew is faded meanwhile.
    page.wait_for_selector("[data-test-script-state=notRunning]", timeout=60_000)
    page.wait_for_timeout(800)
    found = Axe().run(page, context="[role=dialog]").response
    serious = [v for v in found["violations"] if v["impact"] in ("serious", "critical")]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in serious] == []


def shot(page, box):
    x, y, width, height = box
    left, top = max(0, x - 6), max(0, y - 6)
    clip = {"x": left, "y": top, "width": width + 12, "height": height + 12}
    return Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("", marks=pytest.mark.slow),
        "?view=lab",
        pytest.param("?view=figure", marks=pytest.mark.slow),
    ],
)
def test_tab_reaches_every_control_which_has_a_name_and_shows_the_focus(open_page, address):
    page = open_page(address)
    page.wait_for_timeout(500)
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["tag"] == "BODY" or (reached and focused == reached[0]):
            break
        reached.append(focused)
        assert focused["name"].strip(), focused
        if focused["type"] == "range":
            assert re.search(r"\d", focused["value"]), focused
        _, y, width, height = focused["box"]
        # What only a screen reader meets, such as the way past the header, has no place.
        if width < 5 or height < 5 or y + height > 720 or y < 0:
            continue
        with_focus = shot(page, focused["box"])
        page.evaluate("window.focused = document.activeElement; window.focused.blur()")
        without = shot(page, focused["box"])
        page.evaluate("window.focused.focus({ focusVisible: true })")
        assert ImageChops.difference(with_focus, without).getbbox(), focused["name"]
    names = " | ".join(one["name"] for one in reached)
    wanted = ["Play (Space)", "Step", "Speed", "ε, bound on loss 2", "as a line"]
    if address == "?view=lab":
        wanted += ["Method", "Starts", "δ, damping", "Plots", "What this plot shows"]
        wanted += ["Start of run 1", "Start of run 7", "Share", "Look"]
    assert [name for name in wanted if name not in names] == []


def test_the_whole_lab_by_keyboard_alone(open_page):
    page = open_page("?view=lab")
    before = signature(page)
    page.get_by_role("combobox", name="Method").focus()
    page.keyboard.type("BDMM")
    page.keyboard.press("Enter")
    wait_for_new_runs(page, before)
    expect(sentence(page)).to_contain_text("BDMM on the concave front")
    before = signature(page)
    page.get_by_role("radio", name="Concave").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    wait_for_new_runs(page, before)
    expect(sentence(page)).to_contain_text("on the convex front")
    page.get_by_role("switch", name="Show the true front").focus()
    page.keyboard.press("Space")
    page.wait_for_function("() => location.search.includes('front=0')")
    page.get_by_role("tab", name="Plots").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Outcome")).to_be_focused()
    expect(page.locator("table.runs").first).to_be_visible()


def test_the_outcome_is_said_once_per_run_and_not_per_frame(open_page):
    page = open_page("?view=lab")
    assert sentence(page).get_attribute("role") == "status"
    page.evaluate(CHANGES, "[data-testid=sentence]")
    before = signature(page)
    press(page, "epsilon", "ArrowLeft")
    wait_for_new_runs(page, before)
    page.wait_for_timeout(300)
    assert len(page.evaluate("window.spoken")) == 1
    page.get_by_role("button", name="To the start (Home)").click()
    page.get_by_role("button", name="Play (Space)").click()
    page.wait_for_timeout(700)
    assert len(page.evaluate("window.spoken")) == 1
    regions = page.locator(".player [role=status], .player output, .player [aria-live]")
    moving = "all => all.filter(({ ariaLive, tagName }) => ariaLive !== 'off' && tagName"
    assert regions.evaluate_all(f"{moving} === 'OUTPUT').length") == 0


def test_every_plot_has_a_text_of_its_own_that_ends_with_the_outcome(open_page):
    page = open_page("?view=lab")
    said = sentence(page).inner_text()
    texts = page.locator(".chart").evaluate_all("all => all.map((one) => one.ariaLabel)")
    assert len(texts) == 4
    assert len(set(texts)) == 4
    assert texts[0] == said
    assert all(text.endswith(said) for text in texts)


def test_a_refused_number_is_said_at_once_and_advice_with_its_slider(open_page):
    page = open_page("?view=lab")
    slider = page.get_by_role("slider", name="δ, damping")
    described = slider.get_attribute("aria-describedby")
    assert "needs δ >" in page.locator(f"#{described}").inner_text()
    assert note(page, "damping").get_attribute("role") is None
    type_number(page, "epsilon", "abc")
    expect(note(page, "epsilon")).to_have_attribute("role", "alert")


@pytest.mark.parametrize(
    ("theme", "system"), crossed(["light", "dark", "projector"], ["dark", "light"])
)
def test_a_theme_is_the_one_that_was_asked_for_whatever_the_system(
    open_page, theme, system
):
    dark = theme == "dark"
    page = open_page(f"?view=lab&theme={theme}", media={"color_scheme": system})
    background = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
    page.wait_for_function(
        f"dark => (parseInt({background}.match(/\\d+/)[0]) < 128) === dark", arg=dark
    )
    text = page.locator("[data-testid=loss-plot] text").first
    fill = text.evaluate("text => getComputedStyle(text).fill")
    assert (int(re.search(r"\d+", fill)[0]) > 128) == dark


@pytest.mark.parametrize(
    "address",
    ["?", "?view=lab&", pytest.param("?view=figure&", marks=pytest.mark.slow)],
)
def test_a_projector_has_white_paper_and_no_text_below_18_pixels(open_page, address):
    page = open_page(f"{address}theme=projector")
    page.wait_for_timeout(500)
    sizes = page.evaluate(TEXT_SIZES)
    assert len(sizes) > 15
    small = sorted({(size, text) for size, text in sizes if size < 18})
    assert small == []
    assert page.evaluate(
        "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
    ) == ("rgb(255, 255, 255)")


def test_the_system_decides_where_nothing_was_asked_for(open_page):
    page = open_page("?view=lab", media={"color_scheme": "dark"})
    background = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
    assert int(re.search(r"\d+", page.evaluate(background))[0]) < 60
    expect(player(page)).to_have_attribute("data-state", "paused")
