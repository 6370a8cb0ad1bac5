"""How much damping a front asks for, and what it does."""

from ui.page import page

with page("damping.title"):
    from ui.damping.page import damping_page

    damping_page()
