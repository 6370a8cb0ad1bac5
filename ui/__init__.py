"""Streamlit: state, controls, the player, and cached calls of everything below."""
