"""The total loss as a plane over loss space, and pebbles that roll down it."""

from ui.page import page

with page("plane.title"):
    from ui.plane import plane_page

    plane_page()
