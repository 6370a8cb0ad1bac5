"""A lecture pack as a lecturer has it: made for real, and opened from disk, offline."""

import io
import subprocess
import sys
import zipfile

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from benchmarks.app_server import ROOT
from tests.browser.console import Console
from ui.presets import PRESETS

pytestmark = pytest.mark.browser

ADDRESS = "https://example.org/scope/"
NAME = "mdmm-concave"
IS_SEEN = "image => image.decode().then(() => image.naturalWidth > 0)"


@pytest.fixture
def open_offline(browser):
    """Opens a file from disk in a browser without a network; all must stay silent."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 720}, offline=True, color_scheme="light"
    )
    console = Console()

    def open_offline(file):
        page = context.new_page()
        console.listen(page)
        page.goto(file.as_uri())
        return page

    yield open_offline
    context.close()
    assert console.said == []


def check_index(page, names):
    """The page has a card for each figure, with a picture, and the figure plays."""
    cards = page.locator("article")
    assert cards.evaluate_all("all => all.map(({ id }) => id)") == list(names)
    for card in (cards.first, cards.last):
        # Those further down wait until they are come to.
        card.scroll_into_view_if_needed()
        assert card.locator("img").evaluate(IS_SEEN)
    page.locator(f"#{NAME} > a").click()
    expect(page.locator("[data-testid=sentence]")).to_contain_text("7 of 7 settled")
    page.locator("[data-testid=knob-epsilon] input[type=range]").press("ArrowLeft")
    expect(page.locator("[data-testid=sentence]")).to_contain_text("ε = 0.6")
    page.go_back()


def test_a_pack_opens_from_disk_and_all_that_it_leads_to_works(open_offline, tmp_path):
    command = [sys.executable, "-m", "exports.lecture_pack", str(tmp_path)]
    done = subprocess.run(
        [*command, "--address", ADDRESS, "--only", NAME],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "1 of 1" in done.stderr
    page = open_offline(tmp_path / "index.html")
    check_index(page, [NAME])

    moving = tmp_path / f"animations/{NAME}.gif"
    assert moving.stat().st_size < 1_000_000
    with Image.open(moving) as image:
        assert image.n_frames == 100
    gif = open_offline(moving)
    seen = gif.locator("img").screenshot()
    gif.wait_for_timeout(1000)
    assert gif.locator("img").screenshot() != seen

    code = open_offline(tmp_path / f"qr/{NAME}.svg")
    # An SVG by itself stands in the corner, without the white around it that readers need.
    code.evaluate("document.documentElement.style.cssText = 'width:300px;padding:60px'")
    shot = Image.open(io.BytesIO(code.screenshot()))
    (found,) = zxingcpp.read_barcodes(shot, zxingcpp.BarcodeFormat.QRCode)
    assert found.text == f"{ADDRESS}?fig={NAME}"


@pytest.mark.slow
def test_the_pack_of_all_figures_is_made_by_a_button_while_one_watches(
    open_page, open_offline, tmp_path
):
    page = open_page("Teach?kit=pack", wait="[data-testid=stButton]")
    page.get_by_role("button", name="Make the lecture pack").click()
    bar = page.get_by_role("progressbar")
    expect(bar).to_be_visible()
    button = page.get_by_role("button", name="Download the lecture pack")
    expect(button).to_be_visible(timeout=1_200_000)
    with page.expect_download(timeout=60_000) as waiting:
        button.click()
    with zipfile.ZipFile(waiting.value.path()) as pack:
        pack.extractall(tmp_path)
    check_index(open_offline(tmp_path / "paretoscope" / "index.html"), PRESETS)
