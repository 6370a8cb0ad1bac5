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
LAST = f".st-key-open-{list(PRESETS)[-1]}"
RIGHTMOST = """() => Math.max(...[...document.querySelectorAll("[data-testid=card] *")]
  .map((one) => one.getBoundingClientRect().right))"""


@pytest.fixture
def open_gallery(open_page):
    def open_gallery(address="Gallery", **options):
        page = open_page(address, wait=LAST, **options)
        expect(page.locator(CARDS)).to_have_count(len(PRESETS))
        return page

    return open_gallery


def open_card(page, name):
    page.locator(f".st-key-open-{name} button").click()
    page.wait_for_selector(f"{PLAYER}[data-signature]", timeout=30_000)


def in_a_row(page):
    tops = page.locator(".st-key-cards-sum > *").evaluate_all(
        "all => all.map((one) => Math.round(one.getBoundingClientRect().top))"
    )
    return tops.count(tops[0])


def test_every_card_has_a_picture_that_is_drawn_and_says_what_it_shows(open_gallery):
    images = open_gallery().locator(f"{CARDS} img")
    drawn = images.evaluate_all("all => all.map((one) => one.complete && one.naturalWidth)")
    assert len(drawn) == len(PRESETS)
    assert all(drawn)
    sizes = images.evaluate_all("all => all.map((one) => [one.width, one.height])")
    assert all(width == height > 150 for width, height in sizes)
    texts = images.evaluate_all("all => all.map((one) => one.alt)")
    assert all(
        re.match(r".+ on the \w+ front, .+ \d+ steps: .+\.$", text) for text in texts
    )


def test_a_card_opens_in_the_lab_without_another_load_and_back_is_the_gallery(open_gallery):
    page = open_gallery()
    page.evaluate("window.stays = true")
    said = page.locator(".st-key-card-dual-concave img").get_attribute("alt")
    open_card(page, "dual-concave")
    expect(sentence(page)).to_have_text(said)
    wait_for_query(page, view="lab", p="concave", m="dual", eps="0.7")
    assert page.evaluate("window.stays")
    assert "fig" not in query_of(page)
    page.get_by_role("link", name="Gallery").click()
    page.wait_for_selector(LAST)
    wait_for_query(page, view="lab", p="concave", m="dual")
    open_card(page, "mdmm-mixed")
    expect(sentence(page)).to_contain_text("MDMM on the mixed front")


def test_a_picture_at_a_step_opens_at_that_step(open_gallery):
    page = open_gallery()
    open_card(page, "cherry-pick")
    assert (number(page, "frame"), number(page, "frames")) == (526, 600)


def test_the_link_of_a_card_shows_the_same(open_gallery, open_page):
    page = open_gallery()
    card = page.locator(".st-key-card-total-hides")
    link = card.get_by_role("link", name="fig=total-hides")
    assert link.get_attribute("href") == "/?fig=total-hides"
    said = card.locator("img").get_attribute("alt")
    expect(sentence(open_page("?fig=total-hides"))).to_have_text(said)


def test_what_to_try_next_is_brought_into_sight_and_the_page_stays(open_gallery):
    page = open_gallery("Gallery?theme=dark")
    page.evaluate("window.stays = true")
    card = page.locator(".st-key-card-sum-convex")
    card.get_by_role("link", name="Seven starts, two corners").click()
    page.wait_for_timeout(500)
    expect(page.locator("#figure-sum-concave")).to_be_in_viewport()
    last = page.locator(".st-key-card-sum-concave")
    last.get_by_role("link", name="Where no weight leads").click()
    expect(page.locator("#figure-mdmm-concave h3")).to_be_in_viewport()
    page.wait_for_timeout(500)
    expect(page.locator(NOTICE)).to_be_hidden()
    assert page.evaluate("window.stays")
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


def test_a_link_to_another_card_keeps_the_closest_first(open_gallery):
    page = open_gallery("?fig=mdmm-concav")
    page.locator("#figure-mdmm-concave").get_by_role("link", name="Too little").click()
    expect(page.locator("#figure-damping-weak h3")).to_be_in_viewport()
    page.wait_for_timeout(1000)
    assert page.locator(CARDS).first.get_attribute("id") == "figure-mdmm-concave"


@pytest.mark.parametrize("address", ["?fig=mdmm-concav", "?fig=zzz", "?view=lab&fig=zzz"])
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
    page.get_by_role("button", name="Dismiss this notice").click()
    expect(page.locator(NOTICE)).to_be_hidden()
    open_card(page, taken)
    expect(page.locator(NOTICE)).to_be_hidden()


def test_the_lab_can_be_gone_to_after_a_figure_that_is_not_there(open_gallery):
    page = open_gallery("?fig=mdmm-concav")
    page.get_by_role("button", name="Dismiss this notice").click()
    page.get_by_role("link", name="The Lab", exact=True).click()
    page.wait_for_selector(f"{PLAYER}[data-signature]", timeout=30_000)
    expect(sentence(page)).to_contain_text("MDMM on the concave front")


@pytest.mark.parametrize(
    ("width", "height", "columns"), [(1280, 720, 4), (1000, 700, 3), (393, 851, 1)]
)
def test_as_many_cards_are_in_a_row_as_there_is_room_for(
    open_gallery, width, height, columns
):
    page = open_gallery(width=width, height=height)
    assert in_a_row(page) == columns
    assert page.evaluate(RIGHTMOST) <= width
    for css in ("html", "[data-testid=stMain]"):
        wide = page.locator(css).evaluate("one => one.scrollWidth - one.clientWidth")
        assert wide <= 0


@pytest.mark.parametrize("address", ["Gallery", "Gallery?theme=dark", "?fig=mdmm-concav"])
def test_the_gallery_keeps_nobody_out(open_gallery, address):
    page = open_gallery(address)
    page.wait_for_timeout(800)
    found = Axe().run(page).response
    assert len(found["passes"]) > 20
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"]] == []


def test_on_a_projector_no_text_is_below_18_pixels_and_three_cards_are_in_a_row(
    open_gallery,
):
    page = open_gallery("Gallery?theme=projector")
    page.wait_for_timeout(500)
    sizes = page.evaluate(TEXT_SIZES)
    assert len(sizes) > 200
    assert sorted({(size, text) for size, text in sizes if size < 18}) == []
    assert in_a_row(page) == 3
