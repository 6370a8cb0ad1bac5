"""Where it all comes from, and what the symbols mean."""

from ui.page import page

with page("about.title"):
    from ui.about import about

    about()
