"""The Lab: choices, numbers, advice, verdicts, and bad input."""

import re

import pytest
from playwright.sync_api import expect

from optimizers import OPTIMIZERS
from optimizers.base import hyperparameters
from tests.browser.steps import (
    choose_method,
    knob,
    note,
    number,
    player,
    sentence,
    signature,
    type_number,
    value,
    wait_for_new_runs,
    wait_for_query,
)
from toy_problems import PROBLEMS

pytestmark = pytest.mark.browser


def choose_starts(page, label):
    page.get_by_role("combobox", name="Starts").click()
    page.get_by_role("option", name=label, exact=True).click()


def test_a_session_through_every_problem_and_method_shows_its_controls_and_is_silent(
    open_lab, server
):
    page = open_lab()
    page.get_by_text("Rates, steps, noise").click()
    for place, problem in enumerate(PROBLEMS.values()):
        page.get_by_text(problem.label, exact=True).click()
        # Each method once, in as many problems as there are.
        for method in list(OPTIMIZERS.values())[place :: len(PROBLEMS)]:
            choose_method(page, method.label)
            words = f"{method.label} on the {problem.label.lower()} front"
            expect(sentence(page)).to_contain_text(words, timeout=20_000)
            expect(page.locator("table.runs tbody tr")).to_have_count(7)
            alt = page.locator("[data-testid=loss-plot] .chart")
            expect(alt).to_have_attribute("aria-label", re.compile(re.escape(words)))
            assert "nan" not in page.locator(".stApp").inner_text().lower()
            expected = {*hyperparameters(method), "num_steps", "noise", "jitter"}
            expect(page.locator(".knob")).to_have_count(len(expected))
            knobs = page.locator(".knob").all()
            assert {k.get_attribute("data-testid")[5:] for k in knobs} == expected
    log = server[1].read_text()
    assert not re.search(r"warn|error|exception|traceback", log, re.IGNORECASE), log


def test_several_weights_stand_for_the_one_until_they_are_taken_away(open_page):
    page = open_page("?view=lab&p=convex&m=linear&starts=one&sigma=0.01&seed=3")
    expect(sentence(page)).to_contain_text("α = 1, σ = 0.01")
    expect(knob(page, "seed")).to_have_count(1)
    box = page.get_by_role("textbox", name="Several α at once")
    box.fill("0.2, 0.5, 1, 2, 4")
    box.press("Enter")
    expect(sentence(page)).to_contain_text("α = 0.2 / 0.5 / 1 / 2 / 4, σ = 0.01")
    expect(page.locator("table.runs tbody tr")).to_have_count(5)
    expect(knob(page, "alpha")).to_have_count(0)
    wait_for_query(page, weights="0.2,0.5,1,2,4", sigma="0.01")
    # What is no weight is named, and changes nothing; the text is still there to mend.
    box.fill("0.2, much")
    box.press("Enter")
    expect(page.get_by_text("Found “much”; kept what there was.")).to_be_visible()
    expect(box).to_have_value("0.2, much")
    expect(sentence(page)).to_contain_text("α = 0.2 / 0.5 / 1 / 2 / 4")
    box.fill("")
    box.press("Enter")
    expect(sentence(page)).to_contain_text("α = 1, σ = 0.01")
    expect(knob(page, "alpha")).to_have_count(1)


def test_a_hidden_control_keeps_its_value(open_lab):
    page = open_lab()
    before = signature(page)
    type_number(page, "damping", 17)
    wait_for_new_runs(page, before)
    choose_method(page, "Weighted sum")
    expect(knob(page, "damping")).to_have_count(0)
    choose_method(page, "MDMM")
    expect(knob(page, "damping")).to_have_count(1)
    assert value(page, "damping") == 17


def test_haste_changes_nothing_that_was_not_touched(open_page):
    page = open_page()
    page.get_by_text("The Lab", exact=True).click()
    # Before the first runs of the Lab have come, so that each number cuts a run short.
    knob(page, "damping").wait_for()
    for damping in (17, 12, 9):
        type_number(page, "damping", damping)
    expect(sentence(page)).to_contain_text("MDMM on the concave front, ε = 0.7, δ = 9,")
    assert page.get_by_role("combobox", name="Method").input_value() == "MDMM"


def test_a_number_of_runs_typed_in_haste_leaves_the_starts_as_they_were_chosen(open_lab):
    page = open_lab()
    for attempt in range(3):
        choose_starts(page, "Random")
        type_number(page, "num_runs", 20 + attempt)
        expect(player(page)).to_have_attribute("data-runs", str(20 + attempt))
        choose_starts(page, "The seven of the sources")
        expect(player(page)).to_have_attribute("data-runs", "7")


