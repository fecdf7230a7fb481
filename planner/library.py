"""The functions that `import planner` shows: each looks at what it is handed, and says what it expected instead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from planner.errors import UsageError

if TYPE_CHECKING:
    from planner.content.knowledge import Content, PlanTemplate
    from planner.document.model import Document
    from planner.formats.pdf import PdfTheme
    from planner.model.sheet import ClinicTheme, Identity, SheetOptions
    from planner.planning.plan import Plan
    from planner.profile.profile import Profile

_CONTENT = "load_content() returns one"
_PLAN = "apply(template, profile, start) returns one"
_TEMPLATE = "content.template('night-leg-cramps') returns one"
_PROFILE = "load_profile({'age': 67}, content) returns one"
_DOCUMENT = "compose(plan, content) makes one of a plan"
_FOLDER = "such as Path('my-plans'), or nothing for ours"
_DATE = "such as date(2026, 11, 23)"
_OPTIONS = "of planner.model.sheet"
_CLINIC = "give Path('clinic.yaml'), or a ClinicTheme of planner.model.sheet"


def load_content(folder: Path | str | None = None) -> Content:
    """Return the content of a plans/ folder (by default the bundled one), or raise ContentError with every problem."""
    from planner.content import loader

    _expect("load_content: folder", folder, (Path, str, type(None)), _FOLDER)
    return loader.load_content(Path(folder) if isinstance(folder, str) else folder)


def load_profile(
    source: Path | str | Mapping[str, Any],
    content: Content,
    *,
    file: str = "profile",
    as_of: date | None = None,
) -> Profile:
    """Return the profile of a YAML or JSON file, of text or of a mapping, or raise ProfileError with every problem.

    `file` is the name that stands before each problem, and `as_of` the day to which a birth date is counted.
    """
    from planner.content.knowledge import Content
    from planner.profile import resolve

    _expect("load_profile: content", content, (Content,), _CONTENT)
    _expect("load_profile: file", file, (str,), "a name for messages, such as 'profile'")
    if as_of is not None:
        _expect_date("load_profile: as_of", as_of)
    return resolve.load_profile(source, content, file=file, as_of=as_of)


def apply(template: PlanTemplate, profile: Profile, start: date) -> Plan:
    """Return the plan that a template gives for a profile, seven days from `start`, with every decision."""
    from planner.content.knowledge import PlanTemplate
    from planner.planning import apply as planning
    from planner.profile.profile import Profile

    _expect("apply: template", template, (PlanTemplate,), _TEMPLATE)
    _expect("apply: profile", profile, (Profile,), _PROFILE)
    _expect_date("apply: start", start)
    return planning.apply(template, profile, start)


def compose(
    plan: Plan,
    content: Content,
    *,
    options: SheetOptions | None = None,
    identity: Identity | None = None,
    clinic: ClinicTheme | Path | None = None,
) -> Document:
    """Return the whole sheet of a plan as a document, in the language of its options.

    `clinic` is a clinic's theme, or the YAML file of one, or raise PlannerError with every fault of the file.
    """
    from planner.content import theme
    from planner.content.knowledge import Content
    from planner.document import compose as document
    from planner.model.sheet import ClinicTheme, Identity, SheetOptions
    from planner.planning.plan import Plan

    _expect("compose: plan", plan, (Plan,), _PLAN)
    _expect("compose: content", content, (Content,), _CONTENT)
    _expect("compose: options", options, (SheetOptions, type(None)), _OPTIONS)
    _expect("compose: identity", identity, (Identity, type(None)), _OPTIONS)
    _expect("compose: clinic", clinic, (ClinicTheme, Path, type(None)), _CLINIC)
    face = theme.load_theme(clinic) if isinstance(clinic, Path) else clinic
    return document.compose(plan, content, options=options, identity=identity, theme=face)


def write_pdf(
    document: Document,
    target: BinaryIO | str | Path,
    theme: PdfTheme | None = None,
    *,
    creation_time: int | None = None,
) -> None:
    """Write a document as a PDF to a stream, or to a file, whole or not at all and private; raise OutputError.

    `creation_time` is in seconds since 1970; by default the PDF is dated by the first day of the plan.
    """
    from planner.document.model import Document
    from planner.formats import pdf

    _expect("write_pdf: document", document, (Document,), _DOCUMENT)
    if not hasattr(target, "write"):
        _expect("write_pdf: target", target, (str, Path), "such as Path('plan.pdf'), or a file opened with 'wb'")
    _expect("write_pdf: theme", theme, (pdf.PdfTheme, type(None)), "of planner.formats.pdf")
    _expect("write_pdf: creation_time", creation_time, (int, type(None)), "seconds since 1970")
    pdf.write_pdf(document, target, theme, creation_time=creation_time)


def render(plan: Plan, form: str, content: Content | None = None) -> bytes:
    """Return a plan as the bytes of one of our formats, such as "json"; `content` is what it was made from.

    Without `content` the plan must come from the plans that we ship; raise UsageError if it does not.
    """
    from planner import pipeline
    from planner.content.knowledge import Content
    from planner.formats.registry import FORMATS
    from planner.planning.plan import Plan

    _expect("render: plan", plan, (Plan,), _PLAN)
    _expect("render: form", form, (str,), f"one of {', '.join(FORMATS)}")
    _expect("render: content", content, (Content, type(None)), _CONTENT)
    return pipeline.render(plan, form, content)


def _expect(what: str, given: object, types: tuple[type, ...], hint: str) -> None:
    """Raise UsageError unless an argument is of one of its types; `hint` says where to get one."""
    if not isinstance(given, types):
        named = " or ".join(type_.__name__ for type_ in types if type_ is not type(None))
        raise UsageError(f"{what} is of the type {type(given).__name__}; expected {_article(named)} {named}: {hint}")


def _expect_date(what: str, given: object) -> None:
    # A moment is a date too, to Python.
    if not isinstance(given, date) or isinstance(given, datetime):
        raise UsageError(f"{what} is of the type {type(given).__name__}; expected a date, {_DATE}")


def _article(word: str) -> str:
    return "an" if word[:1] in "AEIOUi" else "a"
