"""The screens between an issue and its readers."""
