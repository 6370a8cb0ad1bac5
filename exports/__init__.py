"""What a person takes away of a picture, and what a teacher takes into a class."""
