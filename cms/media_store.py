"""Where uploads are kept, when that is not a folder of this machine.

Nobody reads a bucket but the site itself, which hands out what is public: resized images by
`cms/views/media.py`, documents by Wagtail's view, which checks who asks. So a bucket stays
closed, and addresses are the same wherever the files are.
"""

from collections.abc import Callable

from django.conf import settings
from django.utils.encoding import filepath_to_uri

# What MEDIA_S3 may say; the rest of django-storages' options would open the bucket.
OPTIONS = frozenset(
    {
        *("access_key", "addressing_style", "bucket_name", "endpoint_url", "location"),
        *("region_name", "secret_key", "signature_version", "verify"),
    }
)
# A name that is taken gets another, as on a disk. Uploads have no ACL: many stores refuse any.
FIXED_OPTIONS = {"file_overwrite": False, "default_acl": None, "querystring_auth": True}


def _as_on_a_disk(name: str) -> Callable:
    def ask(self, *args, **kwargs):
        try:
            return getattr(super(StoreElsewhere, self), name)(*args, **kwargs)
        except self.store_errors as error:
            raise OSError(f"The media store does not answer: {error}") from error

    return ask


class StoreElsewhere:
    """Before a storage of another machine: with addresses of the site, and errors of a disk.

    Wagtail knows what to do when a disk fails, and nothing of the errors of a service.
    """

    store_errors: tuple[type[Exception], ...] = ()

    delete = _as_on_a_disk("delete")
    exists = _as_on_a_disk("exists")
    get_modified_time = _as_on_a_disk("get_modified_time")
    listdir = _as_on_a_disk("listdir")
    size = _as_on_a_disk("size")
    _save = _as_on_a_disk("_save")
    _open_now = _as_on_a_disk("_open")

    def _open(self, name, mode="rb"):
        opened = self._open_now(name, mode)
        if "r" in mode:
            try:
                opened.open(mode)  # fetches it: who opens a file knows that it is there
            except self.store_errors as error:
                raise OSError(f"The media store does not answer: {error}") from error
        return opened

    def url(self, name, *args, **kwargs) -> str:
        return settings.MEDIA_URL + filepath_to_uri(name).lstrip("/")
