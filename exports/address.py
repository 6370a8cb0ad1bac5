"""Links in what is taken away: complete, and safe wherever they are pasted."""

from urllib.parse import quote

from ui.link import query
from ui.state import State

# What may stand in an address as it is. Braces and backslashes would end a field of BibTeX,
# line feeds a comment, and parentheses and angle brackets a link of Markdown.
SAFE = ":/?#[]@!$&'*+,;=%"


def address(state: State, base: str = "") -> str:
    """The link of a state.

    Args:
        state: All that is in it, but for the step of `picture`.
        base: The address of the app, without a query; empty for a relative link.
    """
    return as_link(f"{base}?{query(state)}")


def as_link(given: str) -> str:
    """An address with all that could mean something else in a file percent-encoded."""
    return quote(given, safe=SAFE)
