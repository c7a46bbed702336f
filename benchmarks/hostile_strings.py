"""Prints the parameters of hostile searches, one as JSON on each line, for search_hostile.py."""

import json
import sys

import hypothesis
from environment import set_up


def main(count: int) -> None:
    set_up()
    from search.tests.test_hostile import ANYTHING, PARAMETERS

    @hypothesis.settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(ANYTHING, PARAMETERS)
    def write(query: str, parameters: dict[str, str]) -> None:
        # As a server decodes it: a lone surrogate cannot come through UTF-8.
        sent = {
            name: value.encode("utf-8", "replace").decode()
            for name, value in {**parameters, "q": query}.items()
        }
        print(json.dumps(sent))

    write()


if __name__ == "__main__":
    main(int(sys.argv[1]))
