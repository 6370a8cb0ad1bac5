"""The first element is shown without a look at all that Python has loaded."""

from streamlit import delta_generator, env_util
from streamlit.testing.v1 import AppTest

from ui.serving.first_element import ask_nothing


def page():
    import streamlit as st

    st.write("The first element.")


def test_streamlit_does_not_look_through_what_is_loaded(monkeypatch):
    looks = []
    monkeypatch.setattr(env_util, "is_repl", lambda: looks.append("at files") or False)
    for prepare, seen in ((lambda: None, ["at files"]), (ask_nothing, [])):
        looks.clear()
        # If it does not look by itself any more, this file is no longer needed.
        monkeypatch.setattr(delta_generator, "_use_warning_has_been_displayed", False)
        prepare()
        AppTest.from_function(page).run()
        assert looks == seen
