"""Scripts to take home, as they stand in `take_home/`, and what to watch."""

import streamlit as st

from ui.header import ROOT
from ui.words import say, text

# Files of `take_home/`, in the order in which they are shown.
SCRIPTS = ("jax_optax", "pytorch_mdmm", "plain_numpy")


def take_home() -> None:
    """A box to open, with one script for each library."""
    with st.expander(say("take_home.title")):
        tabs = st.tabs([say(f"take_home.{name}") for name in SCRIPTS])
        for tab, name in zip(tabs, SCRIPTS, strict=True):
            with tab:
                st.code(_script(name), language="python")
        st.markdown(text("take_home"))


def _script(name: str) -> str:
    return (ROOT / "take_home" / f"{name}.py").read_text(encoding="utf-8")
