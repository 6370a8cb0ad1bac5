"""Every method on every front, side by side."""

from ui.page import page

page("compare.title")

from ui.compare import compare  # noqa: E402

compare()
