"""Small real models, trained while one watches: choose a weight, or choose a value."""

from ui.page import page

with page("applications.title"):
    from ui.application import applications_page

    applications_page()
