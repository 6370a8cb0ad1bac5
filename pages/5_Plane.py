"""The total loss as a plane over loss space, and pebbles that roll down it."""

from ui.page import page

page("plane.title")

from ui.plane import plane_page  # noqa: E402

plane_page()
