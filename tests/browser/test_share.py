"""The Share dialogue: a link, its code to scan, and forms to paste elsewhere."""

import io
import re

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from tests.browser.steps import picture, signature, type_number, wait_for_new_runs
from tests.ui.test_share import LINK, LINKS
from ui.share import LONG, qr_svg

pytestmark = pytest.mark.browser


def open_dialogue(page):
    page.get_by_test_id("share").click()
    dialogue = page.get_by_role("dialog")
    dialogue.wait_for()
    dialogue.locator("code").first.wait_for()
    return dialogue


def test_the_link_shows_the_same_picture_in_a_fresh_browser(open_page):
    page = open_page("?view=lab")
    before = signature(page)
    type_number(page, "epsilon", 0.45)
    wait_for_new_runs(page, before)
    page.get_by_role("slider", name="Step", exact=True).fill("33")
    box = page.get_by_test_id("start-2").bounding_box()
    page.mouse.click(box["x"] + 12, box["y"] + 12)
    page.mouse.move(640, 715)
    shown = picture(page)
    link = open_dialogue(page).locator("code").first.inner_text()
    other = open_page(url=link)
    assert picture(other) == shown
    assert shown["player"]["frame"] == "33"
    assert shown["player"]["lifted"] == "2"


def test_the_code_and_all_forms_are_there(open_page, server):
    page = open_page("?view=lab&eps=0.45")
    dialogue = open_dialogue(page)
    link = dialogue.locator("code").first.inner_text()
    assert link.startswith(server[0])
    drawn = dialogue.get_by_role("img", name="QR code of the link")
    expect(drawn).to_be_visible()
    assert drawn.bounding_box()["width"] > 100
    forms = {}
    for name in ("Web page", "reveal.js", "Quarto", "Markdown"):
        dialogue.get_by_role("tab", name=name).click()
        forms[name] = (
            dialogue.get_by_role("tabpanel", name=name).locator("code").inner_text()
        )
    assert re.search(
        r'<iframe src="http[^"]*view=figure[^"]*" title="MDMM, concave front: ε = 0.45, '
        r'δ = 10" width="960" height="540" loading="lazy"',
        forms["Web page"],
    )
    assert "<a href=" in forms["Web page"]
    assert "data-src=" in forms["reveal.js"]
    assert "{=html}" in forms["Quarto"]
    assert forms["Markdown"].startswith("[MDMM, concave front: ε = 0.45")


def test_another_size_of_the_frame(open_page):
    page = open_page("?view=lab")
    dialogue = open_dialogue(page)
    dialogue.get_by_text("480 × 270").click()
    expect(
        dialogue.get_by_role("tabpanel", name="Web page").locator("code")
    ).to_contain_text('width="480" height="270"')


def test_a_pasted_frame_shows_the_figure(open_page, tmp_path):
    page = open_page("?view=lab&eps=0.45")
    dialogue = open_dialogue(page)
    pasted = dialogue.get_by_role("tabpanel", name="Web page").locator("code").inner_text()
    link = dialogue.locator("code").first.inner_text()
    file = tmp_path / "slides.html"
    file.write_text(f"<!doctype html><meta charset=utf-8>{pasted}", encoding="utf-8")
    slides = open_page(url=file.as_uri(), wait="iframe")
    frame = slides.frames[1]
    frame.wait_for_selector("[data-testid=loss-player][data-signature]", timeout=60_000)
    assert frame.locator("[data-testid=loss-player]").get_attribute(
        "data-signature"
    ) == signature(page)
    assert slides.get_by_role("link", name="MDMM").get_attribute("href") == link


def test_the_dialogue_closes_by_escape_and_loses_nothing(open_page):
    page = open_page("?view=lab&eps=0.45")
    shown = picture(page)
    open_dialogue(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert picture(page) == shown


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_another_reader_finds_the_link_in_the_drawn_code(open_window, color_scheme):
    page = open_window()
    page.emulate_media(color_scheme=color_scheme)
    long = (LINK.ljust(length, "7") for length in (LONG, LONG + 1, 2000))
    for link in (*LINKS, *long):
        page.set_content(
            "<meta name=color-scheme content='light dark'>"
            f"<div style='width: 40rem; padding: 2rem'>{qr_svg(link)}</div>"
        )
        shot = page.locator("div").screenshot()
        # Rows of a code may look like a bar code of another kind.
        kind = zxingcpp.BarcodeFormat.QRCode
        (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(shot)), kind)
        assert found.text == link
