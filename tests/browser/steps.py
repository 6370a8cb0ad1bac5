"""What a person does and sees, in the words of the page."""

from urllib.parse import parse_qs, urlparse

from playwright.sync_api import expect

PLAYER = "[data-testid=loss-player]"
# Of any chapter of the story.
STORY_PICTURE = (
    "[data-testid=loss-player][data-signature], .plane .flat .main-svg, "
    ".plain-chart .main-svg"
)
# Of a plot: the losses at all pixels in which a head is painted.
HEADS = """plot => {
  const canvas = plot.querySelectorAll('canvas')[1];
  const { width, height } = canvas;
  const copy = new OffscreenCanvas(width, height);
  const context = copy.getContext('2d', { willReadFrequently: true });
  context.drawImage(canvas, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const { xaxis, yaxis } = plot.querySelector('.chart')._fullLayout;
  const ratio = width / canvas.clientWidth;
  const found = [];
  for (let at = 3, pixel = 0; at < data.length; at += 4, pixel++) {
    if (data[at] < 255) continue;
    const x = (pixel % width) / ratio, y = Math.floor(pixel / width) / ratio;
    found.push([xaxis.p2d(x - xaxis._offset), yaxis.p2d(y - yaxis._offset)]);
  }
  return found;
}"""


def player(page):
    return page.locator(PLAYER)


def number(page, name):
    """The number of a `data-` attribute of the player."""
    return int(player(page).get_attribute(f"data-{name}"))


def signature(page):
    return player(page).get_attribute("data-signature")


def knob(page, name):
    return page.locator(f"[data-testid=knob-{name}]")


def value(page, name):
    return float(knob(page, name).locator(".knob-number").input_value())


def note(page, name):
    return knob(page, name).locator(".knob-note")


def type_number(page, name, text):
    box = knob(page, name).locator(".knob-number")
    box.fill(str(text))
    box.press("Enter")


def press(page, name, key, times=1):
    slider = knob(page, name).locator("input[type=range]")
    for _ in range(times):
        slider.press(key)


def choose_method(page, label):
    page.get_by_role("combobox", name="Method").click()
    page.get_by_role("option", name=label, exact=True).click()


def sentence(page):
    return page.locator("[data-testid=sentence]")


def wait_for_new_runs(page, before):
    """Wait until other runs than those of the signature `before` are painted."""
    expect(player(page)).not_to_have_attribute("data-signature", before, timeout=20_000)


def plot_of(page, kind="loss"):
    return page.locator(f"[data-testid={kind}-plot]").first


def point(page, loss_1, loss_2, kind="loss"):
    """Where a point of a plot is in the window: of values, in pixels."""
    return plot_of(page, kind).evaluate(
        """(plot, [x, y]) => {
          const { xaxis, yaxis } = plot.querySelector('.chart')._fullLayout;
          const box = plot.getBoundingClientRect();
          const [left, top] = [box.x + xaxis._offset, box.y + yaxis._offset];
          return [left + xaxis.d2p(x), top + yaxis.d2p(y)];
        }""",
        [loss_1, loss_2],
    )


def drag(page, start, end, steps=8):
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=steps)
    page.mouse.up()


def query_of(page):
    """The parameters of the address, each once."""
    found = parse_qs(urlparse(page.url).query, keep_blank_values=True)
    assert all(len(values) == 1 for values in found.values()), page.url
    return {name: values[0] for name, values in found.items()}


def wait_for_query(page, **expected):
    """Wait until the address says so."""
    page.wait_for_function(
        """expected => {
          const found = new URLSearchParams(location.search);
          const isSo = ([name, value]) => found.get(name) === value;
          return Object.entries(expected).every(isSo);
        }""",
        arg=expected,
        timeout=20_000,
    )


PICTURE = """() => {
  const all = (css, what) => [...document.querySelectorAll(css)].map(what);
  const { fps, ...player } = document.querySelector('[data-testid=loss-player]').dataset;
  const axes = ({ shapes, xaxis, yaxis }) => [shapes, xaxis.range, yaxis.range];
  return {
    player,
    knobs: all('.knob', (knob) => [
      knob.dataset.testid,
      knob.querySelector('.knob-number').value,
    ]),
    choices: all('[data-testid=stSelectbox] input, .player select', ({ value }) => value),
    pressed: all('[data-testid=stButtonGroup] button', (button) => button.ariaChecked),
    switches: all('[data-testid=stCheckbox] input', (box) => box.checked),
    starts: all('.handle.start', (start) => start.ariaLabel),
    sentence: document.querySelector('[data-testid=sentence]').textContent,
    row: document.querySelector('[data-testid=run-row]').textContent,
    figures: all('.chart', ({ layout }) => JSON.stringify(layout && axes(layout))),
  };
}"""


def picture(page):
    """All that can be told of what is on the screen: choices, numbers, runs, figures."""
    shown = None
    # The parts of a page do not all come at once.
    for _ in range(40):
        before, shown = shown, page.evaluate(PICTURE)
        if shown == before:
            break
        page.wait_for_timeout(250)
    return shown
