import numpy as np
import pytest

pytestmark = pytest.mark.browser

DETAILS = """
const { Details } = await import("/details.js");
globalThis.told = [];
const parent = document.createElement("div");
document.body.replaceChildren(parent);
globalThis.details = new Details(parent, "panel-0", {
  onPoint: (run) => told.push(`point ${run}`),
  onPin: (run) => told.push(`pin ${run}`),
  onShown: () => told.push("shown"),
});
const views = given.views.map((view) =>
  ({ ...view, positions: Uint16Array.from(view.positions) }));
globalThis.panel = { ...given, views };
const words = {
  views: "Plots", outcome: "Outcome", step_tab: "Step", listing: "Listing", copy: "Copy",
  copied: "Copied", run: "Run", table: "At step {step}",
};
globalThis.setPanel = (changes) => details.setPanel({ ...panel, ...changes }, words);
setPanel({});
told.splice(0);
globalThis.press = (element, key) => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  element.dispatchEvent(event);
  return event.defaultPrevented;
};
globalThis.showStep = (frame, playing = false) => details.showStep({ frame, playing });
"""
STEPS = 4
RANGES = [[-1, 5], [0, 2]]
ROWS = "".join(
    f'<tr data-run="{run}" tabindex="-1"><td>{run}</td></tr>' for run in range(5)
)


