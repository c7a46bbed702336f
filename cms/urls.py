"""The addresses of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from cms.security import accounts
from cms.sitemaps import PageSitemap
from cms.views import cards, media, pages, wellknown

handler500 = "cms.views.errors.server_error"

urlpatterns = [
    path("metrics", include("operations.urls")),
    path("robots.txt", wellknown.robots_txt, name="robots_txt"),
    path(".well-known/security.txt", wellknown.security_txt, name="security_txt"),
    path("account/", include("allauth.urls")),
    # Wagtail's own login pages know no second factor.
    path("admin/login/", accounts.log_in),
    # One address for all languages, as the page that it leads to.
    path("_util/login/", accounts.log_in, name="wagtailcore_login"),
    path("admin/", include(wagtailadmin_urls)),
    path("", include("home.urls")),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", media.media, name="media"),
    path("deelbeeld/<int:page_id>.png", cards.card, name="card"),
    path("api/zoeken/", include("search.api_urls")),
    path("", include("newsletter.own_urls")),
    path("", include("companies.own_urls")),
]

if settings.ANYMAIL_PROVIDER:
    urlpatterns.append(path("anymail/", include("anymail.urls")))

urlpatterns += i18n_patterns(
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PageSitemap}}, name="sitemap"),
    path("zoeken/", include("search.urls")),
    path("nieuwsbrief/", include("newsletter.urls")),
    # Wagtail's own addresses by the same names. Pages come last: theirs fit all others.
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        pages.authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
    re_path(wagtail_urls.serve_pattern, pages.serve, name="wagtail_serve"),
    prefix_default_language=False,
)
