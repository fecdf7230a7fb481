"""cramp-planner: a personal seven-day plan against night leg cramps and back spasms, from a profile to a PDF.

>>> content = load_content()                                        # what clinicians wrote in plans/
>>> profile = load_profile({"age": 71, "medications": ["indapamide"]}, content)
>>> plan = apply(content.template("night-leg-cramps"), profile, start)
>>> write_pdf(compose(plan, content), target)
"""

from __future__ import annotations

__version__ = "0.1.0"

# As `typing` has it; loading that takes a tenth of the start, in which nobody minds Ctrl-C yet.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from planner.content.knowledge import Content
    from planner.errors import PlannerError
    from planner.library import apply, compose, load_content, load_profile, render, write_pdf
    from planner.planning.plan import Decision, Plan
    from planner.profile.profile import Profile

_HOMES = {
    "load_content": "library",
    "load_profile": "library",
    "apply": "library",
    "compose": "library",
    "write_pdf": "library",
    "Content": "content.knowledge",
    "Profile": "profile.profile",
    "Plan": "planning.plan",
    "Decision": "planning.plan",
    "PlannerError": "errors",
    "render": "library",
}
__all__ = [
    "Content",
    "Decision",
    "Plan",
    "PlannerError",
    "Profile",
    "apply",
    "compose",
    "load_content",
    "load_profile",
    "render",
    "write_pdf",
]


def __getattr__(name: str) -> object:
    # Loaded when first asked for, so that the command starts without what it does not use.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"planner.{_HOMES[name]}"), name)
    said = f"module 'planner' has no attribute '{name}'"
    if not name.startswith("_"):
        from planner.errors import did_you_mean

        said += did_you_mean(name, __all__)
    raise AttributeError(said)


def __dir__() -> list[str]:
    # The names that stay; what stands beside them may move.
    return sorted(__all__)
