"""What a knob finds: α and ε, each taken through many values."""

from ui.page import page

with page("sweep.title"):
    from ui.sweep import sweep_page

    sweep_page()