def view_of(kind, runs, every=1):
    """A view, and its values of shape (iterates, coordinates, runs)."""
    coordinates = 1 if kind == "time" else 2
    shape = STEPS + 1, coordinates, -(-runs // every)
    wholes = np.random.default_rng(runs).integers(0, 65535, shape)
    wholes[2:, :, 1] = 65535
    low, high = np.array(RANGES[:coordinates]).T[:, :, None]
    values = low + (high - low) * wholes / 65534
    values[2:, :, 1] = np.nan
    view = {
        "kind": kind,
        "title": "Loss 1 + λ loss 2",
        "coordinates": coordinates,
        "ranges": RANGES[:coordinates],
        "runs": shape[2],
        "every": every,
        "positions": wholes.ravel().tolist(),
    }
    return view, values


@pytest.fixture
def show(evaluate):
    """Shows some views of a number of runs; returns their values."""

    def show(runs=5, kinds=("loss", "parameter", "time"), every=1, **others):
        views, values = zip(
            *[view_of(kind, runs, every if k else 1) for k, kind in enumerate(kinds)],
            strict=True,
        )
        panel = {"runs": runs, "steps": STEPS, "views": views, "spent": "40 gradients"}
        panel |= {"table": f"<table>{ROWS}</table>", "listing": "a = <b>1</b>"}
        evaluate(DETAILS, {**panel, **others})
        return values

    return show


SELECTED = """
return {
  selected: details.tabs.filter((tab) => tab.getAttribute("aria-selected") === "true")
    .map((tab) => tab.dataset.tab),
  reached: details.tabs.filter((tab) => tab.tabIndex === 0).map((tab) => tab.dataset.tab),
  shown: [...details.root.querySelectorAll("[role=tabpanel]")].filter((one) => !one.hidden)
    .map((one) => one.dataset.panel),
};
"""


def alone(name):
    return {"selected": [name], "reached": [name], "shown": [name]}


def test_the_smaller_plots_are_shown_first(show, evaluate):
    show()
    assert evaluate(SELECTED) == alone("views")


@pytest.mark.parametrize("name", ["outcome", "step_tab", "listing", "views"])
def test_a_tab_shows_what_it_stands_for_and_nothing_else(name, show, evaluate):
    show()
    evaluate("details.tabs.find((tab) => tab.dataset.tab === given).click();", name)
    assert evaluate(SELECTED) == alone(name)
    assert evaluate("return told;") == ["shown"]


def test_each_tab_names_its_panel_and_each_panel_its_tab(show, evaluate):
    show()
    pairs = evaluate(
        """return details.tabs.map((tab) => {
          const one = document.getElementById(tab.getAttribute("aria-controls"));
          return [tab.textContent, tab.dataset.tab === one.dataset.panel,
            document.getElementById(one.getAttribute("aria-labelledby")) === tab];
        });"""
    )
    assert pairs == [[name, True, True] for name in ("Plots", "Outcome", "Step", "Listing")]


def test_arrow_keys_go_round_the_tabs(show, evaluate):
    show()
    script = "return press(details.tabs.find((tab) => tab.tabIndex === 0), given);"
    names = ["views", "outcome", "step_tab", "listing"]
    for key, expected in [
        ("ArrowRight", names[1:] + names[:1]),
        ("ArrowLeft", names[:0:-1] + names[:1]),
    ]:
        for name in expected:
            assert evaluate(script, key)
            assert evaluate(SELECTED) == alone(name)
            assert evaluate("return document.activeElement.dataset.tab;") == name
    assert not evaluate(script, "ArrowUp")


def test_a_row_of_the_outcome_points_at_its_run_and_pins_it(show, evaluate):
    show()
    script = """
    details.show("outcome");
    told.splice(0);
    const rows = details.bodies.outcome.querySelectorAll("tr");
    rows[0].focus();
    press(rows[0], "ArrowDown");
    press(rows[1], "ArrowUp");
    press(rows[0], "ArrowUp");
    press(rows[0], "Enter");
    rows[3].querySelector("td").click();
    details.bodies.outcome.querySelector("p").click();
    return told;
    """
    expected = ["point 0", "point -1", "point 1", "point -1", "point 0", "pin 0", "pin 3"]
    assert evaluate(script) == expected


TABLE = """
const table = details.bodies.step_tab.querySelector("table");
const texts = (cells) => [...cells].map((cell) => cell.textContent);
return table && {
  caption: table.caption.textContent,
  head: texts(table.tHead.rows[0].cells),
  body: [...table.tBodies[0].rows].map((row) => texts(row.cells)),
};
"""


def shown(value):
    return "–" if np.isnan(value) else f"{value:.3f}"


@pytest.mark.parametrize("frame", [0, 1, 3, STEPS, STEPS + 7])
def test_the_numbers_of_a_step_have_a_row_per_run_and_a_column_per_coordinate(
    frame, show, evaluate
):
    values = show()
    evaluate("details.show('step_tab'); showStep(given);", frame)
    table = evaluate(TABLE)
    assert table["caption"] == f"At step {frame}"
    assert table["head"] == ["Run", "L₁", "L₂", "t₁", "t₂", "Loss 1 + λ loss 2"]
    at_step = np.concatenate([each[min(frame, STEPS)] for each in values])
    expected = [[str(run + 1), *map(shown, column)] for run, column in enumerate(at_step.T)]
    assert table["body"] == expected


def test_what_the_smaller_plots_leave_out_the_numbers_leave_out_too(show, evaluate):
    loss, time = show(runs=10, kinds=("loss", "time"), every=4)
    evaluate("details.show('step_tab'); showStep(1);")
    rows = evaluate(TABLE)["body"]
    assert [row[0] for row in rows] == ["1", "5", "9"]
    expected = [*loss[1][:, ::4], time[1][0]]
    assert [row[1:] for row in rows] == [
        [*map(shown, one)] for one in np.transpose(expected)
    ]


def test_of_very_many_runs_the_first_64_have_numbers(show, evaluate):
    show(runs=200, kinds=("loss",))
    evaluate("details.show('step_tab'); showStep(1);")
    assert len(evaluate(TABLE)["body"]) == 64


def test_numbers_are_written_only_while_they_can_be_read(show, evaluate):
    show()
    evaluate("showStep(2);")
    assert evaluate(TABLE) is None
    evaluate("details.show('step_tab'); showStep(2); showStep(3, true);")
    assert evaluate(TABLE)["caption"] == "At step 2"


def test_a_tab_that_has_nothing_to_show_is_left_out(show, evaluate):
    show()
    script = """
    const [loss] = panel.views;
    return [{}, { listing: undefined }, { table: "" }, { views: [loss] }].map((changes) => {
      setPanel(changes);
      return details.tabs.filter((tab) => tab.hidden).map((tab) => tab.dataset.tab);
    });
    """
    assert evaluate(script) == [[], ["listing"], ["outcome"], ["views"]]


def test_another_tab_stands_in_for_one_that_has_nothing_to_show(show, evaluate):
    show()
    evaluate("details.tabs[3].click(); setPanel({ listing: undefined });")
    assert evaluate(SELECTED) == alone("step_tab")
    evaluate("press(details.tabs[2], 'ArrowRight');")
    assert evaluate(SELECTED) == alone("views")
    evaluate("setPanel({}); details.tabs[3].click(); setPanel({ listing: undefined });")
    evaluate("setPanel({});")
    assert evaluate(SELECTED) == alone("listing")


@pytest.fixture
def phone(page_thread):
    page, thread = page_thread
    wide = page.viewport_size
    thread.submit(page.set_viewport_size, {"width": 390, "height": 800}).result()
    yield
    thread.submit(page.set_viewport_size, wide).result()


def test_on_a_phone_a_second_touch_closes_what_the_first_has_opened(phone, show, evaluate):
    show()
    closed = {"selected": [], "reached": ["views"], "shown": []}
    assert evaluate(SELECTED) == closed
    for expected in (alone("outcome"), closed, alone("outcome")):
        evaluate("details.tabs[1].click(); setPanel({});")
        assert evaluate(SELECTED) == expected


def test_the_outcome_is_written_anew_only_when_it_is_another(show, evaluate):
    show()
    script = """
    const row = details.bodies.outcome.querySelector("tr");
    setPanel(given);
    return row.isConnected;
    """
    assert evaluate(script, {})
    assert not evaluate(script, {"spent": "80 gradients"})


def test_a_listing_is_copied_as_plain_text(show, evaluate):
    show()
    script = """
    const copied = [];
    Object.defineProperty(navigator, "clipboard",
      { value: { writeText: async (text) => copied.push(text) } });
    details.show("listing");
    const button = details.bodies.listing.querySelector("button");
    const before = button.textContent;
    button.click();
    await Promise.resolve();
    await Promise.resolve();
    return [copied, before, button.textContent];
    """
    assert evaluate(script) == [["a = 1"], "Copy", "Copied"]


def test_halfway_through_a_step_the_numbers_are_those_of_theta_that_has_moved(
    show, evaluate
):
    loss, time = show(kinds=("loss", "time"))
    halfway = "details.showStep({ frame: 1, halfway: true });"
    evaluate(f"details.show('step_tab'); {halfway}")
    table = evaluate(TABLE)
    assert table["caption"] == "At step 1½"
    assert table["body"][0][1:3] == [shown(loss[2][0][0]), shown(loss[2][1][0])]
    assert table["body"][0][3] == shown(time[2][0][0])
    evaluate(f"panel.views[1].ofMultiplier = true; {halfway}")
    assert evaluate(TABLE)["body"][0][3] == shown(time[1][0][0])
