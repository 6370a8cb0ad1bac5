import re
from dataclasses import replace

import numpy as np
import pytest

from exports.script import PICTURE, has_listing, script
from optimizers import OPTIMIZERS
from tests.exports.conftest import check_picture
from ui import compute
from ui.link import read


def test_the_script_runs_and_draws_what_the_app_shows(given, run_pieces, tmp_path):
    state = read(given).state
    names, printed = run_pieces(script(state))
    check_picture(names, state)
    ends = [list(map(float, line.split()[2:])) for line in printed.splitlines()]
    expected = compute.batch(state).run.losses[:, -1]
    np.testing.assert_allclose(ends, expected, rtol=0, atol=1e-6)
    assert (tmp_path / PICTURE).read_bytes().startswith(b"\x89PNG")


def drawn(query, run_pieces):
    state = read(query).state
    names, _ = run_pieces(script(state))
    return state, names, check_picture(names, state)


def test_front_and_bound_are_drawn_where_the_app_has_them(run_pieces):
    _, names, lines = drawn("p=convex&m=mdmm&eps=0.3&starts=one&steps=40", run_pieces)
    # The circle about (1, 1), and a level line.
    front = [line for line in lines if len(line) == 161]
    assert len(front) == 1
    np.testing.assert_allclose(((front[0] - 1) ** 2).sum(axis=1), 1)
    np.testing.assert_allclose(front[0][[0, -1]], [[0, 1], [1, 0]], atol=1e-12)
    assert any(len(line) == 2 and (line[:, 1] == 0.3).all() for line in lines)
    assert names["axes"].get_title() == "MDMM, convex front: ε = 0.3, δ = 10"
    assert names["axes"].get_xlim() == (0, 2)


def test_a_hidden_front_stays_hidden_and_a_sum_has_no_bound(run_pieces):
    _, names, lines = drawn("p=convex&m=linear&starts=one&steps=40&front=0", run_pieces)
    # The run, and its end.
    assert sorted(map(len, lines)) == [1, 41]
    assert names["axes"].get_legend() is None


def test_only_the_step_that_is_shown_is_drawn(run_pieces):
    _, names, lines = drawn("p=convex&m=bdmm&starts=one&steps=40&f=12.5", run_pieces)
    assert names["shown"] == 12
    assert max(len(line) for line in lines if len(line) != 161) == 13


def test_a_run_that_diverges_is_drawn_until_then(run_pieces):
    state = read("fig=wrong-sign").state
    names, _ = run_pieces(script(state))
    losses = compute.batch(state).run.losses
    finite = np.isfinite(names["paths"])
    assert not finite[-1].any()
    assert np.nanmax(names["paths"]) < 1e6
    np.testing.assert_allclose(names["paths"][:5], np.moveaxis(losses, 1, 0)[:5], atol=1e-6)


def test_all_runs_are_in_it_however_many():
    text = script(read("p=mixed&m=linear&starts=random&n=300&weights=1,2&steps=5").state)
    assert len(re.findall(r"^    \[\d\S+, \S+\],$", text, re.MULTILINE)) == 300
    assert "of 600 runs" not in text


@pytest.mark.parametrize(
    "link",
    ["https://a.org/?v=1\nimport os", "https://a.org/?v=1\r\nprint('x')\x0b\x85\u2028y"],
)
def test_a_link_cannot_put_code_into_the_script(link):
    plain = script(read("fig=mdmm-convex").state, "https://a.org/?v=1")
    text = script(read("fig=mdmm-convex").state, link)
    assert len(text.splitlines()) == len(plain.splitlines())
    assert "# The picture: https://a.org/?v=1%0" in text
    assert "# The picture: https://a.org/?v=1\n" in plain


def test_what_has_no_listing_has_no_script(monkeypatch):
    state = replace(read("fig=mdmm-convex").state, optimizer="bdmm")
    assert has_listing(state)
    monkeypatch.setattr(OPTIMIZERS["bdmm"], "listing", "")
    assert not has_listing(state)
    assert script(state) == ""
