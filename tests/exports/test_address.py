from exports.address import address, as_link
from ui.link import read
from ui.state import State


def test_an_address_opens_the_same_state():
    state = read("p=convex&m=mdmm&eps=0.41&starts=1.5,1.5;0.4,1.8").state
    link = address(state, "https://example.org/scope/")
    assert link.startswith("https://example.org/scope/?v=1&")
    assert read(link.partition("?")[2]) == (state, ())
    assert address(State()).startswith("?v=1&")


def test_what_could_mean_something_else_is_encoded():
    assert as_link("https://a.org/?a=1,2;3&b=%20") == "https://a.org/?a=1,2;3&b=%20"
    for mark in "(){}<>\"'\\`^| \n\r\u2028":
        assert mark not in as_link(f"https://a.org/?{mark}") or mark == "'"
