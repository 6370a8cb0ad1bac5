import pytest

pytestmark = pytest.mark.browser

# A sender whose messages are kept.
SENDER = """
const { wait } = await import("/still_time.js");
const { Sender } = await import("/knob.js");
const sent = [];
const sender = new Sender((message) => sent.push(message));
const acknowledge = () => sender.acknowledge(sent.at(-1).sequence);
const change = (name, value) => sender.change(name, value);
"""


@pytest.fixture
def sent(evaluate):
    """The values of all messages that a sender has sent by the end of a script."""

    def sent(script):
        messages = evaluate(SENDER + script + "return sent;")
        sequences = [message["sequence"] for message in messages]
        assert sequences == sorted(set(sequences))
        return [message["values"] for message in messages]

    return sent


def test_a_change_is_sent_at_once(sent):
    assert sent("change('alpha', 0.5);") == [{"alpha": 0.5}]


def test_only_one_message_is_on_its_way(sent):
    assert sent("for (let k = 0; k < 9; k++) change('alpha', k);") == [{"alpha": 0}]


def test_what_changed_meanwhile_is_sent_as_one_message_after_the_answer(sent):
    script = """
    for (let k = 0; k < 9; k++) change('alpha', k);
    change('epsilon', '0,7');
    acknowledge();
    """
    assert sent(script) == [{"alpha": 0}, {"alpha": 8, "epsilon": "0,7"}]


def test_after_an_answer_nothing_is_sent_until_something_changes(sent):
    assert sent("change('a', 1); acknowledge(); acknowledge();") == [{"a": 1}]
    script = "change('a', 1); acknowledge(); change('a', 2);"
    assert sent(script) == [{"a": 1}, {"a": 2}]


def test_the_answer_to_an_earlier_message_does_not_count(sent):
    script = """
    sender.acknowledge(0);
    change('a', 1); change('a', 2);
    sender.acknowledge(sent[0].sequence - 1);
    """
    assert sent(script) == [{"a": 1}]


def test_a_later_answer_counts(sent):
    script = "change('a', 1); change('a', 2); sender.acknowledge(sent[0].sequence + 5);"
    assert sent(script) == [{"a": 1}, {"a": 2}]


def test_sequences_grow_even_if_the_clock_of_the_computer_does_not(sent):
    script = """
    for (let k = 0; k < 4; k++) { change('a', k); acknowledge(); wait(-500); }
    """
    assert sent(script) == [{"a": 0}, {"a": 1}, {"a": 2}, {"a": 3}]


def test_an_answer_that_never_comes_does_not_silence_the_slider(sent):
    script = "change('a', 1); change('a', 2); wait(2999);"
    assert sent(script) == [{"a": 1}]
    assert sent(script + "wait(1);") == [{"a": 1}, {"a": 2}]
    assert sent("change('a', 1); wait(3000); change('a', 2);") == [{"a": 1}, {"a": 2}]


def test_an_answer_ends_the_waiting_for_it(sent):
    script = """
    change('a', 1); wait(2000); acknowledge();
    change('a', 2); wait(2000); change('a', 3);
    """
    assert sent(script) == [{"a": 1}, {"a": 2}]


KNOB = """
const { Knob, showKnobs } = await import("/knob.js");
const spec = {
  name: "epsilon", symbol: "ε", label: "bound", called: "ε, bound",
  boxCalled: "ε, bound, as a number", value: 0.7, low: 0, high: 1.3,
  step: 0.013, scale: "linear", whole: false, marks: [], note: "", warn: false,
  refused: false, revision: 1,
};
const told = [];
const onInput = (name, value) => told.push([name, value]);
const knob = new Knob(spec, onInput);
document.body.replaceChildren(knob.root);
const box = knob.root.querySelector(".knob-number");
const slider = knob.root.querySelector(".knob-slider");
const move = (value) => { slider.value = value; slider.dispatchEvent(new Event("input")); };
const type = (text) => { box.value = text; box.dispatchEvent(new Event("change")); };
const state = () => [Number(slider.value), box.value, knob.root.dataset.value];
"""


def test_a_knob_shows_its_value(evaluate):
    assert evaluate(KNOB + "return state();") == [0.702, "0.7", "0.7"]


def test_a_knob_tells_the_value_that_it_was_moved_to(evaluate):
    told, state = evaluate(KNOB + "move(0.26); return [told, state()];")
    assert told == [["epsilon", 0.26]]
    assert state == [0.26, "0.26", "0.26"]


def test_a_knob_tells_the_number_that_was_typed_and_shows_it_at_once(evaluate):
    told, state = evaluate(KNOB + "type(' 0,26 '); return [told, state()];")
    assert told == [["epsilon", 0.26]]
    assert state == [0.26, "0.26", "0.26"]


