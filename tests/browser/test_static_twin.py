"""Exported files in a real browser: from disk, without a network, and in a sandbox."""

import functools
import random
from html import escape
from urllib.parse import urlencode

import numpy as np
import pytest
from playwright.sync_api import expect

from exports.slider import main_number, own_value, slider_values
from exports.static_twin import MOST_BYTES, static_twin
from optimizers import OPTIMIZERS
from starts import STARTS
from tests.browser.conftest import PLAYER
from tests.browser.console import Console
from tests.browser.steps import (
    HEADS,
    drag,
    knob,
    note,
    number,
    player,
    point,
    sentence,
    signature,
)
from toy_problems import PROBLEMS
from ui import assets, compute, report
from ui.changes import with_number
from ui.link import read
from ui.presets import PRESETS
from ui.state import SERIES
from ui.words import speaking, words_of

pytestmark = pytest.mark.browser

USUAL = read("p=concave&m=mdmm&eps=0.7&steps=200").state
QUERIES = (
    "p=concave&m=mdmm&eps=0.7&steps=200",
    "p=mixed&m=linear&alpha=1&starts=row&n=49&steps=400",
    "p=convex&m=bdmm&eps=0.3&steps=300&upper=multiplier&theme=dark&lang=en",
    "p=concave&m=linear&total=1&steps=100&theme=projector",
)


# Several tests look at the same one.
file_of = functools.cache(lambda *given: static_twin(*given[:2], plotly_source=given[2]))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where files lie, and Plotly's script beside them."""
    folder = tmp_path_factory.mktemp("twins")
    script = (assets.STATIC / assets.plotly_file()).read_bytes()
    (folder / "plotly.min.js").write_bytes(script)
    return folder


@pytest.fixture
def open_twin(folder, browser):
    """Makes a file, opens it from disk without a network; its console must stay silent."""
    console = Console()
    opened = []

    def open_twin(state, width=1280, height=720, around=None, language="en", **options):
        whole = options.pop("whole", False)
        source = "" if whole else "plotly.min.js"
        made = file_of(state, language, source)
        assert whole or len(made) < MOST_BYTES
        file = folder / "twin.html"
        file.write_bytes(made)
        if around:
            file = folder / "around.html"
            file.write_text(around.format(made=escape(made.decode())), "utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": height}, offline=True, **options
        )
        opened.append(context)
        page = context.new_page()
        console.listen(page)
        page.goto(file.as_uri())
        shown = page.frame_locator("iframe") if around else page
        shown.locator(PLAYER).wait_for(timeout=60_000)
        return shown

    yield open_twin
    for one in opened:
        one.close()
    assert console.said == []


def sentence_of(state, value):
    """What the app says of a state whose main number has another value."""
    name = main_number(state)
    shown = with_number(state, name, value)[0] if name else state
    batch = compute.batch(shown)
    said = report.total_sentence if state.total_only else report.sentence
    return said(batch, batch.outcomes()), batch


def numbers(page, runs):
    """Losses at the end of each of the first runs, from the table that is read out."""
    rows = [page.locator(f".numbers tr[data-run='{run}'] td") for run in range(runs)]
    cells = [row.all_inner_texts()[1:3] for row in rows]
    return np.array(
        [[np.nan if cell == "–" else float(cell) for cell in row] for row in cells]
    )


def check(page, state, value):
    """Sentence, numbers and heads are those that the app computes at a value."""
    said, batch = sentence_of(state, value)
    expect(sentence(page)).to_have_text(said)
    ends = batch.run.losses[:, -1]
    shown = number(page, "runs")
    if state.total_only or not np.isfinite(ends).all() or shown < len(ends):
        return
    if not state.several_weights():
        few = min(shown, 7)
        found, judged = numbers(page, few), batch.outcomes().losses[:few]
        np.testing.assert_allclose(found, judged, atol=1e-3)
    if shown > 12:
        return
    # A link may stop before the end.
    ends = batch.run.losses[:, number(page, "frame")]
    painted = np.array(page.locator("[data-testid=loss-plot]").evaluate(HEADS))
    for end in ends[((ends > 0) & (ends < 2)).all(axis=1)]:
        near = np.hypot(*(painted - end).T) < 0.03
        assert near.sum() > 20


def move(page, state, times, key="ArrowLeft"):
    """Move the slider by so many of its values; returns where it should be."""
    values, name = slider_values(state), main_number(state)
    slider = knob(page, name).locator("input[type=range]")
    for _ in range(times):
        slider.press(key)
    index = values.index(own_value(state)) + (times if key == "ArrowRight" else -times)
    value = values[max(0, min(len(values) - 1, index))]
    expect(knob(page, name)).to_have_attribute("data-value", f"{value:g}")
    return value


@pytest.mark.parametrize(
    "query",
    [
        QUERIES[0],
        *(pytest.param(query, marks=pytest.mark.slow) for query in QUERIES[1:3]),
        QUERIES[3],
    ],
)
def test_a_file_from_disk_shows_what_the_app_does_at_each_value(query, open_twin):
    state = read(query).state
    page = open_twin(state)
    check(page, state, own_value(state))
    check(page, state, move(page, state, 12))
    page.get_by_role("button", name="To the start (Home)").click()
    assert (number(page, "frame"), number(page, "frames")) == (0, int(state["num_steps"]))
    page.get_by_role("slider", name="Step").fill("57")
    assert number(page, "frame") == 57
    page.get_by_role("button", name="Play (Space)").click()
    expect(player(page)).to_have_attribute("data-state", "playing")
    page.wait_for_function("document.querySelector('.player').dataset.frame > 60")
    page.keyboard.press("Space")
    expect(player(page)).to_have_attribute("data-state", "paused")


