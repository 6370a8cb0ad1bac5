"""What the button that saves a plot says, in the browser."""

from ui.words import say

SAID = ("open", "size", "as_shown", "failed")


def save_words() -> dict[str, str]:
    """Its words, by their names."""
    return {name: say(f"save_picture.{name}") for name in SAID}
