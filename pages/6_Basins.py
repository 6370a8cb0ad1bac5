"""Parameter space, coloured by where a run from each start ends."""

from ui.page import page

page("basins.title")

from ui.basins import basins_page  # noqa: E402

basins_page()
