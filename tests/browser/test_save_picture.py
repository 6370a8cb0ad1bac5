"""A plot is saved as a picture, by mouse and by keys, at the size that was chosen."""

import io
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from exports.pictures import picture
from figures.theme import LIGHT
from tests.browser.steps import player
from ui.link import read

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
QUERY = "?p=concave&m=linear&alpha=1&steps=3&theme=light"


def saved(page, kind, size=None):
    """What the first plot is saved as, by keys alone, as the content of a file."""
    opener = page.get_by_test_id("save-picture").first
    opener.focus()
    page.keyboard.press("Enter")
    opened = page.locator(".save-picture > div:not([hidden])")
    expect(opened.get_by_label("Size")).to_be_focused()
    if size:
        opened.get_by_label("Size").select_option(size)
    for _ in range(["png", "svg"].index(kind) + 1):
        page.keyboard.press("Tab")
    with page.expect_download() as found:
        page.keyboard.press("Enter")
    expect(opened).to_have_count(0)
    expect(opener).to_be_focused()
    assert found.value.suggested_filename == f"Loss-space.{kind}"
    return found.value.path().read_bytes()


def distance(pixels, color):
    rgb = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
    return np.abs(pixels.astype(int) - rgb).max(axis=-1)


def test_a_plot_is_saved_with_its_runs(open_page):
    page = open_page(QUERY)
    pixels = np.asarray(
        Image.open(io.BytesIO(saved(page, "png", "1280x720"))).convert("RGB")
    )
    assert pixels.shape == (720, 1280, 3)
    # The heads of all seven runs, and white paper.
    for color in LIGHT.palette:
        assert (distance(pixels, color) < 8).sum() > 40
    assert (pixels[0, 0] == 255).all()
    root = ET.fromstring(saved(page, "svg"))
    box = page.get_by_test_id("loss-plot").bounding_box()
    assert int(root.get("width")) == 2 * round(box["width"])
    paths = [path for path in root.iter(f"{SVG}path") if path.get("stroke-width") == "1.8"]
    assert {path.get("stroke") for path in paths} == set(LIGHT.palette)
    assert not list(root.iter(f"{SVG}image"))
    assert {"1", "7", "Loss 1"} <= {text.text for text in root.iter(f"{SVG}text")}
    # The player has heard nothing of the keys.
    expect(player(page)).to_have_attribute("data-state", "paused")
    expect(player(page)).to_have_attribute("data-frame", "3")


def test_escape_closes_it_and_a_frame_on_a_slide_has_no_such_button(open_page):
    page = open_page(QUERY)
    opener = page.get_by_test_id("save-picture").first
    opener.focus()
    page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(opener).to_have_attribute("aria-expanded", "false")
    expect(opener).to_be_focused()
    frame = open_page(f"{QUERY}&view=figure", width=480, height=270)
    expect(frame.get_by_test_id("save-picture").first).to_be_hidden()


def test_the_svg_of_the_server_looks_as_its_png(browser, tmp_path):
    state = read("fig=bdmm-concave&theme=dark").state
    file = tmp_path / "figure.svg"
    file.write_bytes(picture(state, (640, 640), "svg"))
    page = browser.new_page(viewport={"width": 640, "height": 640})
    page.goto(file.as_uri())
    seen = np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("RGB"))
    page.close()
    drawn = np.asarray(
        Image.open(io.BytesIO(picture(state, (640, 640), "png"))).convert("RGB")
    )
    apart = np.abs(seen.astype(int) - drawn).max(axis=-1)
    # Letters have other shapes, since the fonts differ; there are few of them.
    assert (apart > 80).mean() < 0.02
    assert re.search(rb"settled|oscillating", file.read_bytes())
