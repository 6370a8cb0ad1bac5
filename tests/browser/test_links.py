"""A link is the picture: copied, shared, reloaded, gone back to, or broken."""

import random
import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.browser.steps import (
    choose_method,
    knob,
    picture,
    player,
    query_of,
    sentence,
    signature,
    type_number,
    value,
    wait_for_new_runs,
    wait_for_query,
)

pytestmark = pytest.mark.browser

NOTICE = "[data-testid=url-notice]"
LAB = "?view=lab"


def random_address(seed):
    """An address that is good in every part, written without the app's own code."""
    draw = random.Random(seed)
    steps = draw.randint(20, 300)
    found = {
        "v": 1,
        "view": draw.choice(["lab", "lab", "figure", "lesson"]),
        "p": draw.choice(["convex", "concave", "mixed"]),
        "m": draw.choice(["linear", "dual", "hard_constraint_first", "bdmm", "mdmm"]),
        "alpha": round(draw.uniform(0.2, 5), 3),
        "eps": round(draw.uniform(0.1, 0.8), 3),
        "delta": round(draw.uniform(0, 30), 2),
        "lr": round(draw.uniform(0.005, 0.05), 4),
        "lrl": round(draw.uniform(0.1, 2), 3),
        "steps": steps,
        "n": draw.randint(1, 80),
        "seed": draw.randint(0, 99),
        "starts": draw.choice(
            ["seven", "one", "row", "grid", "random", "1.2,1.9;0.5,2;1.75,0.9"]
        ),
        "box": draw.randint(0, 1),
        "front": draw.randint(0, 1),
        "total": int(draw.random() < 0.2),
        "upper": draw.choice(["loss_1", "loss_2", "total"]),
        "lower": draw.choice(["loss_1", "total", "loss_2"]),
        "theme": draw.choice(["auto", "light", "dark", "projector"]),
        "f": draw.randint(0, steps),
        "pin": draw.choice([0, 1]),
    }
    if draw.random() < 0.3:
        found["hide"] = draw.choice(["seed,n", "alpha", "transport", "p,m,share"])
    return found


def check_round_trip(open_page, seed):
    asked = random_address(seed)
    first = open_page("?" + urlencode(asked))
    assert first.locator(NOTICE).is_hidden()
    shown = picture(first)
    for name, box in shown["knobs"]:
        key = {"epsilon": "eps", "damping": "delta", "learning_rate": "lr"}.get(name[5:])
        if key:
            assert float(box) == asked[key]
    if asked["view"] != "lesson":
        assert shown["player"]["frame"] == str(asked["f"])
        assert shown["player"]["frames"] == str(asked["steps"])
    address = first.url[first.url.index("?") :]
    assert picture(open_page(address)) == shown


@pytest.mark.parametrize("seed", range(2))
def test_a_link_opened_afresh_shows_the_same_picture(open_page, seed):
    check_round_trip(open_page, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 300))
def test_two_hundred_links_opened_afresh_show_the_same_pictures(open_page, seed):
    check_round_trip(open_page, seed)


def test_the_address_has_every_part_of_the_state_the_defaults_too(open_page):
    page = open_page(LAB)
    wait_for_query(page, view="lab")
    names = "v view p m theme upper lower alpha delta eps lr lrl n steps seed starts box "
    assert {*names.split(), "front", "total", "play", "f"} <= set(query_of(page))


def test_what_a_person_does_is_in_the_address(open_page):
    page = open_page(LAB)
    type_number(page, "epsilon", 0.5)
    wait_for_query(page, eps="0.5")
    choose_method(page, "BDMM")
    wait_for_query(page, m="bdmm")
    page.get_by_text("Convex", exact=True).click()
    wait_for_query(page, p="convex")
    page.get_by_text("Show the true front").click()
    wait_for_query(page, front="0")
    page.get_by_role("slider", name="Step", exact=True).fill("57")
    wait_for_query(page, f="57")
    page.get_by_role("button", name="Look").click()
    page.get_by_role("combobox", name="Theme").click()
    page.get_by_role("option", name="Dark").click()
    wait_for_query(page, theme="dark")


def test_a_reload_shows_the_same_picture(open_page):
    page = open_page(LAB)
    before = signature(page)
    type_number(page, "epsilon", 0.5)
    wait_for_new_runs(page, before)
    page.get_by_role("slider", name="Step", exact=True).fill("31")
    wait_for_query(page, eps="0.5", f="31")
    shown = picture(page)
    page.reload()
    page.wait_for_selector("[data-testid=loss-player][data-signature]")
    assert picture(page) == shown


def test_back_and_forward_go_from_view_to_view_and_keep_the_values(open_page):
    page = open_page(LAB)
    before = signature(page)
    type_number(page, "epsilon", 0.45)
    wait_for_new_runs(page, before)
    wait_for_query(page, eps="0.45")
    page.get_by_text("The lesson", exact=True).click()
    wait_for_query(page, view="lesson", eps="0.45")
    expect(player(page)).to_have_attribute("data-panels", "2")
    page.go_back()
    expect(player(page)).to_have_attribute("data-panels", "1")
    wait_for_query(page, view="lab", eps="0.45")
    assert value(page, "epsilon") == 0.45
    page.go_forward()
    expect(player(page)).to_have_attribute("data-panels", "2")
    wait_for_query(page, view="lesson", eps="0.45")


