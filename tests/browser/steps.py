"""What a person does and sees, in the words of the page."""

from playwright.sync_api import expect

PLAYER = "[data-testid=loss-player]"


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
