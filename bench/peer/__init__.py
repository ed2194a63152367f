"""The peer of P8: what a default Django project would show of the same rows, with generic views and plain templates."""
