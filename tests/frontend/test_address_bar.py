import pytest

from ui import assets

pytestmark = pytest.mark.browser

BAR = """
const { default: mount } = await import("/address_bar.js");
document.body.innerHTML = '<div data-test-connection-state="CONNECTED"></div>' + given;
globalThis.told = [];
const data = {
  theme: "auto", query: "p=concave", notice: "", small: false,
  words: { lost: "Lost.", back: "Back.", dismiss: "Dismiss" },
};
const setTriggerValue = (name, value) => told.push([name, value]);
const show = (changes) =>
  mount({ data: { ...data, ...changes }, parentElement: document.body, setTriggerValue });
const notice = document.querySelector("[data-testid=url-notice]");
const [open, text, close] = notice.children;
const seen = () => [notice.hidden, notice.classList.contains("notice-small")];
"""


@pytest.fixture
def run(evaluate):
    """Runs a script with an address bar."""
    return lambda script: evaluate(BAR + script, assets.text("address.html"))


def test_a_notice_is_shown_if_there_is_one(run):
    script = """
    show({});
    const before = seen();
    show({ notice: "<b>odd</b>" });
    const label = close.getAttribute("aria-label");
    return [before, seen(), text.textContent, open.hidden, label];
    """
    expected = [[True, False], [False, False], "<b>odd</b>", True, "Dismiss"]
    assert run(script) == expected


def test_a_notice_that_is_dismissed_is_gone(run):
    script = "show({ notice: 'odd' }); close.click(); return [seen()[0], told];"
    assert run(script) == [True, [["dismissed", True]]]


def test_a_small_notice_is_opened_by_a_click_and_stays_open(run):
    script = """
    const states = [];
    const note = () => states.push([seen()[1], open.getAttribute("aria-expanded")]);
    show({ notice: "odd", small: true });
    note();
    open.click();
    note();
    show({ notice: "odd", small: true });
    note();
    show({ notice: "odder", small: true });
    return [states, seen()[1], open.hidden, open.getAttribute("aria-label")];
    """
    states = [[True, "false"], [False, "true"], [False, "true"]]
    assert run(script) == [states, True, False, "odder"]


def test_back_and_forward_are_followed_until_the_page_ends(run):
    script = """
    const end = show({});
    for (const address of ["/?p=convex&f=3", "/"]) {
      history.replaceState(null, "", address);
      dispatchEvent(new PopStateEvent("popstate"));
    }
    end();
    dispatchEvent(new PopStateEvent("popstate"));
    return told;
    """
    assert run(script) == [["went", "?p=convex&f=3"], ["went", "?"]]


def test_the_way_back_to_another_page_is_left_to_streamlit(run):
    script = """
    show({});
    history.replaceState(null, "", "/About?p=convex");
    dispatchEvent(new PopStateEvent("popstate"));
    return told;
    """
    assert run(script) == []


def test_a_link_to_a_place_on_the_page_changes_nothing(run):
    script = """
    show({});
    history.replaceState(null, "", "/?p=convex#figure-mdmm-concave");
    dispatchEvent(new PopStateEvent("popstate"));
    return told;
    """
    assert run(script) == []


def test_the_address_from_before_a_loss_is_followed_after_it(run):
    script = """
    history.replaceState(null, "", "/?p=convex&f=3");
    show({});
    const app = document.body.firstElementChild;
    for (const state of ["CONNECTING", "CONNECTED"]) {
      app.setAttribute("data-test-connection-state", state);
      await Promise.resolve();
    }
    return [told, document.querySelector("[data-testid=connection-notice]").textContent];
    """
    assert run(script) == [[["went", "?p=convex&f=3"]], "Back."]


def test_the_theme_of_an_address_is_forced(run):
    script = """
    show({ theme: "dark" });
    return [document.documentElement.dataset.theme,
      matchMedia("(prefers-color-scheme: dark)").matches];
    """
    assert run(script) == ["dark", True]


@pytest.mark.parametrize(
    ("before", "player", "after"),
    [
        ("/About", False, "/About?p=concave"),
        ("/About?p=convex", False, "/About?p=concave"),
        ("/About", True, "/About"),
        ("/", False, "/"),
    ],
)
def test_a_page_without_a_player_completes_its_address(before, player, after, run):
    markup = '<div data-testid="loss-player"></div>' if player else ""
    script = f"""
    history.replaceState(null, "", "{before}");
    document.body.insertAdjacentHTML("beforeend", '{markup}');
    show({{}});
    return location.pathname + location.search;
    """
    assert run(script) == after


def test_a_server_that_is_back_is_told_again_until_it_has_the_picture(run):
    script = """
    history.replaceState(null, "", "/?p=convex&f=3");
    show({});
    const app = document.querySelector("[data-test-connection-state]");
    const turn = async (state) => {
      app.setAttribute("data-test-connection-state", state);
      await new Promise((resolve) => setTimeout(resolve));
    };
    await turn("DISCONNECTED");
    await turn("CONNECTED");
    const counts = [told.length];
    for (const query of ["p=concave", "p=concave", "p=convex", "p=concave"]) {
      show({ query });
      counts.push(told.length);
    }
    return [counts, told.every(([name, search]) => search === "?p=convex&f=3")];
    """
    assert run(script) == [[1, 2, 3, 3, 3], True]
