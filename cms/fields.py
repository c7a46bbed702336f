"""Model fields that every app uses."""

from wagtail.fields import StreamField


class StoryField(StreamField):
    """A StreamField whose blocks stay out of the migrations.

    Without this every changed help text of a block is a migration. The price: inside a
    data migration the value is raw JSON, not blocks. docs/adr/0005.
    """

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
