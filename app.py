"""The Lab, and entry point of the app: `streamlit run app.py`."""

from ui.page import page

page("app.lab")

# Only now, since this imports JAX: the frame of the page is on screen meanwhile.
from ui.pictures import draw_soon  # noqa: E402
from ui.views import chosen_view  # noqa: E402

chosen_view()
# For whoever goes to the gallery later.
draw_soon()
