"""Plotly figures, one file each: arrays in, `plotly.graph_objects.Figure` out."""

# Plotly uses pandas as soon as anything has begun to import it, even if another thread is
# still at it, and fails on the half-made module. So import it whole before any figure.
import pandas  # noqa: F401
