"""A bucket of S3 or of a service that speaks its language; needs django-storages[s3]."""

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from cms.media_store import StoreElsewhere

# A store that hangs must not hang the readers who do not need it: seconds, and tries in all.
_LIMITS = Config(connect_timeout=3, read_timeout=15, retries={"total_max_attempts": 2})


class BucketStorage(StoreElsewhere, S3Storage):
    """A closed bucket behind the site."""

    store_errors = (Boto3Error, BotoCoreError, ClientError)

    def __init__(self, **options):
        super().__init__(**options)
        self.client_config = self.client_config.merge(_LIMITS)
