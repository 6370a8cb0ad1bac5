"""Data that is shipped with the app; README.md says where it comes from."""
