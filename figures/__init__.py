"""Plotly figures, one file each: arrays in, `plotly.graph_objects.Figure` out."""
