"""The other words of editors: what they mean to a search, and what the form refuses."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from companies.factories import MunicipalityFactory
from search.synonyms import Rule, other_names
from search.tests.documents import publish
from search.vocabulary import Synonym, SynonymName

BOTH = SynonymName.Direction.BOTH
ONE_WAY = SynonymName.Direction.TO_PREFERRED
ADD = "wagtailsnippets_search_synonym:add"


@pytest.fixture
def make(db):
    """`make("bestek", lastenboek={}, lot={"direction": ONE_WAY})`."""

    def make_(preferred, language="nl", **names):
        synonym = Synonym(preferred=preferred, language=language)
        synonym.names = [SynonymName(name=name, **facts) for name, facts in names.items()]
        synonym.save()
        return synonym

    return make_


def pairs(language="nl"):
    return {(rule.asked, rule.used) for rule in other_names(language).rules}


# Rules


def test_without_synonyms_and_municipalities_there_are_no_rules(db):
    assert other_names().rules == ()


def test_both_ways_leads_both_ways(make):
    make("bestek", lastenboek={})
    assert pairs() == {("bestek", "lastenboek"), ("lastenboek", "bestek")}


def test_one_way_leads_to_the_word_on_the_site_only(make):
    make("perceel", lot={"direction": ONE_WAY})
    assert pairs() == {("lot", "perceel")}


def test_words_that_mean_the_same_lead_to_each_other(make):
    make("schoonmaak", poetsen={}, kuisen={}, ramen={"direction": ONE_WAY})
    assert ("kuisen", "poetsen") in pairs()
    assert ("poetsen", "kuisen") in pairs()
    assert not {pair for pair in pairs() if pair[1] == "ramen"}


def test_who_asks_for_a_word_that_means_more_also_finds_the_equals_less_surely(make):
    make("kringwinkel", kringloopcentrum={}, tweedehands={"direction": ONE_WAY})
    (rule,) = [rule for rule in other_names().rules if rule.used == "kringloopcentrum"][1:]
    assert (rule.asked, rule.is_indirect) == ("tweedehands", True)


def test_a_former_name_is_told_in_both_directions_and_leads_to_no_other_former_name(make):
    make("individueel maatwerk", SINE={"is_former": True}, VOP={"is_former": True}, IMW={})
    former = {rule for rule in other_names().rules if rule.is_former}
    assert former == {
        Rule("SINE", "individueel maatwerk", True),
        Rule("individueel maatwerk", "SINE", True),
        Rule("VOP", "individueel maatwerk", True),
        Rule("individueel maatwerk", "VOP", True),
    }
    assert not {("SINE", "VOP"), ("IMW", "VOP"), ("VOP", "IMW")} & pairs()


def test_synonyms_of_another_language_do_not_count(make):
    make("tender", language="en", bid={})
    assert pairs() == set()
    assert pairs("en") == {("tender", "bid"), ("bid", "tender")}


def test_a_change_counts_at_once(make):
    synonym = make("bestek", lastenboek={})
    synonym.names = [SynonymName(name="kladboek")]
    synonym.save()
    assert pairs() == {("bestek", "kladboek"), ("kladboek", "bestek")}
    synonym.delete()
    assert pairs() == set()


def test_a_municipality_that_merged_leads_both_ways_and_is_no_former_name(db):
    parts = "Daknam, Moerbeke"
    MunicipalityFactory(slug="lokeren", name="Lokeren", former_names="Moerbeke", parts=parts)
    merged = [rule for rule in other_names().rules if rule.is_merged]
    assert {(rule.asked, rule.used, rule.is_used_former) for rule in merged} == {
        ("Moerbeke", "Lokeren", False),
        ("Lokeren", "Moerbeke", True),
    }
    assert not any(rule.is_former or rule.is_one_way for rule in merged)


def test_a_municipality_and_those_before_it_lead_to_their_villages_less_surely(db):
    MunicipalityFactory(slug="lokeren", name="Lokeren", former_names="Moerbeke", parts="Daknam")
    sure = {(rule.asked, rule.used): not rule.is_indirect for rule in other_names().rules}
    assert sure["Daknam", "Lokeren"]
    assert not sure["Lokeren", "Daknam"]
    assert not sure["Moerbeke", "Daknam"]


def test_what_a_municipality_is_also_called_leads_to_it_and_is_not_searched_for(db):
    MunicipalityFactory(also_known_as="Tamise, 9140")
    assert pairs() == {("Tamise", "Temse"), ("9140", "Temse")}


def test_municipalities_villages_and_those_from_before_are_places_and_synonyms_are_not(make):
    make("bestek", lastenboek={})
    MunicipalityFactory(name="Sint-Gillis-Waas", parts="De Klinge", former_names="Meerdonk")
    assert other_names().places == {"sintgilliswaas", "deklinge", "meerdonk"}


def test_all_rules_take_one_query(make, django_assert_num_queries):
    make("bestek", lastenboek={})
    make("perceel", lot={})
    MunicipalityFactory(slug="temse", name="Temse", former_names="", parts="Steendorp")
    with django_assert_num_queries(1):
        assert len(other_names().rules) == 6


def test_the_order_of_the_rules_does_not_depend_on_the_order_of_writing(make):
    make("schoonmaak", kuisen={}, poetsen={})
    make("bestek", lastenboek={})
    first = other_names().rules
    Synonym.objects.all().delete()
    make("bestek", lastenboek={})
    make("schoonmaak", poetsen={}, kuisen={})
    assert other_names().rules == first


# First content


def test_the_first_words_are_loaded_once_and_what_editors_deleted_stays_away(db, capsys):
    call_command("load_synonyms")
    assert ("kuisen", "poetsen") in pairs()
    assert Rule("beschutte werkplaats", "maatwerkbedrijf", True) in other_names().rules
    assert ("strijken", "strijkatelier") in pairs()
    assert ("strijkatelier", "strijken") not in pairs()
    assert ("lokaal bestuur", "stad") not in pairs()
    Synonym.objects.get(preferred="schoonmaak").delete()
    call_command("load_synonyms")
    assert not Synonym.objects.filter(preferred="schoonmaak").exists()


@pytest.mark.parametrize("query", ["Covid", "COVID-19", "covid19", "lockdown", "pandemie"])
def test_what_people_call_corona_finds_it(query, find):
    call_command("load_synonyms")
    publish("Handgel in tijden van corona")
    assert find(query) == ["Handgel in tijden van corona"]


def test_on_demand_what_a_list_lacks_is_added_and_what_it_has_stays(make):
    make("Schoonmaak", dweilen={})
    call_command("load_synonyms", missing=True)
    assert ("dweilen", "Schoonmaak") in pairs()
    assert ("kuisen", "schoonmaak") not in pairs()
    assert ("camion", "vrachtwagen") in pairs()


# The form


def submit(client, preferred="bestek", *rows, url=None):
    """Post the form as the admin does; rows are names or dictionaries of fields."""
    data = {
        "preferred": preferred,
        "language": "nl",
        "names-TOTAL_FORMS": len(rows),
        "names-INITIAL_FORMS": 0,
        "names-MIN_NUM_FORMS": 1,
        "names-MAX_NUM_FORMS": 1000,
    }
    for number, row in enumerate(rows):
        fields = {"name": row} if isinstance(row, str) else row
        fields = {"direction": BOTH, "ORDER": number + 1, **fields}
        data |= {f"names-{number}-{field}": value for field, value in fields.items()}
    return client.post(url or reverse(ADD), data)


@pytest.fixture
def desk(client, editor_user):
    client.force_login(editor_user)
    return client


def test_an_editor_adds_changes_and_deletes_a_synonym(desk):
    assert submit(desk, "bestek", "lastenboek", "het boek van lasten").status_code == 302
    synonym = Synonym.objects.get()
    assert [name.name for name in synonym.names.all()] == ["lastenboek", "het boek van lasten"]
    edit = reverse("wagtailsnippets_search_synonym:edit", args=[synonym.pk])
    assert desk.get(edit).status_code == 200
    delete = reverse("wagtailsnippets_search_synonym:delete", args=[synonym.pk])
    assert desk.post(delete).status_code == 302
    assert not Synonym.objects.exists()


@pytest.mark.parametrize("spelling", ["Lastenboek", "lasten-boek", "lästenboek"])
def test_the_same_word_twice_is_refused_at_its_row(desk, spelling):
    response = submit(desk, "bestek", "lastenboek", spelling)
    rows = response.context["form"].formsets["names"].forms
    assert not rows[0].errors
    assert list(rows[1].errors) == ["name"]
    assert not Synonym.objects.exists()


def test_the_word_on_the_site_is_refused_as_its_own_other_word(desk):
    response = submit(desk, "Bestek", "bestek")
    assert list(response.context["form"].formsets["names"].forms[0].errors) == ["name"]


def test_a_row_that_is_taken_out_is_not_compared(desk):
    assert submit(desk, "bestek", "boek", {"name": "boek", "DELETE": "on"}).status_code == 302


def test_a_second_list_for_the_same_word_is_refused_at_the_field(desk, make):
    make("groenonderhoud", groenbeheer={})
    response = submit(desk, "Groen-onderhoud", "tuinwerk")
    assert "groenonderhoud" in response.context["form"].errors["preferred"][0]


@pytest.mark.parametrize("empty", ["", "   ", "?!", "een, twee"])
def test_what_is_no_word_is_refused_at_the_field(desk, empty):
    assert list(submit(desk, empty, "lastenboek").context["form"].errors) == ["preferred"]
    rows = submit(desk, "bestek", empty).context["form"].formsets["names"].forms
    assert "name" in rows[0].errors


def test_a_synonym_without_other_words_is_refused(desk):
    assert submit(desk, "bestek").status_code == 200
    assert not Synonym.objects.exists()


def test_a_link_may_begin_the_form(desk):
    url = reverse(ADD) + "?name=kuisploeg&preferred=schoonmaak"
    html = desk.get(url).content.decode()
    assert 'value="kuisploeg"' in html
    assert 'value="schoonmaak"' in html
    assert submit(desk, "schoonmaak", "kuisploeg", url=url).status_code == 302
    assert [name.name for name in Synonym.objects.get().names.all()] == ["kuisploeg"]


def test_a_link_for_a_word_that_has_a_list_begins_a_row_in_that_list(desk, make):
    synonym = make("schoonmaak", poetsen={})
    url = reverse(ADD) + "?name=kuis+%26+co&preferred=Schoonmaak"
    response = desk.get(url, follow=True)
    assert response.redirect_chain[0][0].startswith(
        f"/admin/snippets/search/synonym/edit/{synonym.pk}"
    )
    rows = response.context["form"].formsets["names"].forms
    assert [row["name"].value() for row in rows] == ["poetsen", "kuis & co"]
    assert pairs() == {("poetsen", "schoonmaak"), ("schoonmaak", "poetsen")}
    url = url.replace("kuis+%26+co", "Poetsen")
    assert len(desk.get(url, follow=True).context["form"].formsets["names"].forms) == 1


def test_the_list_shows_a_synonym_once_and_finds_it_by_any_word(desk, make):
    make("schoonmaak", poetsen={}, poetswerk={})
    make("bestek", lastenboek={"is_former": True})
    response = desk.get(reverse("wagtailsnippets_search_synonym:list"), {"q": "poets"})
    assert [synonym.preferred for synonym in response.context["object_list"]] == ["schoonmaak"]
    assert "poetsen, poetswerk" in response.content.decode()


def test_the_list_takes_as_many_queries_for_many_synonyms_as_for_two(
    desk, make, django_assert_max_num_queries
):
    url = reverse("wagtailsnippets_search_synonym:list")
    desk.get(url)
    for number in range(12):
        make(f"woord{number}", **{f"ander{number}": {}})
    with django_assert_max_num_queries(20):
        desk.get(url)
