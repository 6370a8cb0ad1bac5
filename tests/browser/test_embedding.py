"""A figure in somebody else's page: its size, its keys, its wheel, and its manners."""

import contextlib
import http.server
import threading

import pytest
from playwright.sync_api import expect

from tests.browser.steps import (
    drag,
    knob,
    note,
    player,
    point,
    press,
    sentence,
    signature,
    wait_for_new_runs,
)

pytestmark = pytest.mark.browser

FIGURE = "?fig=mdmm-concave&view=figure"
SIZES = [
    (1280, 720),
    (960, 540),
    (640, 480),
    (480, 270),
    (320, 240),
    (393, 851),
    (900, 1200),
]
SMALLEST_TEXT = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const sizes = [];
  while (walker.nextNode()) {
    const { parentElement, textContent } = walker.currentNode;
    const isSeen = textContent.trim() && parentElement.checkVisibility();
    if (!isSeen || parentElement.closest('style, script')) continue;
    const { width, height } = parentElement.getBoundingClientRect();
    const { fontSize } = getComputedStyle(parentElement);
    if (width > 1 && height > 1) sizes.push(parseFloat(fontSize));
  }
  return Math.min(...sizes);
}"""
CUT = """() => {
  const seen = [...document.querySelectorAll(
    '.player :is(button, input, select, output, text, .panel-title)'
  )].filter((element) => element.checkVisibility());
  return seen.filter((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const beyond = Math.max(-left, -top, right - innerWidth, bottom - innerHeight);
    return beyond > 0.5;
  }).map((element) => element.outerHTML.slice(0, 120));
}"""


class Slides(http.server.BaseHTTPRequestHandler):
    """A page at another origin that shows whatever its address says in a frame."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.server.page.encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def open_slides(open_page, server):
    """Opens a page at another origin with the app in a frame; returns page and frame."""
    with contextlib.ExitStack() as stack:

        def open_slides(address, width, height, attributes="", **options):
            slides = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slides)
            stack.callback(slides.server_close)
            stack.callback(slides.shutdown)
            slides.page = (
                "<!doctype html><title>Slides</title><link rel=icon href=data:,>"
                "<style>body { margin: 0 } div { height: 3000px }</style>"
                "<script>window.keys = [];"
                "addEventListener('keydown', ({ key }) => window.keys.push(key));</script>"
                f'<iframe src="{server[0]}{address}" width="{width}" height="{height}" '
                f'style="border:0" {attributes}></iframe><div></div>'
            )
            threading.Thread(target=slides.serve_forever, daemon=True).start()
            page = open_page(
                url=f"http://127.0.0.1:{slides.server_port}/", wait="iframe", **options
            )
            frame = page.frames[1]
            frame.wait_for_selector(
                "[data-testid=loss-player][data-signature]", timeout=60_000
            )
            return page, frame

        yield open_slides


def has_scroll_bars(frame):
    return frame.evaluate("""() => [...document.querySelectorAll('*')].some((element) => {
      const { overflowX, overflowY } = getComputedStyle(element);
      const scrolls = (overflow) => ['auto', 'scroll'].includes(overflow);
      return (scrolls(overflowY) && element.scrollHeight > element.clientHeight + 1)
        || (scrolls(overflowX) && element.scrollWidth > element.clientWidth + 1);
    }) || document.documentElement.scrollHeight > innerHeight""")


@pytest.mark.parametrize(
    "theme", ["light", pytest.param("projector", marks=pytest.mark.slow)]
)
def test_a_frame_of_any_size_shows_a_figure_whole(open_slides, theme):
    page, frame = open_slides(f"{FIGURE}&theme={theme}", *SIZES[0])
    for size in SIZES:
        page.evaluate(
            """([width, height]) => {
              Object.assign(document.querySelector('iframe'), { width, height });
            }""",
            list(size),
        )
        page.wait_for_timeout(700)
        check_frame(frame, *size)


def check_frame(frame, width, height):
    assert not has_scroll_bars(frame)
    assert frame.evaluate(SMALLEST_TEXT) >= 11
    assert frame.evaluate(CUT) == []
    for gone in ("stSidebar", "stHeader", "stToolbar", "stStatusWidget", "stAppHeader"):
        assert not frame.locator(f"[data-testid={gone}]").is_visible()
    play = frame.get_by_role("button", name="Play (Space)").bounding_box()
    assert min(play["width"], play["height"]) >= 44
    plot = frame.locator("[data-testid=loss-plot]").bounding_box()
    assert plot["width"] == pytest.approx(plot["height"], abs=1.5)
    # The frame is at the corner of its page.
    assert min(plot["x"], plot["y"]) >= 0
    assert plot["x"] + plot["width"] <= width
    assert plot["y"] + plot["height"] <= height
    knobs = sum(frame.locator(".knob").nth(k).is_visible() for k in range(2))
    assert knobs == (2 if width >= 900 else 1 if width >= 560 else 0)
    assert frame.locator("[data-testid=time-plot]").is_visible() == (width >= 900)


