"""Pictures that have something the matter."""

from django.core.cache import caches
from wagtail.images.tests.utils import get_test_image_file

from cms.models import SiteImage


def broken_picture() -> SiteImage:
    """One of which no size can be made: its file is gone, and no size was made before."""
    picture = SiteImage.objects.create(
        title="Stuk", description="Een foto", file=get_test_image_file("stuk.png")
    )
    picture.file.storage.delete(picture.file.name)
    caches["renditions"].clear()  # another test may have had a picture of this number
    return picture
