"""The story: chapters that each ask for a prediction before they show what happens."""

from ui.page import page

with page("story.title"):
    from ui.story.page import story_page

    story_page()
