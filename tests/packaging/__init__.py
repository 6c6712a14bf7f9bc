"""Is what people install whole? The wheel, other Pythons, Binder, the test command, the pages of the documentation."""
