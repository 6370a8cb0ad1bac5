"""Every method on every front, side by side."""

from ui.page import page

with page("compare.title"):
    from ui.compare import compare

    compare()
