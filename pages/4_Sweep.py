"""What a knob finds: α and ε, each taken through many values."""

from ui.page import page

page("sweep.title")

from ui.sweep import sweep_page  # noqa: E402

sweep_page()
