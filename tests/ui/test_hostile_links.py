"""Addresses that someone made up to do harm, and such as nobody would think of."""

from urllib.parse import quote, quote_plus

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from toy_problems import PROBLEMS
from ui.link import read
from ui.link_parts import KEYS
from ui.state import CHOICES, CUSTOM, FLAGS, HIDEABLE, RANGED, WHOLES, State

NAMES = [*KEYS.values(), "alpha", "seed", "starts", "view", "theme", "play", "v", "fig"]
# On a busy machine an example may take long, and so may making one up.
no_hurry = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
HOSTILE = [
    *("", " ", "NaN", "nan", "inf", "-inf", "Infinity", "1e999", "-1e999", "0,7", "12.7"),
    *("-1", "-0", "1_000", "0x10", "1e-999", "٣", "½", "²", "損失", "🙂", "é", "\u202egnp"),
    *("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{0}", "{name}", "%s"),
    *(
        "../../etc/passwd",
        "'; DROP TABLE runs; --",
        "${7*7}",
        "__class__",
        "\0",
        "\x1b[31m",
    ),
    *("\r\n", "\t", "a" * 5000, "9" * 5000, "1" * 400 + "e400", ",", ";", "1,2", "1,2;x"),
    *("0.1,0.1", "1,2;" * 200, "nan,nan", "true", "custom", "figure", "zzz", "None", "[]"),
]
JUNK = [
    "%",
    "%zz",
    "%00",
    "%ff%fe",
    "%u1234",
    "&&",
    "=",
    "==",
    "?",
    "#x",
    "a=b=c",
    "+",
    ";",
]

known = st.sampled_from(NAMES)
hostile = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=30),
    st.text(st.characters(categories=["Cc", "Cf", "Zs"]), max_size=5),
    st.floats().map(repr),
    st.integers().map(str),
)
# At least half of all parameters are hostile: a bad value, a bad key, or not even a pair.
meant = st.one_of(
    st.builds("{}={}".format, known, st.floats(-2, 20).map(str)),
    st.builds("{}={}".format, st.sampled_from(["p", "m", "view", "starts", "theme"]),
              st.sampled_from([choice for name in CHOICES for choice in CHOICES[name]])),
)  # fmt: skip
meant_ill = st.one_of(
    st.builds(lambda key, value: f"{key}={quote(value)}", known, hostile),
    st.builds(lambda key, value: f"{quote_plus(key)}={value}", hostile, hostile),
    st.sampled_from(JUNK),
)
addresses = st.lists(st.one_of(meant, meant_ill), max_size=12).map("&".join)


def check_every_part(state):
    """Whatever is in a state is one of its choices, or within its range."""
    for name, choices in CHOICES.items():
        assert getattr(state, name) in choices
    for name in FLAGS:
        assert getattr(state, name) in (True, False)
    assert [name for name, _ in state.numbers] == [name for name, _ in State().numbers]
    for name, value in state.numbers:
        of = WHOLES[name] if name in WHOLES else RANGED[name][0]
        assert isinstance(value, float)
        assert of.accepted[0] <= value <= of.accepted[1]
        assert name in RANGED or value == int(value)
    assert len(set(state.weights)) == len(state.weights) <= 7
    assert all(0 <= weight <= 1000 for weight in state.weights)
    assert set(state.hidden) <= set(HIDEABLE)
    assert len(set(state.hidden)) == len(state.hidden)
    assert isinstance(state.pinned, int)
    assert 0 <= state.pinned <= 7 * 4096
    if state.frame is not None:
        assert 0 <= state.frame <= state["num_steps"]
        assert 2 * state.frame == int(2 * state.frame)
    assert (state.starts == CUSTOM) == bool(state.custom_starts)
    assert len(state.custom_starts) <= 64
    if state.custom_starts:
        assert (
            PROBLEMS[state.problem]().theta_from_losses(state.custom_starts).shape[1] == 2
        )


def check(found):
    reading = read(found)
    check_every_part(reading.state)
    said = reading.notice()
    assert isinstance(said, str)
    assert len(said) < 1500
    assert said.count("This address was mended.") == bool(reading.notices)
    return reading


@settings(no_hurry, max_examples=2000)
@given(addresses)
@example("eps=%00&" * 64)
@example("eps=" + "%41" * 100_000)
@example("&".join(f"{name}={quote('<script>')}" for name in NAMES))
def test_any_address_gives_a_state_in_range_and_one_notice_at_most(address):
    check(address)


@settings(no_hurry, max_examples=300)
@given(st.dictionaries(known | hostile, st.lists(hostile, max_size=3), max_size=12))
def test_so_do_any_values_by_key(values):
    check(values)


@settings(no_hurry, max_examples=300)
@given(st.text(max_size=200))
def test_so_does_any_text(text):
    check(text)
