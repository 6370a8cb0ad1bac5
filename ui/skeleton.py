"""What is seen until the first picture is there: the front, where the plots will be."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import streamlit as st

from figures.still_front import margins, still_front
from ui import assets, compute
from ui.charts import shown_theme
from ui.state import State


@contextmanager
def over_skeleton(layout: str, problems: list[str], state: State) -> Iterator[None]:
    """Hold a player, and show fronts in its place from before its runs are computed.

    The browser itself takes them away once the player has drawn; `skeleton.css` says how.

    Args:
        layout: Of the player.
        problems: One for each of its panels: keys of `PROBLEMS`.
        state: Says whether there is a front to be seen at all.
    """
    with st.container(key=f"picture {layout}"):
        if not state.total_only:
            stills = {name: _still(name, state.show_front) for name in problems}
            panels = [
                f"<div><div class='still'>{stills[one]}</div></div>" for one in problems
            ]
            st.html(
                f"<style>{assets.text('skeleton.css')}</style><div class='skeleton' "
                f"data-layout='{layout}' aria-hidden='true'>{''.join(panels)}</div>"
            )
        yield


def _still(problem: str, show_front: bool) -> str:
    """A front as an image: of SVG within HTML, Streamlit lets nothing through."""
    front, theme = compute.front_points(problem), shown_theme()
    svg = still_front(front if show_front else front[:0], theme)
    left, right, top, bottom = margins(theme)
    style = (
        f"left:{left}px;top:{top}px;"
        f"width:calc(100% - {left + right}px);height:calc(100% - {top + bottom}px)"
    )
    return f"<img alt='' style='{style}' src='data:image/svg+xml,{quote(svg)}'>"
