"""All pictures that have a name, each of which opens in the Lab."""

from ui.page import frame

with frame("gallery.title"):
    from ui.gallery import gallery

    gallery()
