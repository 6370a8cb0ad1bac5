"""How much damping a front asks for, and what it does."""

from ui.page import page

page("damping.title")

from ui.damping.page import damping_page  # noqa: E402

damping_page()
