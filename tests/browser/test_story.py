"""The story by hand: by keys alone, by clicks on the plot, by a class, and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PLAYER
from tests.browser.steps import (
    STORY_PICTURE,
    number,
    player,
    point,
    query_of,
    wait_for_query,
)
from ui.story.chapters import CHAPTERS
from ui.words import say, section

pytestmark = pytest.mark.browser

SHOW, SKIP, NEXT = (say(f"story.{name}") for name in ("show", "skip", "next"))
# Presses of Tab after which a reader gives up, from the top of the page.
PATIENCE = 45
FOCUSED = """() => {
  const { activeElement: at } = document;
  const choice = at.closest('[data-testid=stButtonGroup]');
  const first = document.querySelector('[data-testid=stButtonGroup]');
  return {
    name: (at.ariaLabel || at.textContent.trim()).slice(0, 40),
    isAnswer: Boolean(at.closest('.st-key-story-ask')) && (
      at.type === 'range' || at.getAttribute('role') === 'slider' ||
      (at.getAttribute('role') === 'radio' && choice !== first)
    ),
    isOption: at.getAttribute('role') === 'radio',
  };
}"""


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def title(page):
    return page.locator(".st-key-story-ask h2")


def told(page):
    return page.locator(".told[role=status]")


def tab_to(page, is_wanted):
    """Press Tab until what has the focus is what a reader looks for."""
    for _ in range(PATIENCE):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if is_wanted(found):
            return found
    raise AssertionError("Tab never came there.")


def expect_in_plot(page, *words):
    expect(page.locator(".annotation-text")).to_have_text(list(words))


def test_a_reader_with_the_keyboard_alone_gets_to_the_end(open_page):
    page = open_page("Story", wait=STORY_PICTURE, media={"reduced_motion": "reduce"})
    for one, chapter in enumerate(CHAPTERS, 1):
        expect(title(page)).to_have_text(say(f"chapters.{chapter.name}_title"))
        expect(button(page, SHOW)).to_be_disabled()
        found = tab_to(page, lambda found: found["isAnswer"])
        page.keyboard.press("Space" if found["isOption"] else "ArrowRight")
        expect(button(page, SHOW)).to_be_enabled()
        tab_to(page, lambda found: found["name"] == SHOW)
        page.keyboard.press("Enter")
        expect(told(page)).to_contain_text(re.compile("^(You said|Right)"))
        tab_to(page, lambda found: found["name"] == NEXT)
        page.keyboard.press("Enter")
        wait_for_query(page, ch=str(one + 1))
    expect(page.get_by_text("The end. 9 of 9 answered.")).to_be_visible()
    rows = page.get_by_role("table", name=say("story.table")).get_by_role("row")
    expect(rows).to_have_count(1 + len(CHAPTERS))
    answers = query_of(page)["ans"].split(",")
    assert [answer.partition(":")[0] for answer in answers] == [
        chapter.name for chapter in CHAPTERS
    ]


def test_a_prediction_is_asked_before_it_is_shown_and_drawn_beside_what_is(open_page):
    page = open_page("Story?ch=2", wait=STORY_PICTURE)
    expect(button(page, SHOW)).to_be_disabled()
    expect(told(page)).to_be_empty()
    assert number(page, "frames") == 0
    page.get_by_role("radio", name="3", exact=True).last.click()
    expect(button(page, SHOW)).to_be_enabled()
    box = page.locator("[data-testid=loss-plot]").bounding_box()
    button(page, SHOW).click()
    expect(told(page)).to_contain_text("You said 3. It is 0.")
    # It plays from the start, where it stands, and nothing else jumps.
    expect(player(page)).to_have_attribute("data-state", "playing")
    button(page, section("player")["last"]).click()
    assert number(page, "frame") == number(page, "frames") == 400
    assert page.locator("[data-testid=loss-plot]").bounding_box() == box
    expect_in_plot(page, "You: 3It is: 0")
    wait_for_query(page, ch="2", ans="clusters:3")


def test_progress_comes_back_with_the_link(open_page, server):
    page = open_page("Story?ch=5&ans=clusters:3,dual:4", wait=STORY_PICTURE)
    expect(told(page)).to_contain_text("Right: 4. It is 4.")
    expect(page.get_by_text("Chapter 5 of 9. 2 answered.")).to_be_visible()
    # Nothing plays that nobody has just asked for.
    assert number(page, "frame") == number(page, "frames")
    page.get_by_role("radio", name="2", exact=True).first.click()
    expect(told(page)).to_contain_text("You said 3. It is 0.")
    wait_for_query(page, ch="2")
    assert "f" not in query_of(page)
    page.reload()
    expect(told(page)).to_contain_text("You said 3. It is 0.")
    button(page, say("story.open")).click()
    page.wait_for_selector(f"[data-panels='1']{PLAYER}")
    wait_for_query(page, view="lab", m="linear", alpha="1", ans="clusters:3,dual:4")
    page.get_by_role("link", name=say("pages.story"), exact=True).click()
    expect(told(page)).to_contain_text("You said 3. It is 0.")


def test_a_click_on_the_plot_is_a_prediction(open_page):
    page = open_page("Story?ch=8", wait=STORY_PICTURE)
    page.mouse.click(*point(page, 0.6, 0.8))
    slider = page.get_by_role("slider", name=say("chapters.mdmm_question"))
    expect(slider).to_have_value("0.8")
    expect(button(page, SHOW)).to_be_enabled()
    expect_in_plot(page, "You: (0.60, 0.80)")
    button(page, SHOW).click()
    expect(told(page)).to_contain_text("You said (0.60, 0.80). It is (0.92, 0.40).")
    # It is too late for another one.
    page.mouse.click(*point(page, 0.8, 0.6))
    page.wait_for_timeout(500)
    wait_for_query(page, ans="mdmm:0.8")


def test_a_class_raises_its_hands(open_page):
    page = open_page("Story?ch=3&story=present", wait=STORY_PICTURE)
    rows = page.locator(".hands-row")
    expect(rows).to_have_count(2)
    expect(button(page, SHOW)).to_be_disabled()
    yes = page.get_by_role("button", name="One hand more for Yes")
    for _ in range(3):
        yes.click()
    no = page.get_by_role("spinbutton", name="Hands for No")
    no.fill("12")
    no.press("Enter")
    wait_for_query(page, votes="curves:3;12", story="present")
    widths = [row.locator(".hands-bar span").bounding_box()["width"] for row in rows.all()]
    assert widths[0] == pytest.approx(widths[1] / 4, rel=0.02)
    button(page, SHOW).click()
    expect(told(page)).to_contain_text("It is No: 12 of 15 hands.")
    expect(page.locator(".hands-right")).to_contain_text("No")
    page.reload()
    expect(no).to_have_value("12")
    expect(told(page)).to_contain_text("It is No: 12 of 15 hands.")


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (393, 851)])
def test_question_and_plot_are_in_sight_together(open_page, width, height):
    page = open_page("Story?ch=2", wait=STORY_PICTURE, width=width, height=height)
    shown = page.get_by_text(say("chapters.clusters_question")).first
    options = page.get_by_role("radio", name="7", exact=True).last
    plot = page.locator("[data-testid=loss-plot]")
    for locator in (shown, options, button(page, SHOW), plot):
        box = locator.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height
        assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    button(page, SKIP).click()
    expect(told(page)).to_contain_text("It is 0.")
    below = told(page).bounding_box()["y"] - plot.bounding_box()["y"]
    # On a phone the plot stays beside its question, and what is said comes below it.
    assert (below > plot.bounding_box()["height"]) == (width < 640)
    wait_for_query(page, ans="clusters:-")
