"""Figures to take into other programs: pictures and animations, drawn without a browser."""
