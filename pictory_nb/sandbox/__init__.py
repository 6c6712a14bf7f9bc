"""The stand-in service."""
