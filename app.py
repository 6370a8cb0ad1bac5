"""The Lab, and entry point of the app: `streamlit run app.py`."""

from ui.lab import lab
from ui.lesson import lesson
from ui.page import page, view_switch

page("app.lab")
if view_switch() == "lesson":
    lesson()
else:
    lab()
