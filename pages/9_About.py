"""Where it all comes from, and what the symbols mean."""

from ui.page import page

page("about.title")

from ui.about import about  # noqa: E402

about()
