"""Chinese in full: by link, by menu and by the browser, with its font, and nothing cut."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.steps import STORY_PICTURE, plot_of, wait_for_query
from ui.story.chapters import CHAPTERS
from ui.words import words_of

pytestmark = pytest.mark.browser

PICTURE = ".card .picture :is(img, svg)"
FONT = "**/noto-sans-sc.woff2*"
# Names of methods, people and keys; what an address has in it; and `ε` in words.
NAMES = {
    *("MDMM", "BDMM", "Adam", "Softplus", "softplus", "Paretoscope", "Pedro", "Python"),
    *("Degrave", "Korshunova", "Platt", "Barr", "Viehmann", "NIPS"),
    *("PNG", "SVG", "Jupyter", "Book", "Lasso", "VAE", "GAN"),
    *("JAX", "NumPy", "Optax", "PyTorch", "mdmm"),
    *("Home", "End", "Insert", "Delete", "Enter", "reveal", "js", "Quarto", "Markdown"),
}
# What Streamlit says by itself, for ears or by its icons, and nobody else can set.
OF_STREAMLIT = {
    *("Skip", "to", "main", "content", "Help", "for", "Open", "Close", "Copy", "clipboard"),
    *("options", "available", "Dismiss"),
}
LATIN = """() => {
  const found = new Set();
  const take = (text) => {
    for (const word of text?.match(/[A-Za-z]{2,}/g) ?? []) found.add(word);
  };
  const skipped =
    "script, style, noscript, code, pre, textarea, .katex, [data-testid=stIconMaterial]";
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    if (!walk.currentNode.parentElement.closest(skipped)) take(walk.currentNode.data);
  }
  for (const element of document.body.querySelectorAll("*")) {
    if (element.closest(skipped)) continue;
    for (const name of ["aria-label", "aria-valuetext", "alt", "title", "placeholder"]) {
      take(element.getAttribute(name));
    }
    if (element.matches("input[type=text], input:not([type])")) take(element.value);
  }
  take(document.title);
  return [...found];
}"""
# Labels that are wider than their room, or reach beyond the window.
CUT = """() => {
  const css = "button, label, h1, h2, h3, p, td, th, option, select, summary, .knob-note";
  const seen = [...document.querySelectorAll(css)].filter((element) => {
    const { width, height } = element.getBoundingClientRect();
    // What is for ears alone is a pixel wide.
    return width > 2 && height > 2 && !element.closest(".st-key-pages, .runs-frame, pre");
  });
  const isCut = (element) =>
    element.scrollWidth > element.clientWidth + 1 &&
    getComputedStyle(element).overflowX !== "visible" &&
    getComputedStyle(element).display !== "inline";
  const isOut = (element) => element.getBoundingClientRect().right > innerWidth + 1;
  return seen.filter((one) => isCut(one) || isOut(one)).map((one) => one.textContent);
}"""
AGAIN = """() => document.querySelectorAll("svg.main-svg").forEach((drawn) => {
  drawn.style.display = "none";
  drawn.getBoundingClientRect();
  drawn.style.display = "";
})"""


def expect_nothing_cut(page):
    """Once all is in its place."""
    found = page.evaluate(CUT)
    for _ in range(20):
        if not found:
            return
        page.wait_for_timeout(250)
        found = page.evaluate(CUT)
    raise AssertionError(f"Nothing should be cut. Found {found}.")


def english(page):
    return set(page.evaluate(LATIN)) - NAMES - OF_STREAMLIT


def test_the_lab_its_dialogue_and_the_lesson_are_chinese(open_page):
    page = open_page("?view=lab&lang=zh&p=convex&m=linear")
    expect(page.get_by_role("combobox", name="方法")).to_have_value("加权和")
    page.get_by_text("学习率、步数、噪声", exact=True).click()
    assert english(page) == set()
    for problem, method in (("凹", "单侧 MDMM"), ("混合", "求解对偶")):
        page.get_by_role("radio", name=problem, exact=True).click()
        page.get_by_role("combobox", name="方法").click()
        page.get_by_role("option", name=method, exact=True).click()
        expect(page.get_by_test_id("sentence")).to_contain_text(f"{method}，{problem}前沿")
    for tab in ("图", "结局", "步"):
        page.get_by_role("tab", name=tab, exact=True).click()
        assert english(page) == set(), tab
    page.get_by_test_id("share").click()
    page.get_by_role("dialog", name="分享这幅图").locator("code").first.wait_for()
    assert english(page) == set()
    page.keyboard.press("Escape")
    page.get_by_role("radio", name="讲解", exact=True).click()
    expect(page.get_by_text("选权重")).to_be_visible()
    assert english(page) == set()
    assert page.locator("html").get_attribute("lang") == "zh"


def test_the_gallery_is_chinese_with_all_its_pictures(open_page):
    page = open_page("Gallery?lang=zh", wait=PICTURE)
    # Its axes are named in words, for which a picture by itself would have no font.
    drawn = page.locator("[data-name=total-hides] svg")
    expect(drawn).to_contain_text("总损失", timeout=60_000)
    assert english(page) == set()
    assert "损失" in drawn.get_attribute("aria-label")


def test_the_story_is_chinese_to_its_end(open_page):
    page = open_page("Story?lang=zh", wait="[data-testid=loss-player][data-signature]")
    words = words_of("zh")["story"]
    for chapter in range(1, len(CHAPTERS) + 1):
        page.get_by_role("button", name=words["skip"], exact=True).click()
        expect(page.locator(".told[role=status]")).not_to_be_empty()
        page.locator(STORY_PICTURE).first.wait_for()
        assert english(page) == set(), chapter
        page.get_by_role("button", name=words["next"], exact=True).click()
        wait_for_query(page, ch=str(chapter + 1))
    page.get_by_role("table", name=words["table"]).wait_for()
    assert english(page) == set()


def test_the_menu_chooses_a_language_and_the_address_follows(open_page):
    page = open_page("?view=lab&lang=en&m=bdmm")
    page.get_by_role("button", name="Look").click()
    page.get_by_role("combobox", name="Language").click()
    page.get_by_role("option", name="中文", exact=True).click()
    expect(page.get_by_role("tab", name="结局", exact=True)).to_be_visible()
    wait_for_query(page, lang="zh", m="bdmm")
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    expect(page.get_by_test_id("sentence")).to_contain_text("凹前沿")


def test_a_chinese_browser_is_answered_in_chinese_with_a_font_that_may_come_late(open_page):
    page = open_page("About", wait="#e11", locale="zh-CN")
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    asked = []

    def late(route):
        asked.append(route.request.url)
        time.sleep(1)
        route.continue_()

    page.wait_for_load_state("networkidle")
    page.route(FONT, late)
    page.goto(page.url.replace("About", "").split("?")[0] + "?view=figure&lang=auto")
    page.wait_for_selector("[data-signature]")
    page.wait_for_function(
        "() => [...document.fonts].some(({ family, status }) => "
        "family.includes('Noto Sans SC') && status === 'loaded')"
    )
    page.wait_for_timeout(200)
    assert len(asked) == 1
    seen = plot_of(page).screenshot()
    page.evaluate(AGAIN)
    assert plot_of(page).screenshot() == seen


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_words_are_cut_at_three_sizes(open_page, language):
    page = open_page(f"?view=lab&lang={language}&m=mdmm_one_sided&delta=1")
    expect_nothing_cut(page)
    page.set_viewport_size({"width": 393, "height": 851})
    page.wait_for_timeout(500)
    expect_nothing_cut(page)
    # Whoever reads no Chinese does not wait for its font.
    fonts = "[...document.fonts].filter(({ family }) => family.includes('Noto Sans SC'))"
    found = page.evaluate(f"{fonts}.map(({{ status }}) => status)")
    assert found == ["loaded" if language == "zh" else "unloaded"]
    figure = open_page(f"?view=figure&lang={language}&p=mixed", width=480, height=270)
    expect_nothing_cut(figure)
