"""What somebody can do in the admin, sent as the buttons send it, and whether it took effect."""

from django.urls import reverse
from wagtail.models import Page, PageViewRestriction
from wagtail.test.utils.form_data import querydict_from_html

from home.models import HomePage
from home.roles import TRANSLATORS
from news.models import Theme
from newsletter.models import ImportedFile, Mailing, Subscriber
from tests.admin.world import World

NEW_TITLE = "Een nieuwe titel"
BODY = {"body-count": "0"}  # a script adds what a form has to say of its blocks


class Deeds:
    """Each action says whether it took effect; those on pages are about the page at `place`."""

    def __init__(self, client, world: World):
        self.client, self.world = client, world
        self.forms = {place: self._form(page) for place, page in world.places.items()}
        self.go_to("nl")

    def _form(self, page: Page) -> dict[str, str]:
        """The form in the editor with another title; who asks first must be let in."""
        html = self.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content
        form = querydict_from_html(html.decode(), form_id="page-edit-form")
        return {**form.dict(), **BODY, "title": NEW_TITLE}

    def go_to(self, place: str) -> None:
        self.place = place
        self.page = self.world.places[place]
        self.moderated = self.world.moderated[place]

    def post(self, name: str, *arguments, data=None, **query):
        url = reverse(name, args=arguments, query=query or None)
        return self.client.post(url, data or {})

    def now(self) -> Page:
        return Page.objects.get(pk=self.page.pk)

    def write(self):
        self.post("wagtailadmin_pages:edit", self.page.pk, data=self.forms[self.place])
        return self.now().get_latest_revision_as_object().title == NEW_TITLE

    def publish(self):
        data = {**self.forms[self.place], "action-publish": "1"}
        self.post("wagtailadmin_pages:edit", self.page.pk, data=data)
        return self.now().title == NEW_TITLE

    def publish_several(self):
        Page.objects.filter(pk=self.page.pk).update(live=False, has_unpublished_changes=True)
        self.bulk("wagtailcore", "page", "publish", self.page)
        return self.now().live

    def unpublish(self):
        self.post("wagtailadmin_pages:unpublish", self.page.pk)
        return not self.now().live

    def unpublish_several(self):
        self.bulk("wagtailcore", "page", "unpublish", self.page)
        return not self.now().live

    def delete(self):
        self.post("wagtailadmin_pages:delete", self.page.pk)
        return not Page.objects.filter(pk=self.page.pk).exists()

    def delete_several(self):
        self.bulk("wagtailcore", "page", "delete", self.page)
        return not Page.objects.filter(pk=self.page.pk).exists()

    def move(self):
        target = self.moderated.get_parent()
        self.post("wagtailadmin_pages:move_confirm", self.page.pk, target.pk)
        return self.now().get_parent().pk == target.pk

    def move_several(self):
        target = self.moderated.get_parent()
        self.bulk("wagtailcore", "page", "move", self.page, {"chooser": target.pk})
        return self.now().get_parent().pk == target.pk

    def copy(self):
        data = {
            "new_title": NEW_TITLE,
            "new_slug": "kopie",
            "new_parent_page": self.page.get_parent().pk,
        }
        self.post("wagtailadmin_pages:copy", self.page.pk, data=data)
        return Page.objects.filter(slug="kopie").exists()

    def copy_and_publish(self):
        data = {
            "new_title": NEW_TITLE,
            "new_slug": "kopie",
            "new_parent_page": self.page.get_parent().pk,
            "publish_copies": "on",
        }
        self.post("wagtailadmin_pages:copy", self.page.pk, data=data)
        return Page.objects.filter(slug="kopie", live=True).exists()

    def lock(self):
        self.post("wagtailadmin_pages:lock", self.page.pk)
        return self.now().locked

    def unlock(self):
        Page.objects.filter(pk=self.page.pk).update(locked=True)
        self.post("wagtailadmin_pages:unlock", self.page.pk)
        return not self.now().locked

    def make_private(self):
        data = {"restriction_type": PageViewRestriction.LOGIN}
        self.post("wagtailadmin_pages:set_privacy", self.page.pk, data=data)
        return self.page.get_view_restrictions().exists()

    def approve(self):
        return self.moderate("approve") == "approved"

    def send_back(self):
        return self.moderate("reject") == "needs_changes"

    def moderate(self, action: str) -> str:
        state = self.moderated.current_workflow_state
        task = state.current_task_state.pk
        self.post("wagtailadmin_pages:workflow_action", self.moderated.pk, action, task)
        state.refresh_from_db()
        return state.status

    def cancel_moderation(self):
        state = self.moderated.current_workflow_state
        data = {**self.forms[self.place], "action-cancel-workflow": "1"}
        self.post("wagtailadmin_pages:edit", self.moderated.pk, data=data)
        state.refresh_from_db()
        return state.status == "cancelled"

    def bulk(self, app: str, model: str, action: str, thing, data=None):
        return self.post("wagtail_bulk_action", app, model, action, data=data, id=thing.pk)

    def delete_image(self):
        image = HomePage.objects.first().image
        self.bulk("cms", "siteimage", "delete", image)
        return not type(image).objects.filter(pk=image.pk).exists()

    def delete_snippet(self):
        theme = Theme.objects.get()
        self.post("wagtailsnippets_news_theme:delete", theme.pk)
        return not Theme.objects.exists()

    def delete_person(self):
        person = self.world.people[TRANSLATORS]
        self.post("wagtailusers_users:delete", person.pk)
        return not type(person).objects.filter(pk=person.pk).exists()

    def undo_mailing(self):
        mailing = Mailing.objects.get()
        self.post("mailings:report", mailing.pk, data={"actie": "ongedaan"})
        mailing.refresh_from_db()
        return mailing.state == Mailing.State.CANCELLED

    def erase_reader(self):
        reader = Subscriber.objects.get(pk=self.world.things["subscribers"]["pk"])
        self.post("subscribers:erase", reader.pk)
        return not Subscriber.objects.filter(email=reader.email).exists()

    def import_readers(self):
        listed = self.world.things["subscribers:import_review"]["pk"]
        self.post("subscribers:import_review", listed)
        return Subscriber.objects.filter(email="lezer@example.be").exists()

    def accept_imported_issue(self):
        file = ImportedFile.objects.get()
        issue = file.issue
        issue.unpublish()
        self.post("import_issues:review", file.pk)
        issue.refresh_from_db()
        return issue.live
