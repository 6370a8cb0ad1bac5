"""Where it all comes from, and what the symbols mean."""

from ui.about import about
from ui.page import page

page("about.title")
about()
