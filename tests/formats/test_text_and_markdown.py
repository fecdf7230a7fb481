"""Text and Markdown: a person's own words stand as they were given."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import CONTENT, plan_for

from planner.document.compose import compose
from planner.document.model import Document
from planner.formats.markdown import to_markdown
from planner.formats.text import to_text


@pytest.mark.parametrize("writer", [to_text, to_markdown])
@pytest.mark.parametrize(
    ("name", "id_", "whom"),
    [
        ("Ana {id} {name}", "A-1", "Ana {id} {name} · A-1"),
        ("Ana", "{name}{id}", "Ana · {name}{id}"),
        ("{id}", "", "{id}"),
        ("", "{name}", "{name}"),
    ],
)
def test_a_name_with_braces_is_never_filled(writer: Callable[[Document], str], name: str, id_: str, whom: str) -> None:
    plan = plan_for({"age": 67, **({"name": name} if name else {}), **({"id": id_} if id_ else {})})
    first = writer(compose(plan, CONTENT)).splitlines()[0]
    assert first.replace("\\", "") == whom
