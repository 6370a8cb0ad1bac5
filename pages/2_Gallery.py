"""All pictures that have a name, each of which opens in the Lab."""

from ui.page import frame

frame("gallery.title")

from ui.gallery import gallery  # noqa: E402

gallery()