@pytest.mark.parametrize(
    "query",
    [
        "&total=1",
        pytest.param("&m=linear", marks=pytest.mark.slow),
        pytest.param("&m=bdmm&p=mixed", marks=pytest.mark.slow),
        "&eps=7",
    ],
)
def test_any_state_fits_a_frame(open_slides, query):
    for width, height in ((960, 540), (480, 270)):
        _, frame = open_slides(f"?view=figure&p=concave{query}", width, height)
        assert not has_scroll_bars(frame)
        assert frame.evaluate(CUT) == []
        plot = frame.locator(".main .plot").bounding_box()
        below = frame.locator(".panel-knobs, .transport").filter(visible=True).first
        assert plot["y"] + plot["height"] <= below.bounding_box()["y"] + 0.5


def test_a_bad_address_is_a_small_sign_in_a_frame(open_slides):
    _, frame = open_slides(f"{FIGURE}&foo=1", 480, 270)
    notice = frame.locator("[data-testid=url-notice]")
    expect(notice).to_be_visible()
    assert notice.bounding_box()["width"] <= 40
    notice.get_by_role("button").first.click()
    expect(notice).to_contain_text("There is nothing called “foo”")


def test_it_plays_and_follows_the_hand_in_a_frame_at_another_origin_without_cookies(
    open_slides,
):
    page, frame = open_slides(FIGURE, 960, 540, 'sandbox="allow-scripts allow-same-origin"')
    # Set only now, so that it is certain that the app itself had none to begin with.
    names = {cookie["name"] for cookie in page.context.cookies()}
    assert names <= {"_streamlit_xsrf"}, names
    page.context.clear_cookies()
    before = signature(frame)
    press(frame, "epsilon", "ArrowLeft", times=5)
    wait_for_new_runs(frame, before)
    expect(sentence(frame)).to_contain_text("7 of 7 settled")
    frame.get_by_role("button", name="To the start (Home)").click()
    frame.get_by_role("button", name="Play (Space)").click()
    expect(player(frame)).to_have_attribute("data-state", "playing")


def test_the_server_lets_itself_be_framed(open_page, server):
    page = open_page(FIGURE)
    answer = page.request.get(server[0] + FIGURE)
    assert "x-frame-options" not in answer.headers
    assert "frame-ancestors" not in answer.headers.get("content-security-policy", "")


def test_keys_are_the_figures_only_while_it_has_the_focus(open_slides):
    page, frame = open_slides(FIGURE, 960, 540)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    assert player(frame).get_attribute("data-frame") == "200"
    assert page.evaluate("window.keys") == ["ArrowRight", "Home"]
    frame.locator("[data-testid=loss-plot]").click(position={"x": 250, "y": 60})
    page.keyboard.press("Home")
    expect(player(frame)).to_have_attribute("data-frame", "0")
    assert page.evaluate("window.keys") == ["ArrowRight", "Home"]


def test_escape_gives_the_keys_back_to_the_slides(open_slides):
    page, frame = open_slides(FIGURE, 960, 540)
    frame.locator("[data-testid=loss-plot]").click(position={"x": 250, "y": 60})
    page.keyboard.press("Home")
    expect(player(frame)).to_have_attribute("data-frame", "0")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("window.keys") == ["ArrowRight"]
    assert player(frame).get_attribute("data-frame") == "0"


def test_escape_in_a_number_box_gives_the_keys_back_too(open_slides):
    page, frame = open_slides(FIGURE, 960, 540)
    knob(frame, "epsilon").locator(".knob-number").click()
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("window.keys") == ["ArrowRight"]


def test_the_wheel_scrolls_the_page_around_unless_ctrl_is_held(open_slides):
    page, frame = open_slides(FIGURE, 960, 540)
    ranges = "() => document.querySelector('.chart')._fullLayout.xaxis.range.map(Number)"
    whole = frame.evaluate(ranges)
    page.keyboard.down("Control")
    # Before a browser knows what lies where in a frame, the wheel goes past it.
    for _ in range(20):
        page.mouse.move(200, 150)
        page.mouse.wheel(0, -100)
        page.wait_for_timeout(200)
        if frame.evaluate(ranges)[1] < whole[1]:
            break
    page.keyboard.up("Control")
    assert frame.evaluate(ranges)[1] < 0.95 * whole[1]
    assert page.evaluate("scrollY") == 0
    frame.get_by_role("button", name="Whole plot").click()
    frame.wait_for_function(f"() => ({ranges})()[1] > {0.99 * whole[1]}")
    page.mouse.move(200, 150)
    page.mouse.wheel(0, 300)
    page.wait_for_function("() => scrollY > 100")
    assert frame.evaluate(ranges) == pytest.approx(whole)


