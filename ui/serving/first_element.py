"""The first element of the first page, without a look at all that is imported.

Streamlit 1.67 asks, before it shows anything, whether Python was started to be typed into,
in which case it would show nothing. It asks by way of the names of all files that Python
has loaded: half a second, while JAX is being imported, for whoever is here first.
"""

import streamlit.delta_generator


def ask_nothing() -> None:
    """Have it take for said what it would say in such a case."""
    streamlit.delta_generator._use_warning_has_been_displayed = True
