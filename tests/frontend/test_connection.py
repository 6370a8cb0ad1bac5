import pytest

pytestmark = pytest.mark.browser

CONNECTION = """
const { wait } = await import("/still_time.js");
const { watchConnection } = await import("/connection.js");
history.replaceState(null, "", "/?p=concave&f=3");
document.body.innerHTML = '<div id="app"></div><div id="said" hidden></div>';
const [app, said] = document.body.children;
const be = async (state) => {
  app.setAttribute("data-test-connection-state", state);
  await Promise.resolve();
};
const backs = [];
const seen = () => (said.hidden ? "" : said.textContent);
app.setAttribute("data-test-connection-state", "CONNECTED");
const words = () => ({ lost: "It is lost.", back: "It is back." });
const end = watchConnection(said, words, (search) => backs.push(search));
"""


@pytest.fixture
def run(evaluate):
    """Runs a script while a connection is watched."""
    return lambda script: evaluate(CONNECTION + script)


def test_nothing_is_said_while_the_server_can_be_reached(run):
    script = "await be('CONNECTED'); await be('CONNECTED'); return [seen(), backs];"
    assert run(script) == ["", []]


@pytest.mark.parametrize("state", ["DISCONNECTED_FOREVER", "PINGING_SERVER", "CONNECTING"])
def test_a_connection_that_is_lost_is_said_to_be(state, run):
    assert run(f"await be('{state}'); wait(60000); return [seen(), backs];") == [
        "It is lost.",
        [],
    ]


def test_the_app_is_told_once_of_the_address_and_of_what_was_moved_since_the_loss(run):
    script = """
    await be("PINGING_SERVER");
    history.replaceState(null, "", "/?p=concave&f=9");
    await be("CONNECTING");
    await be("CONNECTED");
    history.replaceState(null, "", "/?p=other");
    await be("CONNECTED");
    return [seen(), backs];
    """
    assert run(script) == ["It is back.", ["?p=concave&f=9"]]


def test_an_address_without_a_query_is_told_too(run):
    script = """
    history.replaceState(null, "", "/");
    await be("CONNECTING");
    await be("PINGING_SERVER");
    await be("CONNECTED");
    return backs;
    """
    assert run(script) == [""]


def test_that_it_is_back_is_said_for_three_seconds(run):
    script = """
    await be("CONNECTING");
    await be("CONNECTED");
    wait(2999);
    const before = seen();
    wait(1);
    return [before, seen()];
    """
    assert run(script) == ["It is back.", ""]


def test_a_second_loss_soon_after_the_first_goes_on_being_said(run):
    script = """
    await be("CONNECTING");
    await be("CONNECTED");
    wait(2000);
    history.replaceState(null, "", "/?p=other");
    await be("CONNECTING");
    wait(2000);
    const during = seen();
    await be("CONNECTED");
    return [during, backs];
    """
    assert run(script) == ["It is lost.", ["?p=concave&f=3", "?p=other"]]


def test_nothing_is_said_after_the_watching_has_ended(run):
    script = "end(); await be('CONNECTING'); await be('CONNECTED'); return [seen(), backs];"
    assert run(script) == ["", []]


def test_a_page_that_does_not_know_its_connection_is_left_alone(evaluate):
    script = """
    const { watchConnection } = await import("/connection.js");
    watchConnection(document.body, () => ({}), () => undefined)();
    return document.body.textContent;
    """
    assert evaluate(script) == ""