def test_another_page_and_back_keeps_values_and_address(open_page):
    page = open_page(LAB)
    before = signature(page)
    type_number(page, "damping", 17)
    type_number(page, "epsilon", 0.45)
    wait_for_new_runs(page, before)
    wait_for_query(page, delta="17", eps="0.45")
    expect(sentence(page)).to_contain_text("ε = 0.45, δ = 17")
    shown, address = picture(page), query_of(page)
    page.get_by_role("link", name="Sources").click()
    page.get_by_role("heading", name="Sources and notation").wait_for()
    wait_for_query(page, delta="17", eps="0.45")
    page.go_back()
    page.wait_for_selector("[data-testid=loss-player][data-signature]")
    wait_for_query(page, delta="17", eps="0.45")
    expect(sentence(page)).to_contain_text("ε = 0.45, δ = 17")
    assert picture(page) == shown
    assert query_of(page) == address


def test_another_page_opened_first_hands_the_state_on(open_page):
    page = open_page(
        "About?v=1&view=lab&p=convex&eps=0.4&theme=dark", wait="text=Sources and"
    )
    page.get_by_role("link", name="The Lab").click()
    page.wait_for_selector("[data-testid=loss-player][data-signature]")
    wait_for_query(page, p="convex", eps="0.4", theme="dark", view="lab")
    assert value(page, "epsilon") == 0.4
    expect(sentence(page)).to_contain_text("on the convex front, ε = 0.4")


HOSTILE = [
    ("eps=7", ["ε", "7", "3"]),
    ("eps=abc", ["ε", "abc", "0.7"]),
    ("eps=NaN", ["ε", "NaN"]),
    ("eps=1e999", ["ε", "1e999"]),
    ("eps=", ["ε"]),
    ("eps=0.4&eps=0.5", ["eps", "0.4"]),
    ("m=nope", ["Method", "nope", "mdmm"]),
    ("p=%3Cscript%3Ealert(1)%3C/script%3E", ["Problem", "<script>"]),
    ("steps=-1", ["steps", "-1", "1"]),
    ("steps=12.7", ["steps", "12.7", "12"]),
    ("steps=99999999", ["steps", "5000"]),
    ("seed=-3", ["seed", "-3"]),
    ("n=0", ["starts", "1"]),
    ("starts=0.1,0.1", ["0.1"]),
    ("starts=1.5,1.5;x,y;2", ["x,y"]),
    ("starts=" + ";".join(["1.5,1.5"] * 70), ["64"]),
    ("f=9999", ["9999", "400"]),
    ("f=x", ["x"]),
    ("pin=1.5", ["1.5"]),
    ("view=cinema", ["view", "cinema"]),
    ("theme=pink", ["Theme", "pink"]),
    ("hide=everything", ["everything"]),
    ("box=maybe", ["box", "maybe"]),
    ("v=9", ["9", "1"]),
    ("foo=1", ["foo"]),
    ("__proto__=1&constructor=2", ["__proto__"]),
    ("eps=" + "9" * 3000, ["eps", "1000"]),
    ("p=%00%ff%fe&m=%F0%9F%92%A9", ["Problem"]),
    ("&".join(f"x{k}={k}" for k in range(200)), ["128"]),
]


# As a person who goes back and forward: of all that an address leads to, only the page
# itself is not loaded again, which takes seconds.
WENT = """address => {
  history.pushState(null, '', address);
  dispatchEvent(new PopStateEvent('popstate'));
}"""


def test_every_bad_address_gives_a_picture_and_exactly_one_notice(open_page):
    page = open_page(LAB)
    root = page.url.partition("?")[0]
    for place, (address, said) in enumerate(HOSTILE):
        whole = f"{root}?{address}" if "view=" in address else f"{root}?view=lab&{address}"
        if place % 6:
            page.evaluate(WENT, whole)
        else:
            page.goto(whole)
        page.wait_for_selector("[data-testid=loss-player][data-signature]")
        for part in said:
            expect(page.locator(NOTICE)).to_contain_text(part, use_inner_text=True)
        expect(page.locator(NOTICE)).to_have_count(1)
        # A player that takes the place of another has no runs for a moment.
        expect(player(page)).to_have_attribute("data-runs", re.compile(r"^[1-9]"))
        assert page.locator("[data-testid=stException]").count() == 0
    page.get_by_role("button", name="Dismiss this notice").click()
    expect(page.locator(NOTICE)).to_be_hidden()


def test_a_dismissed_notice_stays_away(open_page):
    page = open_page("?view=lab&foo=1")
    page.get_by_role("button", name="Dismiss this notice").click()
    expect(page.locator(NOTICE)).to_be_hidden()
    before = signature(page)
    type_number(page, "epsilon", 0.5)
    wait_for_new_runs(page, before)
    expect(page.locator(NOTICE)).to_be_hidden()


def test_a_comma_for_the_point_needs_no_notice(open_page):
    page = open_page("?view=lab&eps=0,6")
    assert value(page, "epsilon") == 0.6
    assert page.locator(NOTICE).is_hidden()


def test_a_control_that_a_link_hides_is_gone_and_its_outcome_is_not(open_page):
    page = open_page("?view=lab&hide=eps,p,m,transport,share,starts")
    expect(knob(page, "epsilon")).to_have_count(0)
    expect(page.get_by_role("combobox", name="Method")).to_have_count(0)
    expect(page.get_by_test_id("share")).to_have_count(0)
    assert page.get_by_role("button", name="Play (Space)").is_hidden()
    assert page.locator("[data-testid=bound-line]").is_hidden()
    expect(sentence(page)).to_contain_text("7 of 7 settled")
    page.get_by_role("tab", name="Outcome").click()
    expect(page.locator("table.runs tbody tr")).to_have_count(7)
