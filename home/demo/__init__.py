"""The demo site: example content in the shape of the real one."""
