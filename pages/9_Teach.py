"""For lecturers: frames, files, checks, exercises and plans."""

from ui.page import page

with page("teach.title"):
    from ui.teach import teach

    teach()
