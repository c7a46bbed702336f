"""Compare the search index with the pages that it is made from."""

from django.core.management.base import BaseCommand, CommandError

from cms.frame import restricted_paths
from search.models import SearchDocument
from search.sources import all_keys, expected_documents, load, orphans
from search.stores import get_store


class Command(BaseCommand):
    help = (
        "Zegt wat in de zoekindex ontbreekt, verouderd is of er niet in mag staan. Eindigt met"
        " status 1 als er iets is."
    )

    def handle(self, *args, **options):
        problems = [*self.local_problems(), *self.differences()]
        for problem in problems:
            self.stdout.write(problem)
        if problems:
            raise CommandError(
                f"{len(problems)} verschillen. Herstel met: manage.py rebuild_search"
            )
        self.stdout.write("De zoekindex klopt.")

    def local_problems(self):
        """What is wrong with the copy of the index on this machine."""
        store = get_store()
        yield from store.problems()
        wanted = dict(SearchDocument.objects.values_list("pk", "digest"))
        if store.documents() != wanted:
            yield "de kopie van de index op deze machine loopt achter"

    def differences(self):
        private = restricted_paths()
        for key in all_keys():
            source = load(key)
            expected = expected_documents(source, private) if source else {}
            stored = set(
                SearchDocument.objects.filter(source=key).values_list("digest", flat=True)
            )
            for digest in expected.keys() - stored:
                yield f"ontbreekt: {key} {expected[digest].url} {expected[digest].title!r}"
            if surplus := stored - expected.keys():
                reason = "verouderd" if expected else "hoort er niet in"
                yield f"{reason}: {key} ({len(surplus)} documenten)"
        yield from (f"hoort er niet in: {key} bestaat niet meer" for key in sorted(orphans()))
