"""The story: chapters that each ask for a prediction before they show what happens."""
