"""The gallery as a person uses it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.steps import PLAYER, number, query_of, sentence, wait_for_query
from tests.browser.test_accessibility import TEXT_SIZES
from ui.presets import PRESETS

pytestmark = pytest.mark.browser

NOTICE = "[data-testid=url-notice]"
CARDS = "[data-testid=card]"
LAST = f"#figure-{list(PRESETS)[-1]}"
# Where nothing is kept yet, all are drawn first.
DRAWN_MS = 60_000
RIGHTMOST = """() => Math.max(...[...document.querySelectorAll("[data-testid=card] *")]
  .map((one) => one.getBoundingClientRect().right))"""


@pytest.fixture
def open_gallery(open_page):
    def open_gallery(address="Gallery", **options):
        page = open_page(address, wait=LAST, **options)
        expect(page.locator(CARDS)).to_have_count(len(PRESETS))
        return page

    return open_gallery


def card(page, name):
    return page.locator(f"#figure-{name}")


def open_card(page, name):
    card(page, name).get_by_role("link", name="Open in the Lab").click()
    page.wait_for_selector(f"{PLAYER}[data-signature]", timeout=30_000)


def in_a_row(page):
    tops = page.locator("[data-group=sum] .card").evaluate_all(
        "all => all.map((one) => Math.round(one.getBoundingClientRect().top))"
    )
    return tops.count(tops[0])


def assert_nobody_is_kept_out(page):
    page.wait_for_timeout(800)
    found = Axe().run(page).response
    assert len(found["passes"]) > 20
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"]] == []


def test_every_card_has_a_picture_that_is_drawn_and_says_what_it_shows(open_gallery):
    page = open_gallery()
    images = page.locator(f"{CARDS} img")
    expect(images).to_have_count(len(PRESETS), timeout=DRAWN_MS)
    images.last.evaluate("image => image.decode()")
    drawn = images.evaluate_all("all => all.map((one) => one.complete && one.naturalWidth)")
    assert all(drawn)
    sizes = images.evaluate_all("all => all.map((one) => [one.width, one.height])")
    assert all(width == height > 150 for width, height in sizes)
    texts = images.evaluate_all("all => all.map((one) => one.alt)")
    assert all(
        re.match(r".+ on the \w+ front, .+ \d+ steps: .+\.$", text) for text in texts
    )
    assert_nobody_is_kept_out(page)


def test_a_card_opens_in_the_lab_without_another_load_and_back_is_the_gallery(open_gallery):
    page = open_gallery()
    page.evaluate("window.stays = true")
    image = card(page, "dual-concave").locator("img")
    image.wait_for(timeout=DRAWN_MS)
    said = image.get_attribute("alt")
    open_card(page, "dual-concave")
    expect(sentence(page)).to_have_text(said)
    wait_for_query(page, view="lab", p="concave", m="dual", eps="0.7")
    assert page.evaluate("window.stays")
    assert "fig" not in query_of(page)
    page.get_by_role("link", name="Gallery").click()
    page.wait_for_selector(LAST)
    wait_for_query(page, view="lab", p="concave", m="dual")
    open_card(page, "cherry-pick")
    expect(sentence(page)).to_contain_text("BDMM on the concave front")
    assert (number(page, "frame"), number(page, "frames")) == (526, 600)


def test_what_to_try_next_is_brought_into_sight_and_the_page_stays(open_gallery):
    page = open_gallery("Gallery?theme=dark")
    page.evaluate("window.stays = true")
    next_one = card(page, "sum-concave-blind").get_by_role("link", name="Seven starts")
    next_one.focus()
    page.keyboard.press("Enter")
    expect(card(page, "sum-concave")).to_be_in_viewport()
    card(page, "sum-concave").get_by_role("link", name="Where no weight leads").click()
    expect(card(page, "mdmm-concave").locator("h3")).to_be_in_viewport()
    expect(card(page, "mdmm-concave").locator("h3")).to_be_focused()
    expect(page.locator(NOTICE)).to_be_hidden()
    assert page.evaluate("window.stays")
    assert_nobody_is_kept_out(page)
    open_card(page, "mdmm-concave")
    expect(sentence(page)).to_contain_text("7 of 7 settled")
    wait_for_query(page, theme="dark", m="mdmm")
    # With a place in it, the address of the Lab would not be followed back and forward.
    assert page.evaluate("location.hash") == ""
    page.go_back()
    page.wait_for_selector(LAST)
    page.go_forward()
    page.wait_for_selector(f"{PLAYER}[data-signature]", timeout=30_000)
    expect(sentence(page)).to_contain_text("7 of 7 settled")


def test_cards_are_chosen_by_keyboard_on_a_phone_and_chosen_still_on_the_way_back(
    open_gallery,
):
    page = open_gallery(width=393, height=851)
    chip = page.get_by_role("button", name="Mixed", exact=True)
    expect(chip).to_be_hidden()
    page.get_by_text("Filter the figures").focus()
    for key in ("Enter", "Tab", "Tab", "Tab", "Space"):
        page.keyboard.press(key)
    expect(chip).to_have_attribute("aria-pressed", "true")
    mixed = [name for name, preset in PRESETS.items() if "p=mixed&" in preset.query]
    shown = page.locator(f"{CARDS}:visible")
    expect(shown).to_have_count(len(mixed))
    expect(page.get_by_text(f"{len(mixed)} of {len(PRESETS)} figures")).to_be_visible()
    assert page.evaluate(RIGHTMOST) <= 393
    assert page.evaluate("document.documentElement.scrollWidth") <= 393
    assert_nobody_is_kept_out(page)
    open_card(page, "mdmm-mixed")
    page.get_by_role("link", name="Gallery").click()
    expect(shown).to_have_count(len(mixed))
    page.get_by_role("button", name="Forum thread").click()
    expect(shown).to_have_count(0)
    expect(page.get_by_text("No figure fits all of these.")).to_be_visible()
    page.get_by_role("button", name="Show all").click()
    expect(shown).to_have_count(len(PRESETS))


def test_the_link_of_a_card_is_copied_embedded_and_shows_the_same(open_gallery, open_page):
    page = open_gallery(permissions=["clipboard-read", "clipboard-write"])
    one = card(page, "total-hides")
    image = one.locator("img")
    image.wait_for(timeout=DRAWN_MS)
    said = image.get_attribute("alt")
    assert one.get_by_role("link", name="fig=total-hides").count() == 1
    one.get_by_role("button", name="Copy link").click()
    expect(one.get_by_text("Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == re.sub(r"Gallery.*", "?fig=total-hides", page.url)
    one.get_by_role("button", name="Embed").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(link, exact=True)).to_be_visible()
    expect(
        dialog.get_by_text(f"{link}&view=figure".replace("&", "&amp;")).first
    ).to_be_visible()
    expect(sentence(open_page(link, url=link))).to_have_text(said)


@pytest.mark.parametrize(
    "address",
    ["?fig=mdmm-concav", pytest.param("?view=lab&fig=zzz", marks=pytest.mark.slow)],
)
def test_a_figure_that_is_not_there_opens_the_gallery_with_one_notice(
    open_gallery, address
):
    page = open_gallery(address)
    expect(page.locator(NOTICE)).to_be_visible()
    expect(page.locator(NOTICE)).to_have_count(1)
    words = page.locator(NOTICE).inner_text()
    taken = re.search(r"took ([a-z-]+),", words)[1]
    first = page.locator(CARDS).first
    assert first.get_attribute("id") == f"figure-{taken}"
    assert page.get_by_role("heading", level=2).first.inner_text() == "The closest figure"
    wait_for_query(page, view="lab")
    assert "fig" not in query_of(page)
    assert_nobody_is_kept_out(page)
    page.get_by_role("button", name="Dismiss this notice").click()
    expect(page.locator(NOTICE)).to_be_hidden()
    first.locator("p a").first.click()
    page.wait_for_timeout(500)
    assert first.get_attribute("id") == f"figure-{taken}"
    open_card(page, taken)
    expect(page.locator(NOTICE)).to_be_hidden()


def test_the_lab_can_be_gone_to_after_a_figure_that_is_not_there(open_gallery):
    page = open_gallery("?fig=mdmm-concav")
    page.get_by_role("button", name="Dismiss this notice").click()
    page.get_by_role("link", name="The Lab", exact=True).click()
    page.wait_for_selector(f"{PLAYER}[data-signature]", timeout=30_000)
    expect(sentence(page)).to_contain_text("MDMM on the concave front")


def test_as_many_cards_are_in_a_row_as_there_is_room_for_and_on_a_projector_three(
    open_gallery,
):
    page = open_gallery("Gallery?theme=projector")
    theme = page.locator("html")
    expect(theme).to_have_attribute("data-theme", "projector")
    page.wait_for_timeout(500)
    assert in_a_row(page) == 3
    sizes = page.evaluate(TEXT_SIZES)
    assert len(sizes) > 200
    assert sorted({(size, text) for size, text in sizes if size < 18}) == []
    page.get_by_role("button", name="Look").click()
    page.get_by_role("combobox", name="Theme").click()
    page.get_by_role("option", name="Light", exact=True).click()
    expect(theme).to_have_attribute("data-theme", "light")
    for width, height, columns in [(1280, 720, 4), (1000, 700, 3), (393, 851, 1)]:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        assert in_a_row(page) == columns
        assert page.evaluate(RIGHTMOST) <= width
        for css in ("html", "[data-testid=stMain]"):
            wide = page.locator(css).evaluate("one => one.scrollWidth - one.clientWidth")
            assert wide <= 0