SANDBOX = '<iframe sandbox="allow-scripts" width="960" height="600" {source}></iframe>'


# A file in a sandbox must not load another one, so that Plotly is in it; and a document of
# five megabytes in an attribute takes a browser its time.
@pytest.mark.parametrize(
    "source",
    ['src="twin.html"', pytest.param('srcdoc="{made}"', marks=pytest.mark.slow)],
    ids=["a file", "srcdoc"],
)
def test_it_works_in_a_sandbox(source, open_twin):
    around = f"<!doctype html><title>Slides</title>{SANDBOX}".replace("{source}", source)
    page = open_twin(USUAL, around=around, whole=True)
    check(page, USUAL, 0.7)
    check(page, USUAL, move(page, USUAL, 3, "ArrowRight"))
    knob(page, "epsilon").locator("input[type=range]").press("Space")
    expect(player(page)).to_have_attribute("data-state", "playing")


def test_the_line_and_the_box_find_the_nearest_value(open_twin):
    page = open_twin(USUAL)
    before = signature(page)
    drag(page, point(page, 0.6, 0.7), point(page, 0.6, 0.4))
    expect(player(page)).not_to_have_attribute("data-signature", before)
    values = np.array(slider_values(USUAL))
    near = values[np.abs(values - 0.4).argmin()]
    box = knob(page, "epsilon").locator(".knob-number")
    expect(box).to_have_value(f"{near:g}")
    check(page, USUAL, near)
    for typed, shown in (("1,27", "1.2675"), ("nonsense", "1.2675"), ("-5", "0")):
        box.fill(typed)
        box.press("Enter")
        expect(box).to_have_value(shown)
    expect(note(page, "epsilon")).not_to_be_empty()


def test_it_fits_and_follows_the_system_to_the_dark(open_twin):
    page = open_twin(USUAL)
    for width, height in ((1280, 720), (960, 540), (480, 270), (393, 851)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(200)
        size = page.evaluate("""() => {
          const { scrollWidth, scrollHeight } = document.scrollingElement;
          return [scrollWidth, scrollHeight];
        }""")
        assert size == [width, height]
        for css in (
            "[data-testid=loss-plot]",
            "[data-control=play]",
            "[data-control=scrub]",
        ):
            box = page.locator(css).bounding_box()
            assert box["x"] >= 0
            assert box["y"] >= 0
            assert box["x"] + box["width"] <= width
            assert box["y"] + box["height"] <= height
        assert knob(page, "epsilon").is_visible() == (width != 480)
    paper = "getComputedStyle(document.body).backgroundColor"
    ink = "document.querySelector('.chart')._fullLayout.font.color"
    assert page.evaluate(f"[{paper}, {ink}]") == ["rgb(255, 255, 255)", "#1A1A1A"]
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"{ink} === '#F2F2F2'")
    assert page.evaluate(paper) == "rgb(14, 17, 23)"


def test_it_starts_paused_at_its_step_and_says_so_without_plotly(
    open_twin, folder, browser
):
    page = open_twin(read("p=concave&m=mdmm&steps=50&f=12&pin=3&play=1").state)
    assert (number(page, "frame"), number(page, "lifted")) == (12, 3)
    assert player(page).get_attribute("data-state") == "paused"
    alone = folder / "alone"
    alone.mkdir()
    (alone / "twin.html").write_bytes((folder / "twin.html").read_bytes())
    page = browser.new_page()
    page.goto((alone / "twin.html").as_uri())
    expect(page.locator(".problem")).to_contain_text("plotly.min.js")
    page.close()


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.slow), "zh"])
def test_it_speaks_every_language(language, open_twin):
    page = open_twin(USUAL, language=language)
    assert page.evaluate("document.documentElement.lang") == language
    with speaking(language):
        said, _ = sentence_of(USUAL, 0.7)
    expect(sentence(page)).to_have_text(said)
    summary = words_of(language)["twin"]["legend"]
    expect(page.locator("summary")).to_have_text(summary)


def random_queries(count):
    """Addresses of any state of the Lab, the same ones each time."""
    chance = random.Random(8)
    for _ in range(count):
        parts = {
            "p": chance.choice(list(PROBLEMS)),
            "m": chance.choice(list(OPTIMIZERS)),
            "eps": round(chance.uniform(-0.1, 1.4), 2),
            "alpha": round(10 ** chance.uniform(-1.3, 1.3), 3),
            "delta": round(chance.uniform(0, 20), 1),
            "eta": round(10 ** chance.uniform(-2.5, -1), 3),
            "steps": chance.choice([1, 50, 400, 1000]),
            "starts": chance.choice(list(STARTS)),
            "n": chance.choice([1, 7, 49, 256]),
            "sigma": chance.choice([0, 0, 0, 0.1]),
            "upper": chance.choice(SERIES),
            "front": chance.choice([0, 1, 1]),
            "box": chance.choice([0, 1]),
            "total": chance.choice([0, 0, 0, 1]),
            "theme": chance.choice(["auto", "light", "dark", "projector"]),
        }
        yield urlencode(parts)


@pytest.mark.slow
@pytest.mark.parametrize("query", [*random_queries(20)])
def test_any_state_is_shown_as_the_app_shows_it(query, open_twin):
    state = read(query).state
    page = open_twin(state)
    check(page, state, own_value(state))
    if main_number(state):
        values = slider_values(state)
        at = values.index(own_value(state))
        check(page, state, move(page, state, 5, "ArrowRight" if at < 20 else "ArrowLeft"))


@pytest.mark.slow
@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_is_shown_as_the_app_shows_it(name, open_twin):
    state = read(f"fig={name}").state
    check(open_twin(state), state, own_value(state))
