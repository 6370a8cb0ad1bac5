"""What the Share dialogue gives to take away: each is made, downloaded, and read again."""

import io

import pandas as pd
import pytest
from PIL import Image
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def part(open_page):
    """Opens the dialogue at a state, at one of its parts."""

    def part(name, path="?view=lab&p=concave&m=mdmm&eps=0.6&starts=one&steps=60"):
        page = open_page(path)
        page.get_by_test_id("share").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_text(name, exact=True).click()
        return page, dialog

    return part


def downloaded(page, button):
    with page.expect_download(timeout=60_000) as waiting:
        button.click()
    return waiting.value.path().read_bytes(), waiting.value.suggested_filename


def test_the_runs_as_a_table_end_where_the_picture_says(part):
    page, dialog = part("Data, code, citation")
    made, name = downloaded(page, dialog.get_by_role("button", name="CSV"))
    assert name.endswith(".csv")
    last = pd.read_csv(io.BytesIO(made)).iloc[-1]
    assert last["step"] == 60
    said = page.get_by_test_id("sentence").first.inner_text()
    assert f"({last['loss_1']:.3f}, {last['loss_2']:.3f})" in said or "still" in said
    made, name = downloaded(page, dialog.get_by_role("button", name="Script"))
    assert name.endswith(".py")
    assert "epsilon = 0.6" in made.decode()
    # The dialogue is still there, with the citation.
    expect(dialog.get_by_text("@misc{paretoscope").first).to_be_visible()


def test_a_picture_is_made_at_the_size_that_was_chosen(part):
    page, dialog = part("Picture, animation")
    dialog.get_by_label("Kind").click()
    page.get_by_role("option", name="PNG").click()
    dialog.get_by_role("button", name="Make the file").click()
    button = dialog.get_by_role("button", name="Download")
    expect(button).to_be_visible(timeout=60_000)
    made, name = downloaded(page, button)
    assert Image.open(io.BytesIO(made)).size == (1280, 720)
    assert name.endswith(".png")


def test_the_file_that_plays_is_made_and_downloaded(part):
    page, dialog = part("File that plays")
    dialog.get_by_role("button", name="Make the file").click()
    button = dialog.get_by_role("button", name="Download")
    expect(button).to_be_visible(timeout=60_000)
    made, name = downloaded(page, button)
    assert name.endswith(".html")
    assert made.startswith(b"<!doctype html>")
    assert b"twin-data" in made


def test_pages_without_the_player_of_the_lab_share_links_alone(open_page):
    page = open_page("Sweep", wait="[data-testid=sweep-player][data-drawn]")
    page.get_by_test_id("share").click()
    expect(page.get_by_role("dialog").get_by_text("Web page")).to_be_visible()
    expect(page.get_by_role("dialog").get_by_text("File that plays")).to_have_count(0)
