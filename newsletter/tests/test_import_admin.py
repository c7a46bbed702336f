"""An editor imports old issues in the admin: upload, look, correct, publish."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from newsletter.admin import forms, upload
from newsletter.factories import NewsletterIndexPageFactory, SeriesFactory
from newsletter.models import ImportedFile, NewsletterIssuePage
from newsletter.tests.importfiles import ARTICLES, SIMPLE, mail, page, zip_of
from newsletter.tests.pdffiles import pdf

pytestmark = pytest.mark.django_db
HTML = page(SIMPLE)
INDEX = "/admin/oude-nummers/"


@pytest.fixture
def archive(home):
    SeriesFactory()
    return NewsletterIndexPageFactory(parent=home, slug="nieuwsbrief")


@pytest.fixture
def editor(client, archive, editor_user):
    """A browser in which a redacteur is logged in."""
    client.force_login(editor_user)
    return client


def send(client, *files, **data):
    uploads = [
        SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
        for name, text in files
    ]
    return client.post(INDEX, {"files": uploads, **data}, follow=True)


def without_publishing(user):
    group = Group.objects.get(name="Hoofdredacteurs")
    group.page_permissions.filter(
        permission__in=Permission.objects.filter(codename="publish_page")
    ).delete()
    return user


def test_uploaded_files_become_drafts_with_a_review_of_each(editor):
    export = zip_of({"juni.html": HTML.replace("mei", "juni").replace("31", "32")})
    response = send(editor, ("mei.html", HTML), ("export.zip", export))
    assert NewsletterIssuePage.objects.filter(live=False).count() == 2
    for file in ImportedFile.objects.all():
        assert reverse("import_issues:review", args=[file.pk]) in response.content.decode()


def test_what_was_refused_is_shown_with_its_reason(editor):
    response = send(editor, ("kapot.pdf", b"%PDF-1.4 x"))
    outcome = response.context["outcomes"][0]
    assert (outcome["file"], outcome["status"]) == ("kapot.pdf", "refused")
    assert outcome["messages"][0] in response.content.decode()


def test_the_outcome_of_an_upload_is_shown_once(editor):
    send(editor, ("mei.html", HTML))
    assert editor.get(INDEX).context["outcomes"] == []


def test_a_list_of_subscribers_in_an_export_is_not_read(editor):
    send(editor, ("export.zip", zip_of({"leden.csv": "lezer7@example.be", "mei.html": HTML})))
    assert ImportedFile.objects.get().name == "export.zip!mei.html"


def test_the_chosen_series_wins(editor):
    other = SeriesFactory(name="Andere brief", slug="andere", started_on=None)
    send(editor, ("mei.html", HTML), series=other.pk)
    assert NewsletterIssuePage.objects.get().series == other


def test_a_file_of_another_kind_is_named_at_the_field(editor):
    response = send(editor, ("brief.docx", b"PK"), ("mei.html", HTML))
    assert "brief.docx" in response.context["form"].errors["files"][0]
    assert NewsletterIssuePage.objects.count() == 0


def test_nothing_chosen_is_an_error_at_the_field(editor):
    assert "files" in send(editor).context["form"].errors


def test_too_many_or_too_large_is_an_error_at_the_field(editor, monkeypatch):
    monkeypatch.setattr(forms, "MAX_FILES", 1)
    monkeypatch.setattr(forms, "MAX_MEGABYTES", 0)
    response = send(editor, ("a.html", HTML), ("b.html", HTML))
    assert len(response.context["form"].errors["files"]) == 2


def test_more_issues_than_one_visit_can_read_are_left_for_the_next(editor, monkeypatch):
    monkeypatch.setattr(upload, "MAX_OUTCOMES", 1)
    response = send(
        editor, ("export.zip", zip_of({"a.html": HTML, "b.html": HTML, "c.html": "x"}))
    )
    assert [row["status"] for row in response.context["outcomes"]] == ["imported", "skipped"]


def review(client):
    return client.get(reverse("import_issues:review", args=[ImportedFile.objects.get().pk]))


def test_the_review_shows_what_was_derived(editor):
    send(editor, ("mei.html", HTML))
    content = review(editor).content.decode()
    for rubric, headline, _text in ARTICLES:
        assert rubric in content
        assert headline in content
    assert "mei 2019" in content
    assert (
        reverse("wagtailadmin_pages:edit", args=[NewsletterIssuePage.objects.get().pk]) in content
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("mei.html", HTML.replace("<h2>", "<script>alert(1)</script><h2>")),
        ("mei.eml", mail(HTML).as_bytes()),
        (
            "mei.eml",
            mail(text=f"WAAS MAATWERKNIEUWS\nmei 2019\n\n{ARTICLES[0][2] * 5}").as_bytes(),
        ),
    ],
)
def test_the_original_can_do_nothing(editor, name, content):
    send(editor, (name, content))
    response = editor.get(reverse("import_issues:original", args=[ImportedFile.objects.get().pk]))
    policy = response["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "sporthal" in response.content.decode()


def test_the_original_of_a_pdf_is_the_pdf(editor):
    content = pdf([[]])
    send(editor, ("scan.pdf", content))
    response = editor.get(reverse("import_issues:original", args=[ImportedFile.objects.get().pk]))
    assert response["Content-Type"] == "application/pdf"
    assert response.content == content


def publish(client):
    return client.post(reverse("import_issues:review", args=[ImportedFile.objects.get().pk]))


def test_publishing_makes_the_issue_live(editor):
    send(editor, ("mei.html", HTML))
    assert publish(editor).status_code == 302
    issue = NewsletterIssuePage.objects.get()
    assert issue.live
    assert issue.items.count() == len(ARTICLES)


def test_an_issue_without_series_or_date_is_not_published(editor, archive):
    send(editor, ("x.html", page(SIMPLE, head="<h1>Nieuwsbrief</h1>")))
    response = publish(editor)
    assert response.status_code == 422
    assert len(response.context["errors"]) == 2
    assert not NewsletterIssuePage.objects.get().live


def test_publishing_takes_what_an_editor_corrected(editor):
    send(editor, ("mei.html", HTML))
    issue = NewsletterIssuePage.objects.get()
    issue.title = "Verbeterd"
    issue.save_revision()
    publish(editor)
    assert NewsletterIssuePage.objects.get(live=True).title == "Verbeterd"


def test_who_may_not_publish_sees_no_button_and_cannot(editor, editor_user):
    without_publishing(editor_user)
    send(editor, ("mei.html", HTML))
    assert not review(editor).context["can_publish"]
    publish(editor)
    assert not NewsletterIssuePage.objects.get().live


def test_an_issue_that_a_colleague_locked_is_not_published(editor, django_user_model):
    send(editor, ("mei.html", HTML))
    colleague = django_user_model.objects.create_user("collega", "collega@example.be", "geheim")
    NewsletterIssuePage.objects.update(locked=True, locked_by=colleague)
    assert not review(editor).context["can_publish"]
    publish(editor)
    assert not NewsletterIssuePage.objects.get().live


def test_who_may_not_add_issues_sees_no_menu_and_gets_no_page(client, archive, django_user_model):
    user = django_user_model.objects.create_user("lezer", "lezer@example.be", "wachtwoord")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    assert INDEX not in client.get("/admin/").content.decode()
    assert client.get(INDEX).status_code == 302


def test_a_visitor_must_log_in(client, archive):
    assert "/login/" in client.get(INDEX)["Location"]


def test_the_menu_leads_an_editor_there(editor):
    assert INDEX in editor.get("/admin/").content.decode()


def test_a_site_without_an_archive_has_nothing_to_import_into(client, home, editor_user):
    client.force_login(editor_user)
    assert client.get(INDEX).status_code == 302


def test_the_list_costs_the_same_with_more_files(editor, django_assert_max_num_queries):
    """Series and issue come with the file; the rest is the admin's own furniture."""
    send(editor, ("mei.html", HTML))
    editor.get(INDEX)
    with django_assert_max_num_queries(60) as few:
        editor.get(INDEX)
    for month in ("juni", "juli", "augustus"):
        send(editor, (f"{month}.html", HTML.replace("mei", month).replace("nr. 31 - ", "")))
    editor.get(INDEX)
    with django_assert_max_num_queries(60) as many:
        editor.get(INDEX)
    assert len(many) == len(few)
