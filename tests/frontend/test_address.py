from itertools import pairwise
from urllib.parse import parse_qsl

import pytest

pytestmark = pytest.mark.browser

FULL = """
const { fullQuery } = await import("/address.js");
history.replaceState(null, "", given.before || "/");
return fullQuery(given.query, { position: given.position, pinned: given.pinned });
"""


@pytest.fixture
def full(evaluate):
    """Parameters of an address, in order."""

    def full(before="", query="p=concave&e=0.7", position=12, pinned=-1):
        given = {"before": before, "query": query, "position": position, "pinned": pinned}
        found = evaluate(FULL, given)
        assert found.startswith("?")
        return parse_qsl(found[1:], strict_parsing=True, keep_blank_values=True)

    return full


STATE = [("p", "concave"), ("e", "0.7")]


def test_an_address_is_the_state_and_the_step(full):
    assert full() == [*STATE, ("f", "12")]
    assert full(position=0) == [*STATE, ("f", "0")]


def test_half_a_step_is_in_the_address(full):
    assert full(position=12.5) == [*STATE, ("f", "12.5")]


@pytest.mark.parametrize(("pinned", "expected"), [(0, "1"), (6, "7")])
def test_a_pinned_run_is_in_the_address_counted_from_one(pinned, expected, full):
    assert full(pinned=pinned) == [*STATE, ("f", "12"), ("pin", expected)]


def test_streamlit_keeps_its_own_parameters_and_no_others(full):
    before = "?p=old&f=3&pin=2&embed=true&embed_options=dark&embed_options=a%26b%20c&x=1"
    kept = [("embed", "true"), ("embed_options", "dark"), ("embed_options", "a&b c")]
    assert full(before) == [*STATE, ("f", "12"), *kept]


# An address that is told all changes of the history, and when.
ADDRESS = """
const { wait } = await import("/still_time.js");
const { Address } = await import("/address.js");
const told = [];
for (const name of ["pushState", "replaceState"]) {
  const change = history[name].bind(history);
  history[name] = (state, title, url) => {
    told.push([name.replace("State", ""), url, performance.now()]);
    change(state, title, url);
  };
}
const address = new Address();
"""


@pytest.fixture
def told(evaluate):
    """Each change of the history that a script makes, without the times."""
    return lambda script: [
        change[:2] for change in evaluate(ADDRESS + script + "return told;")
    ]


def test_an_address_is_written_at_once(told):
    assert told("address.write('?view=lab&f=1');") == [["replace", "/?view=lab&f=1"]]


def test_an_address_is_not_written_too_often_and_the_last_one_for_certain(evaluate):
    script = """
    for (let k = 0; k < 200; k++) { address.write(`?f=${k}`); wait(20); }
    for (let k = 0; k < 15; k++) wait(20);
    return [told.map(([,, time]) => time), location.search];
    """
    times, search = evaluate(ADDRESS + script)
    assert search == "?f=199"
    # A change each 20 ms puts off what waits, but never beyond 300 ms after the last time.
    assert all(300 <= later - sooner <= 320 for sooner, later in pairwise(times))
    assert len(times) == 1 + 4200 // 300


def test_of_addresses_that_come_too_soon_only_the_last_is_written(told):
    script = """
    for (const k of [1, 2, 3]) address.write(`?f=${k}`);
    wait(299);
    told.push([]);
    wait(1);
    """
    assert told(script) == [["replace", "/?f=1"], [], ["replace", "/?f=3"]]


def test_the_same_address_is_written_once(told):
    script = "for (let k = 0; k < 3; k++) { address.write('?f=1'); wait(1000); }"
    assert told(script) == [["replace", "/?f=1"]]


def test_what_waits_when_a_player_ends_is_forgotten(told):
    script = """
    for (const k of [1, 2, 3]) address.write(`?f=${k}`);
    address.end();
    wait(1000);
    """
    assert told(script) == [["replace", "/?f=1"]]


def test_path_and_fragment_stay(told):
    script = """
    history.replaceState(null, "", "/Lab?f=0#there");
    new Address().write("?f=1");
    """
    assert told(script)[-1] == ["replace", "/Lab?f=1#there"]


def test_nothing_is_written_on_the_way_to_another_page(told):
    script = """
    address.write("?f=1");
    address.write("?f=2");
    history.pushState(null, "", "/About?f=1");
    wait(300);
    address.write("?f=3");
    """
    assert told(script) == [["replace", "/?f=1"], ["push", "/About?f=1"]]


def test_back_leads_from_view_to_view_and_not_through_each_move(told):
    script = """
    for (const query of ["lab&e=1", "lab&e=2", "lesson&e=2", "lesson&e=3"]) {
      address.write(`?view=${query}`);
      wait(300);
    }
    """
    assert told(script) == [
        ["replace", "/?view=lab&e=1"],
        ["replace", "/?view=lab&e=2"],
        ["push", "/?view=lesson&e=2"],
        ["replace", "/?view=lesson&e=3"],
    ]


# Back to the lab, while the lesson is still on the screen and goes on writing.
BACK = """
for (const view of ["lab", "lesson"]) { address.write(`?view=${view}`); wait(300); }
address.write("?view=lesson&f=1");
history.replaceState(null, "", "/?view=lab");
told.length = 0;
dispatchEvent(new PopStateEvent("popstate"));
wait(300);
address.write("?view=lesson&f=2");
wait(300);
"""


def test_the_picture_before_is_not_written_over_the_address_gone_back_to(told):
    assert told(BACK) == []


def test_the_picture_gone_back_to_adds_no_page_to_go_back_to(told):
    script = """
    address.arrive();
    for (const view of ["lab&f=0", "lesson", "lab"]) {
      address.write(`?view=${view}`);
      wait(300);
    }
    """
    assert told(BACK + script) == [
        ["replace", "/?view=lab&f=0"],
        ["push", "/?view=lesson"],
        ["push", "/?view=lab"],
    ]


def test_a_second_step_back_before_the_first_picture_came_is_not_undone(told):
    script = """
    address.arrive();
    history.replaceState(null, "", "/?view=figure");
    told.length = 0;
    address.write("?view=lab");
    """
    assert told(BACK + script) == [["replace", "/?view=lab"]]
