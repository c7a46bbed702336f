"""A small site with one of each thing that the admin can show, and one person per role."""

from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    Locale,
    Page,
    Site,
    UploadedFile,
    WorkflowState,
)
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import TranslationSource
from wagtail_localize.operations import TranslationCreator

from cms.models import SiteDocument
from companies.factories import (
    ActivityFactory,
    CompanyIndexPageFactory,
    CompanyPageFactory,
    CpvCodeFactory,
    MunicipalityFactory,
    ProfileCheckFactory,
)
from companies.models import CompanyPage
from events.factories import EventIndexPageFactory, EventPageFactory
from helpdesk.factories import LegalRuleFactory, PracticeCasePageFactory, PracticeIndexPageFactory
from home.demo.pictures import scene_image
from home.factories import StandardPageFactory
from home.models import HomePage
from home.roles import ROLES, TRANSLATORS, WRITERS, setup_roles
from news.factories import NewsIndexPageFactory, NewsPageFactory, ThemeFactory
from newsletter.factories import (
    MailingFactory,
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    RubricFactory,
    SeriesFactory,
    SubscriberFactory,
)
from newsletter.models import ImportedFile, SubscriberImport
from search.vocabulary import Synonym
from users.models import User


@dataclass
class World:
    """The people by role, and the pages on which rights differ by place.

    `places` are "nl" (an ordinary page), "helpdesk" (a page of the helpdesk) and "en" (a
    translated page); `moderated` are three others there that wait for approval.
    `states` is how far these are. `arguments` gives what an address asks for.
    """

    people: dict[str, User]
    places: dict[str, Page]
    moderated: dict[str, Page]
    states: dict[str, WorkflowState]
    things: dict[str, object]
    snippets: dict[str, object]

    def arguments(self, name: str, wanted: tuple[str, ...], place: str) -> dict:
        """A value for each argument of the address of that name."""
        prefix = name.partition(":")[0]
        values = {**self.things, **self._of_page(name, place), **self.things.get(prefix, {})}
        for kind in ("wagtailsnippets_", "wagtailsnippetchoosers_"):
            if prefix.startswith(kind):
                values["pk"] = self.snippets[prefix.removeprefix(kind)].pk
        values |= self.things.get(name, {})
        return {argument: values[argument] for argument in wanted}

    def _of_page(self, name: str, place: str) -> dict:
        """The arguments about a page, which in moderation is the one that waits for it."""
        moderated = self.moderated[place]
        page = moderated if "workflow" in name else self.places[place]
        state = self.states[place]
        return {
            "pk": page.pk,
            "page_id": page.pk,
            "page_pk": page.pk,
            "page_to_move_id": page.pk,
            "parent_page_id": page.get_parent().pk,
            "destination_id": moderated.get_parent().pk,
            "revision_id": page.latest_revision_id,
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
            "content_type_app_name": page.content_type.app_label,
            "content_type_model_name": page.content_type.model,
            "workflow_state_id": state.pk,
            "task_state_id": state.current_task_state.pk,
        }


def build_world(home: HomePage) -> World:
    """Make everything, and the roles over it."""
    home.image = scene_image("polder")
    home.save()
    english = Locale.objects.get_or_create(language_code="en")[0]
    places, moderated = _pages(home, english)
    EventPageFactory(parent=EventIndexPageFactory(parent=home, slug="agenda"))
    CompanyPageFactory(parent=CompanyIndexPageFactory(parent=home, slug="bedrijven"))
    PracticeCasePageFactory(parent=PracticeIndexPageFactory(parent=home, slug="praktijk"))
    archive = NewsletterIndexPageFactory(parent=home, slug="nieuwsbrief")
    issue = NewsletterIssuePageFactory(parent=archive)
    setup_roles()
    people = _people()
    writer = people[WRITERS]
    for page in (*places.values(), *moderated.values()):
        page.save_revision(user=writer)
    states = {place: page.get_workflow().start(page, writer) for place, page in moderated.items()}
    snippets = _snippets()
    things = _things(home, people, issue) | _translation(home, snippets, people)
    return World(people, places, moderated, states, things, snippets)


def _pages(home: HomePage, english: Locale) -> tuple[dict, dict]:
    """In each place a page, and one beside its parent to which it could move."""
    helpdesk = StandardPageFactory(parent=home, slug="helpdesk")
    translated = home.copy_for_translation(english)
    parents = {
        "nl": [NewsIndexPageFactory(parent=home, slug=slug) for slug in ("nieuws", "archief")],
        "helpdesk": [StandardPageFactory(parent=helpdesk, slug=slug) for slug in ("a", "b")],
        "en": [
            StandardPageFactory(parent=translated, slug=slug, locale=english)
            for slug in ("a", "b")
        ],
    }
    factories = {"nl": NewsPageFactory, "helpdesk": StandardPageFactory, "en": StandardPageFactory}
    made = {
        place: [
            factories[place](parent=parent, slug=slug, locale=parent.locale)
            for parent, slug in zip(pair, ("pagina", "nagelezen"), strict=True)
        ]
        for place, pair in parents.items()
    }
    return (
        {place: pair[0] for place, pair in made.items()},
        {place: pair[1] for place, pair in made.items()},
    )


def _people() -> dict[str, User]:
    people = {}
    for number, role in enumerate(ROLES):
        user = User.objects.create_user(f"persoon{number}", f"persoon{number}@example.be", "x")
        user.groups.add(Group.objects.get(name=role.name))
        people[role.name] = user
    return people


