"""The page on damping: one file for each of its panels."""