def test_the_wheel_scrolls_the_page_of_the_app_too(open_page):
    page = open_page("?view=lab", height=480)
    scrolled = "() => document.querySelector('[data-testid=stMain]').scrollTop"
    x, y = point(page, 1.2, 1.2)
    page.mouse.move(x, y)
    page.mouse.wheel(0, 200)
    page.wait_for_function(f"() => ({scrolled})() > 50")


def test_with_reduced_motion_nothing_moves_before_play(open_page):
    page = open_page(f"{FIGURE}&play=1", media={"reduced_motion": "reduce"})
    page.wait_for_timeout(500)
    assert player(page).get_attribute("data-state") == "paused"
    frame = player(page).get_attribute("data-frame")
    page.wait_for_timeout(300)
    assert player(page).get_attribute("data-frame") == frame
    page.get_by_role("button", name="Play (Space)").click()
    expect(player(page)).to_have_attribute("data-state", "playing")


def test_a_link_can_play_by_itself_once_it_is_in_sight(open_slides):
    # Long enough to be seen playing on a machine that has much else to do.
    _, frame = open_slides(f"{FIGURE}&play=1&steps=5000", 480, 270)
    expect(player(frame)).to_have_attribute("data-state", "playing")
    frame.wait_for_function(
        """() => {
          const { frame } = document.querySelector('.player').dataset;
          return frame > 0 && frame < 5000;
        }"""
    )


@pytest.mark.parametrize(
    "hidden", ["eps", pytest.param("delta", marks=pytest.mark.slow), "transport"]
)
def test_a_control_hidden_in_a_frame_takes_no_outcome_with_it(open_slides, hidden):
    _, frame = open_slides(f"{FIGURE}&hide={hidden}", 960, 540)
    expect(sentence(frame)).to_contain_text("7 of 7 settled")
    names = {"eps": "epsilon", "delta": "damping"}
    shown = {"epsilon", "damping"} - {names.get(hidden)}
    assert {
        k.get_attribute("data-testid")[5:] for k in frame.locator(".knob").all()
    } == shown
    play = frame.get_by_role("button", name="Play (Space)")
    assert play.is_visible() == (hidden != "transport")


def test_in_the_lesson_what_a_hidden_slider_says_stays(open_page):
    page = open_page("?view=lesson&hide=alpha")
    expect(knob(page, "alpha")).to_have_count(0)
    expect(page.locator("[data-testid=note-alpha]")).to_have_text(
        "4 at (0, 1) · 3 at (1, 0) · 0 between"
    )
    expect(note(page, "epsilon")).to_contain_text("7 of 7")


def test_a_frame_that_starts_without_any_size_shows_its_figure_later(open_slides):
    page, frame = open_slides(FIGURE, 480, 270)
    page.evaluate("document.querySelector('iframe').style.display = 'none'")
    page.wait_for_timeout(200)
    page.evaluate(
        "document.querySelector('iframe').style.cssText = 'width:800px;height:600px'"
    )
    plot = frame.locator("[data-testid=loss-plot]")
    frame.wait_for_function(
        "() => document.querySelector('[data-testid=loss-plot]').clientWidth > 300"
    )
    svg = plot.locator("svg.main-svg").first.bounding_box()
    assert svg["width"] == pytest.approx(plot.bounding_box()["width"], abs=2)


def test_a_finger_scrolls_the_page_over_the_plot_and_drags_the_line(open_page):
    page = open_page("?view=lab", width=393, height=851, has_touch=True, is_mobile=True)
    session = page.context.new_cdp_session(page)

    def swipe(start, end):
        def touch(kind, *points):
            touches = [{"x": across, "y": down} for across, down in points]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

        touch("touchStart", start)
        for part in (0.1, 0.2, 0.4, 0.6, 0.8, 1):
            touch(
                "touchMove", [a + part * (b - a) for a, b in zip(start, end, strict=True)]
            )
            page.wait_for_timeout(20)
        touch("touchEnd")

    x, y = point(page, 1.5, 1.9)
    swipe((x, y), (x, y - 120))
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stMain]').scrollTop > 50"
    )
    assert page.get_by_role("button", name="Whole plot").is_hidden()
    page.wait_for_timeout(500)
    before = signature(page)
    swipe(point(page, 1.5, 0.7), point(page, 1.5, 0.5))
    wait_for_new_runs(page, before)
    expect(sentence(page)).to_contain_text("ε = 0.5")


def test_a_mouse_zooms_only_where_nothing_else_is_dragged(open_page):
    page = open_page("?view=lab")
    drag(page, point(page, 1.5, 0.7), point(page, 1.5, 0.6))
    expect(page.get_by_role("button", name="Whole plot")).to_be_hidden()
    drag(page, point(page, 0.6, 1.6), point(page, 1.4, 0.9))
    expect(page.get_by_role("button", name="Whole plot")).to_be_visible()
    page.get_by_role("button", name="Whole plot").click()
    expect(page.get_by_role("button", name="Whole plot")).to_be_hidden()
