"""The Lab, and entry point of the app: `streamlit run app.py`."""

import streamlit as st

if __name__ == "__main__":
    from ui.page import page

    with page("app.lab"):
        # Only now, since this imports JAX: the frame of the page is on screen meanwhile.
        from ui.views import chosen_view

        chosen_view()
else:
    # `streamlit run` imports this file for what serves its pages, and then runs it as one.
    from ui.readiness import lifespan
    from ui.serving import MIDDLEWARE

    app = st.App(__file__, middleware=MIDDLEWARE, lifespan=lifespan)
