import pytest

pytestmark = pytest.mark.browser

SHARE = """
const { default: mount } = await import("/share.js");
const { shared } = await import("/shared.js");
const told = [];
const parentElement = document.body;
const setTriggerValue = (name, value) => told.push([name, value]);
const show = (label) => mount({ data: { label }, parentElement, setTriggerValue });
show("Share");
const { clock, selection } = shared();
clock.setSteps(100);
const button = document.querySelector("[data-testid=share]");
"""


def test_a_link_is_asked_for_at_the_step_that_is_shown(evaluate):
    script = """
    clock.goTo(0);
    clock.toggle();
    clock.advance(0.51);
    selection.pinned = 2;
    selection.pointed = 4;
    button.click();
    return [told, clock.playing];
    """
    assert evaluate(SHARE + script) == [[["asked", {"frame": 30, "pinned": 3}]], False]


def test_a_link_is_asked_for_without_a_run_where_none_is_pinned(evaluate):
    script = "clock.halves = true; clock.goTo(7.5); button.click(); return told;"
    assert evaluate(SHARE + script) == [["asked", {"frame": 7.5, "pinned": 0}]]


def test_there_is_one_button_however_often_it_is_shown(evaluate):
    script = """
    show("Teilen");
    button.click();
    return [document.querySelectorAll("button").length, button.textContent, told.length];
    """
    assert evaluate(SHARE + script) == [1, "Teilen", 1]


def test_a_run_that_is_pointed_at_is_lifted_before_one_that_is_pinned(evaluate):
    script = """
    return [[-1, -1], [-1, 3], [0, 3], [2, -1]].map(([pointed, pinned]) =>
      Object.assign(selection, { pointed, pinned }).lifted);
    """
    assert evaluate(SHARE + script) == [-1, 3, 0, 2]