BAD = [
    ("abc", 0.7, "ε should be a number from -1 to 3. Found “abc”; kept 0.7."),
    ("NaN", 0.7, "Found “NaN”; kept 0.7."),
    ("inf", 0.7, "Found “inf”; kept 0.7."),
    ("1e999", 0.7, "Found “1e999”; kept 0.7."),
    ("", 0.7, "Found “”; kept 0.7."),
    ("<b>1</b>", 0.7, "Found “<b>1</b>”; kept 0.7."),
    ("7", 3, "ε should be from -1 to 3. Found 7; took 3."),
    ("-9", -1, "ε should be from -1 to 3. Found -9; took -1."),
]


def test_bad_input_gives_the_nearest_good_value_and_says_so(open_lab):
    page = open_lab()
    for typed, taken, words in BAD:
        type_number(page, "epsilon", typed)
        expect(note(page, "epsilon")).to_contain_text(words)
        assert value(page, "epsilon") == taken
        expect(player(page)).to_have_attribute("data-state", "paused")
        assert number(page, "runs") == 7


def test_a_comma_is_a_point_and_the_notice_goes_when_the_value_is_good(open_lab):
    page = open_lab()
    type_number(page, "epsilon", "x")
    expect(note(page, "epsilon")).to_contain_text("Found “x”")
    type_number(page, "epsilon", "0,5")
    expect(note(page, "epsilon")).to_have_text("")
    assert value(page, "epsilon") == 0.5
    expect(sentence(page)).to_contain_text("(0.866, 0.500)")


def test_says_at_the_slider_that_a_bound_is_infeasible_or_inactive(open_lab):
    page = open_lab()
    for epsilon, words in ((-0.1, "No run can get there"), (1.2, "Room to spare")):
        type_number(page, "epsilon", epsilon)
        expect(sentence(page)).to_contain_text(f"ε = {epsilon}")
        expect(note(page, "epsilon")).to_contain_text(words)
    type_number(page, "epsilon", 0.7)
    expect(note(page, "epsilon")).to_have_text("")


def test_marks_the_least_damping_that_settles(open_lab):
    page = open_lab()
    mark = knob(page, "damping").locator(".knob-mark")
    said = {0.7: "needs δ > 3.75", 0.5: "needs δ > 2.54", 0.9: "Too little"}
    for epsilon, words in said.items():
        type_number(page, "epsilon", epsilon)
        expect(note(page, "damping")).to_contain_text(words)
        expect(mark).to_have_count(1)
        threshold = 1 + (1 - epsilon**2) ** -1.5
        found = float(mark.get_attribute("data-value"))
        assert found == pytest.approx(threshold, abs=1e-3)


def test_too_little_damping_is_said_beforehand_and_seen_afterwards(open_lab):
    page = open_lab()
    type_number(page, "damping", 2)
    expect(note(page, "damping")).to_contain_text("runs settle only for δ > 3.75")
    expect(sentence(page)).not_to_contain_text("settled")


def test_starts_one_row_grid_and_random(open_lab):
    page = open_lab()
    for label, runs in (
        ("One, at losses (1.5, 1.5)", 1),
        ("A row along the front", 49),
        ("A grid", 49),
        ("Random", 49),
        ("The seven of the sources", 7),
    ):
        choose_starts(page, label)
        expect(player(page)).to_have_attribute("data-runs", str(runs))
    choose_starts(page, "Random")
    type_number(page, "num_runs", 1000)
    expect(player(page)).to_have_attribute("data-runs", "1000")
    before = signature(page)
    type_number(page, "seed", 5)
    wait_for_new_runs(page, before)


def test_very_many_runs_are_given_fewer_steps_and_told_so(open_lab):
    page = open_lab()
    choose_starts(page, "Random")
    type_number(page, "num_runs", 9999)
    expect(player(page)).to_have_attribute("data-runs", "4096", timeout=20_000)
    expect(note(page, "num_runs")).to_contain_text("Found 9999; took 4096")
    assert number(page, "frames") == 244


def test_a_diverging_run_is_named_and_the_page_lives(open_lab):
    page = open_lab()
    page.get_by_text("Rates, steps, noise").click()
    type_number(page, "learning_rate", 10)
    expect(sentence(page)).to_contain_text("diverged")
    before = signature(page)
    type_number(page, "learning_rate", 0.02)
    wait_for_new_runs(page, before)
    expect(sentence(page)).to_contain_text("7 of 7 settled")


def test_the_split_of_a_mixed_front(open_lab):
    page = open_lab()
    page.get_by_text("Mixed", exact=True).click()
    choose_method(page, "Weighted sum")
    expect(sentence(page)).to_contain_text("Weighted sum on the mixed front")
    choose_starts(page, "A row along the front")
    expect(sentence(page)).to_contain_text(
        "25 of 49 settled on the front at (0.500, 0.500)"
    )
    expect(sentence(page)).to_contain_text("12 at (0.000, 1.000), 12 at (1.000, 0.000)")