def test_a_knob_tells_text_that_is_no_number_as_it_is(evaluate):
    told = evaluate(KNOB + "type('nonsense'); type(''); type('1e999'); return told;")
    assert told == [["epsilon", text] for text in ("nonsense", "", "1e999")]


def test_a_late_answer_does_not_disturb_a_number_that_is_being_typed(evaluate):
    script = """
      knob.number.value = '0.2';
      knob.number.dispatchEvent(new Event('input'));
      knob.update({ ...spec, value: 0.13, revision: 2 });
      return knob.number.value;
    """
    assert evaluate(KNOB + script) == "0.2"


def test_a_late_answer_does_not_move_a_slider_that_is_being_moved(evaluate):
    script = "move(0.26); knob.update({ ...spec, value: 0.13 }); return state();"
    assert evaluate(KNOB + script) == [0.26, "0.26", "0.26"]


def test_a_value_that_the_server_has_changed_is_shown(evaluate):
    script = "type('9'); knob.update({ ...spec, value: 3, revision: 2 }); return state();"
    assert evaluate(KNOB + script) == [1.3, "3", "3"]


def test_a_logarithmic_knob_has_positions_of_its_own(evaluate):
    script = """
    knob.update({ ...spec, name: "alpha", low: 0.05, high: 20, value: 1, scale: "log",
      revision: 2 });
    const first = state();
    move(0);
    return [first, state(), told];
    """
    first, last, told = evaluate(KNOB + script)
    assert first == [100, "1", "1"]
    assert last == [0, "0.05", "0.05"]
    assert told == [["alpha", 0.05]]


def test_a_value_that_was_chosen_elsewhere_is_shown_and_not_told_again(evaluate):
    state, told = evaluate(KNOB + "knob.follow(0.39); return [state(), told];")
    assert state == [0.39, "0.39", "0.39"]
    assert told == []


def test_a_knob_can_be_found_and_is_read_aloud(evaluate):
    found = evaluate(
        KNOB
        + """move(0.13);
        return [knob.root.dataset.testid, slider.getAttribute("aria-label"),
          box.getAttribute("aria-label"), slider.getAttribute("aria-valuetext")];"""
    )
    assert found == ["knob-epsilon", "ε, bound", "ε, bound, as a number", "0.13"]


def test_a_knob_shows_marks_and_a_note(evaluate):
    script = """
    const marks = [{ value: 0.65, text: "half <way>" }, { value: 0, text: "" }];
    knob.update({ ...spec, marks, note: "<b>Mind</b>", warn: true });
    return [
      [...knob.marks.children].map((mark) => [mark.className, mark.title, mark.style.left]),
      knob.note.textContent, knob.root.className,
    ];
    """
    marks, note, classes = evaluate(KNOB + script)
    assert marks == [
        ["knob-mark", "half <way>", "calc(50% + 0px)"],
        ["knob-mark knob-mark-end", "", "calc(0% + 8px)"],
    ]
    assert note == "<b>Mind</b>"
    assert classes == "knob knob-warn"


def test_only_a_refusal_is_read_out_at_once(evaluate):
    script = """
    const states = [];
    for (const refused of [false, true, false]) {
      knob.update({ ...spec, note: "Mind", refused });
      const about = [box, slider].map((input) =>
        document.getElementById(input.getAttribute("aria-describedby")).textContent);
      const role = knob.note.getAttribute("role");
      states.push([role, box.getAttribute("aria-invalid"), ...about]);
    }
    return states;
    """
    advice, refusal = [[None, "false"], ["alert", "true"]]
    expected = [[*one, "Mind", "Mind"] for one in (advice, refusal, advice)]
    assert evaluate(KNOB + script) == expected


def test_of_the_keys_in_the_box_only_the_one_that_leaves_it_is_for_the_player(evaluate):
    script = """
    const heard = [];
    document.addEventListener("keydown", (event) => heard.push(event.key));
    for (const key of [" ", "r", "ArrowLeft", "Escape", "Home", "Enter"])
      box.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    return heard;
    """
    assert evaluate(KNOB + script) == ["Escape"]


def test_knobs_that_stay_are_kept_and_others_go(evaluate):
    script = """
    const knobs = new Map();
    const show = (...names) => {
      const specs = names.map((name) => ({ ...spec, name }));
      showKnobs(document.body, knobs, specs, onInput);
      return [...document.body.children].map((child) => child.dataset.testid);
    };
    document.body.replaceChildren();
    const first = show("a", "b", "c");
    const kept = knobs.get("c").root;
    const second = show("d", "c", "a");
    return [first, second, kept === knobs.get("c").root, [...knobs.keys()].sort()];
    """
    first, second, same, names = evaluate(KNOB + script)
    assert first == ["knob-a", "knob-b", "knob-c"]
    assert second == ["knob-d", "knob-c", "knob-a"]
    assert same
    assert names == ["a", "c", "d"]