def _snippets() -> dict[str, object]:
    """One of each snippet, by app and model."""
    made = [
        ThemeFactory(),
        SeriesFactory(),
        RubricFactory(),
        ActivityFactory(),
        MunicipalityFactory(),
        CpvCodeFactory(),
        LegalRuleFactory(),
        Synonym.objects.create(preferred="bestek", language="nl"),
    ]
    by_name = {thing._meta.label_lower.replace(".", "_"): thing for thing in made}
    missing = {model._meta.label_lower.replace(".", "_") for model in get_snippet_models()}
    assert by_name.keys() == missing
    return by_name


def _translation(home: HomePage, snippets: dict, people: dict) -> dict:
    """The home page and a snippet, submitted for translation to English."""
    creator = TranslationCreator(people[WRITERS], [Locale.objects.get(language_code="en")])
    creator.create_translations(home)
    source = TranslationSource.objects.get_for_instance(home)
    translation = source.translations.get()
    return {
        "translation_id": translation.pk,
        "translation_source_id": source.pk,
        "string_segment_id": source.stringsegment_set.first().pk,
        "overridable_segment_id": source.overridablesegment_set.first().pk,
        "mode": "anders",
        "wagtail_localize:submit_page_translation": {},
        "wagtail_localize:submit_snippet_translation": _named(snippets["news_theme"]),
        "wagtail_localize:snippets_api_detail": _named(snippets["news_theme"]),
        "wagtail_localize:snippets_api_listing": _named(snippets["news_theme"]),
    }


def _named(thing) -> dict:
    meta = thing._meta
    return {"app_label": meta.app_label, "model_name": meta.model_name, "pk": thing.pk}


def _things(home: HomePage, people: dict, issue: Page) -> dict:
    """The value of each argument, by argument or, where it differs, by address."""
    image = home.image
    document = SiteDocument.objects.create(title="Verslag", file=ContentFile(b"x", "verslag.txt"))
    task = GroupApprovalTask.objects.get()
    workflow = task.workflow_tasks.get().workflow
    query = Query.objects.create(query_string="groen")
    SearchPromotion.objects.create(query=query, page=home)
    site = Site.objects.get()
    upload = UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(SiteDocument),
        file=ContentFile(b"x", "los.txt"),
    )
    session = EditingSession.objects.create(
        user=people[WRITERS],
        content_type=ContentType.objects.get_for_model(Page),
        object_id=home.pk,
        last_seen_at=timezone.now(),
    )
    imported = ImportedFile.objects.create(
        sha256="0" * 64, name="mei.html", issue=issue, document=document
    )
    listed = SubscriberImport.objects.create(
        kind=SubscriberImport.Kind.OWN,
        name="leden.csv",
        text="E-mailadres\nlezer@example.be",
        series=SeriesFactory(),
    )
    sent = NewsletterIssuePageFactory(parent=issue.get_parent())
    collection = Collection.get_first_root_node().add_child(name="Logo's")
    page_label = {"app_label": "news", "model_name": "newspage"}
    return {
        **page_label,
        "action": "publish",
        "action_name": "approve",
        "app_name": "cms",
        "object_id": home.pk,
        "session_id": session.pk,
        "collection_id": collection.pk,
        "doc_id": document.pk,
        "document_id": document.pk,
        "image_id": image.pk,
        "filter_spec": "original",
        "workflow_pk": workflow.pk,
        "query_id": query.pk,
        "redirect_id": Redirect.objects.create(old_path="/oud", redirect_page=home).pk,
        "task_id": task.pk,
        "uploaded_file_id": upload.pk,
        "uidb64": "x",
        "token": "x",
        "wagtailsettings": {"model_name": "sitesettings", "pk": site.pk},
        "wagtailadmin_tag_model_autocomplete": {"app_name": "taggit", "model_name": "tag"},
        "wagtailadmin_workflows:add_task": _named(task),
        "wagtailadmin_workflows": {"pk": workflow.pk},
        "wagtailadmin_workflows:edit_task": {"pk": task.pk},
        "wagtailadmin_workflows:disable_task": {"pk": task.pk},
        "wagtailadmin_workflows:enable_task": {"pk": task.pk},
        "wagtailadmin_editing_sessions:ping": {"app_label": "wagtailcore", "model_name": "page"},
        "composing": {"pk": issue.pk},
        "profile_checks": {"pk": ProfileCheckFactory(company=CompanyPage.objects.get()).pk},
        "mailings": {"pk": MailingFactory(issue=sent).pk},
        "import_issues": {"pk": imported.pk},
        "subscribers": {"pk": SubscriberFactory().pk},
        "subscribers:import_review": {"pk": listed.pk},
        "wagtailadmin_api": {"pk": document.pk},
        "wagtailadmin_api:images:detail": {"pk": image.pk},
        "wagtailadmin_api:pages:detail": {"pk": home.pk},
        "wagtailadmin_api:pages:action": {"pk": home.pk, "action_name": "publish"},
        "wagtailadmin_collections": {"pk": collection.pk},
        "wagtaildocs_chooser": {"pk": document.pk},
        "wagtailimages_chooser": {"pk": image.pk},
        "wagtaillocales": {"pk": Locale.objects.get(language_code="en").pk},
        "wagtailsites": {"pk": site.pk},
        "wagtailusers_groups": {"pk": Group.objects.get(name=WRITERS).pk},
        "wagtailusers_users": {"pk": people[TRANSLATORS].pk},
    }
