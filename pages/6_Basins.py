"""Parameter space, coloured by where a run from each start ends."""

from ui.page import page

with page("basins.title"):
    from ui.basins import basins_page

    basins_page()
