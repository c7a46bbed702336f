"""Screens that stand in the place of those of wagtail-localize."""

import logging

from django.core.exceptions import PermissionDenied
from django.forms import HiddenInput
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from requests import RequestException
from wagtail.admin import messages
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import (
    apply_machine_translation,
    user_can_edit_instance,
)
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from desk.translations.po_files import MAX_BYTES, PoFileError, read_po, take_in

logger = logging.getLogger(__name__)


@require_POST
def upload_po(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Take in a PO file, or say in Dutch why not; theirs gives 500 for one that is empty."""
    translation = get_object_or_404(
        Translation.objects.select_related("source", "target_locale"), pk=translation_id
    )
    if not user_can_edit_instance(request.user, translation.get_target_instance()):
        raise PermissionDenied
    uploaded = request.FILES.get("file")
    try:
        if uploaded is None:
            raise PoFileError(_("Choose a file first."))
        po = read_po(uploaded.read(MAX_BYTES + 1), translation)
    except PoFileError as error:
        messages.error(request, str(error))
    else:
        taken, warnings = take_in(po, translation, request.user)
        messages.success(request, taken)
        for warning in warnings:
            messages.warning(request, warning)
    return _back(request, translation)


@require_POST
def machine_translate(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Have a machine fill what is empty; a service that fails is said, and changes nothing."""
    translator = get_machine_translator()
    if translator is None:
        raise Http404
    try:
        is_changed = apply_machine_translation(translation_id, request.user, translator)
    except (RequestException, LookupError, TypeError, ValueError):
        logger.exception("%s gave no translation", translator.display_name)
        messages.error(request, _("The translation service does not answer. Nothing has changed."))
    else:
        if is_changed:
            messages.success(request, _("Translated by a machine. Read it before you publish."))
        else:
            messages.warning(request, _("There is nothing left to translate."))
    return _back(request, get_object_or_404(Translation, pk=translation_id))


def _back(request: HttpRequest, translation: Translation) -> HttpResponse:
    """To where the editor came from, or else to the translation."""
    came_from = get_valid_next_url_from_request(request)
    return redirect(came_from or translation.get_target_instance_edit_url())


class SubmitView(SubmitPageTranslationView):
    """Submit a page for translation, once it is published.

    Rows that a draft has and the database has not yet cannot be copied
    (https://github.com/wagtail/wagtail/issues/14425), and what nobody may read in Dutch should
    not appear in French.
    """

    def dispatch(self, request, *args, **kwargs):
        page = self.get_object()
        may_submit = request.user.has_perm("wagtail_localize.submit_translation")
        if page.live or not may_submit:
            return super().dispatch(request, *args, **kwargs)
        messages.error(request, _("Publish the Dutch page first; then it can be translated."))
        return redirect("wagtailadmin_pages:edit", page.pk)


class UpdateView(UpdateTranslationsView):
    """Bring changes of the original to its translations, as work to do.

    Theirs offers to publish at once, with the new texts still in Dutch.
    """

    def get_form(self):
        form = super().get_form()
        field = form.fields["publish_translations"]
        field.disabled, field.initial, field.widget = True, False, HiddenInput()
        return form
