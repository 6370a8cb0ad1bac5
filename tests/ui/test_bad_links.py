"""Addresses that someone mistyped or cut short."""

from dataclasses import replace

import pytest

from ui.link import read
from ui.presets import PRESETS
from ui.state import State

LAB = replace(State(), view="lab")

# Key and value, which part of the state it is about and what that is then, and what the
# notice says was found and was taken.
MENDED = [
    ("eps=7", "epsilon", 3, ["ε", "Found 7", "took 3"]),
    ("eps=-7", "epsilon", -1, ["ε", "Found -7", "took -1"]),
    ("eps=abc", "epsilon", 0.7, ["ε", "Found “abc”", "kept 0.7"]),
    ("eps=", "epsilon", 0.7, ["ε", "Found “”", "kept 0.7"]),
    ("eps=NaN", "epsilon", 0.7, ["ε", "Found “NaN”", "kept 0.7"]),
    ("eps=inf", "epsilon", 0.7, ["ε", "Found “inf”", "kept 0.7"]),
    ("eps=1e999", "epsilon", 0.7, ["ε", "Found “1e999”", "kept 0.7"]),
    ("eps=0.3&eps=0.5", "epsilon", 0.3, ["eps", "took “0.3”, the first"]),
    ("eps=0.3&epsilon=0.5", "epsilon", 0.3, ["eps", "took “0.3”, the first"]),
    ("eps=%3Cscript%3E", "epsilon", 0.7, ["ε", "Found “<script>”", "kept 0.7"]),
    (f"eps={'7' * 3000}", "epsilon", 0.7, ["eps", "1000 characters", "left out"]),
    ("alpha=-1", "alpha", 0, ["α", "Found -1", "took 0"]),
    ("delta=1e6", "damping", 1000, ["δ", "Found 1000000", "took 1000"]),
    ("lr=100", "learning_rate", 10, ["η", "Found 100", "took 10"]),
    ("lrl=-3", "multiplier_rate", 0, ["η_λ", "Found -3", "took 0"]),
    ("m=nope", "optimizer", "mdmm", ["Method", "bdmm", "Found “nope”", "kept mdmm"]),
    ("p=wild", "problem", "concave", ["Problem", "convex", "Found “wild”", "kept concave"]),
    ("starts=many", "starts", "seven", ["Starts", "grid", "Found “many”", "kept seven"]),
    ("starts=custom", "starts", "seven", ["At least one start", "kept those"]),
    ("theme=pink", "theme", "auto", ["projector", "Found “pink”", "kept auto"]),
    ("view=kiosk", "view", "lesson", ["figure", "Found “kiosk”", "kept lesson"]),
    ("upper=gain", "upper_series", "loss_2", ["Found “gain”", "kept loss_2"]),
    ("steps=12.7", "num_steps", 12, ["steps", "Found 12.7", "took 12"]),
    ("steps=-1", "num_steps", 1, ["steps", "Found -1", "took 1"]),
    ("steps=99999", "num_steps", 5000, ["steps", "Found 99999", "took 5000"]),
    ("n=0", "num_runs", 1, ["number of starts", "Found 0", "took 1"]),
    ("seed=-5", "seed", 0, ["seed", "Found -5", "took 0"]),
    ("f=900", "frame", 400, ["step", "Found 900", "took 400"]),
    ("f=-2", "frame", 0, ["step", "Found -2", "took 0"]),
    ("f=3.7", "frame", 3.5, ["step", "Found 3.7", "took 3.5"]),
    ("f=3.7&m=linear", "frame", 3, ["step", "Found 3.7", "took 3"]),
    ("f=end", "frame", None, ["step", "Found “end”", "took the last"]),
    ("pin=-1", "pinned", 0, ["run", "Found “-1”", "took none"]),
    ("pin=1.5", "pinned", 0, ["run", "Found “1.5”", "took none"]),
    ("pin=99999", "pinned", 0, ["run", "Found “99999”", "took none"]),
    ("play=maybe", "play", False, ["play", "Found “maybe”", "took 0"]),
    ("box=2", "keep_in_domain", True, ["box", "Found “2”", "took 1"]),
    ("hide=eps,wings", "hidden", ("epsilon",), ["hide", "delta", "Found “wings”"]),
    ("page=nowhere", "view", "lesson", ["nothing called “page”", "left out"]),
    ("v=9&eps=0.5", "epsilon", 0.5, ["version 1", "Found v = “9”", "took what is known"]),
    (
        "fig=mdmm-concav",
        "numbers",
        read("fig=mdmm-concave").state.numbers,
        ["mdmm-concave"],
    ),
]


@pytest.mark.parametrize(("address", "name", "taken", "words"), MENDED)
def test_what_was_found_is_said_and_what_was_taken_instead(address, name, taken, words):
    reading = read(address)
    number = name in dict(State().numbers)
    assert (reading.state[name] if number else getattr(reading.state, name)) == taken
    assert len(reading.notices) == 1
    for said in words:
        assert said in reading.notice()


@pytest.mark.parametrize(
    "address", ["eps=.7", "eps=7e-1", "eps=0,7", "eps=%2B.7", "eps=0.70"]
)
def test_a_number_may_be_written_in_many_ways(address):
    assert read(address) == (LAB, ())


@pytest.mark.parametrize(
    ("found", "taken"),
    [("mdmm-concavv", "mdmm-concave"), ("MDMM-MIXED", "mdmm-mixed"),
     ("dual_convex", "dual-convex"), ("total-hide", "total-hides")],
)  # fmt: skip
def test_a_figure_that_is_not_there_is_the_one_with_the_closest_name(found, taken):
    reading = read(f"fig={found}")
    assert reading.state == read(f"fig={taken}").state
    assert reading.notices == (
        f"There is no figure “{found}”; took {taken}, whose name is closest.",
    )


@pytest.mark.parametrize("found", ["", "zzz", "<script>", "損失", "x" * 1000])
def test_some_figure_is_taken_whatever_the_name(found):
    reading = read({"fig": [found]})
    assert reading.state in [read(preset.query).state for preset in PRESETS.values()]
    assert len(reading.notices) == 1


def test_a_bad_part_of_the_starts_leaves_the_good_ones():
    reading = read("starts=1.2,1.9;oops;0.1,0.1;0.5,2")
    assert reading.state.custom_starts == ((1.2, 1.9), (0.5, 2.0))
    assert "Start 2 should be two losses" in reading.notice()
    assert "the losses (0.1, 0.1)" in reading.notice()


def test_starts_and_steps_are_judged_by_what_comes_after_them_in_the_address():
    # This pair is beyond the convex front and below the concave one.
    assert read("starts=0.4,0.5&p=convex").notices == ()
    assert read("p=concave&starts=0.4,0.5").state.starts == "seven"
    assert read("f=900&steps=1000").notices == ()
    assert read("f=245&n=4096&starts=grid").state.frame == 244


def test_a_notice_quotes_little_of_what_was_found():
    said = read(f"eps={'x' * 900}&{'k' * 900}=1").notice()
    assert f"“{'x' * 39}…”" in said
    assert f"“{'k' * 39}…”" in said
