"""All figures as one zip for a lecture hall without a network, made while one watches."""

import streamlit as st

from ui.pack_building import Asked, building
from ui.words import language, say

KEY = "lecture pack"
# Seconds between two looks at how far it is.
EVERY = 1.0


def lecture_pack(address: str) -> None:
    """A button that has the pack made, a bar meanwhile, and a button that downloads it.

    Args:
        address: Of the app, to which its links lead.
    """
    st.markdown(say("pack.about"))
    asked = Asked(language(), address)
    is_under_way = building().share(asked) is not None
    st.fragment(_watched, run_every=EVERY if is_under_way else None)(asked)


def _watched(asked: Asked) -> None:
    share = building().share(asked)
    if share is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.progress(share, text=say("pack.under_way", share=share))
            if st.button(say("waiting.cancel"), key=f"{KEY} cancel"):
                building().cancel(asked)
                st.rerun()
    elif asked.file().exists():
        st.download_button(
            say("pack.download"),
            asked.file().read_bytes,
            "paretoscope.zip",
            "application/zip",
            on_click="ignore",
            key=f"{KEY} download",
        )
    elif st.button(say("pack.make"), key=f"{KEY} make", icon=":material/folder_zip:"):
        if not building().begin(asked):
            st.warning(say("pack.another"))
            return
        # Only then is it looked at again and again.
        st.rerun()
