"""What a browser may load and run on our pages (https://www.w3.org/TR/CSP3/).

No page has a script of its own in its HTML, neither for visitors nor for editors: every
script is a file of this site. So there is no nonce either, which a cached page could not
have and which a form in a dialog, fetched later, would have wrong.
"""

from urllib.parse import urlsplit

from csp.constants import NONE, SELF, UNSAFE_INLINE

# The players that cms.blocks.EmbedBlock makes, after the reader asked for a film.
FILM_PLAYERS = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")


def public_directives(media_url: str) -> dict:
    """The policy of pages for visitors.

    Args:
        media_url: where pictures come from, which may be another host.
    """
    media = urlsplit(media_url)
    images = [SELF, "data:", *([f"{media.scheme}://{media.netloc}"] if media.netloc else [])]
    return {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": images,
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "media-src": [SELF],
        "frame-src": [SELF, *FILM_PLAYERS],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    }


def admin_directives(media_url: str) -> dict:
    """The policy of the admin, where the editor sets styles on what it draws."""
    return {
        **public_directives(media_url),
        "style-src": [SELF, UNSAFE_INLINE],
        # The image library shows a chosen file before it is uploaded.
        "img-src": [*public_directives(media_url)["img-src"], "blob:"],
    }


def permissions() -> dict[str, list[str]]:
    """Features of the browser: none but the films' whole screen, and passkeys at login.

    https://www.w3.org/TR/permissions-policy/
    """
    films = ["self", *FILM_PLAYERS]
    refused = (
        "accelerometer browsing-topics camera display-capture geolocation gyroscope hid"
        " magnetometer microphone midi payment screen-wake-lock serial usb xr-spatial-tracking"
    )
    return {
        **{feature: [] for feature in refused.split()},
        "autoplay": films,
        "fullscreen": films,
        "picture-in-picture": films,
        "publickey-credentials-create": ["self"],
        "publickey-credentials-get": ["self"],
    }
