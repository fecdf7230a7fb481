"""A realistic sheet, for looking at and for asking the PDF questions."""

from __future__ import annotations

from typing import Literal

from planner.document.model import (
    Block,
    BulletList,
    Cell,
    CheckItem,
    Checklist,
    Document,
    Figure,
    Group,
    Heading,
    Illustrated,
    ListItem,
    Note,
    Paragraph,
    Run,
    Section,
    Table,
    words,
)
from planner.model.sheet import Identity
from planner.resources import bundled

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FULL_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HABITS = (
    "Calf stretch in the evening",
    "Glass of water with each meal",
    "Walk in the afternoon",
    "Magnesium-rich food",
    "No coffee after 2 pm",
    "Blanket loose at the feet",
    "Foot exercise at bedtime",
)
SIGNS = (
    "Chest pain, or it is hard to breathe",
    "One calf is swollen, warm, red or sore",
    "Sudden weakness on one side",
    "You cannot pass urine",
    "Numb between the legs",
    "Dark brown urine with strong muscle pain",
    "You faint, or your heart races",
    "A cramp that does not stop for an hour",
)
QUESTIONS = (
    "Do you have **kidney trouble**, or take tablets that keep potassium in? Skip the items marked A.",
    "Do you have **heart trouble**, or were you told how much to drink? Keep to that amount. See B.",
    "Are your **feet numb**? Look before you step, and do the stretches sitting. See C.",
    "Are you **allergic** to nuts or fish? Leave out the foods marked D.",
)
THEMES = (
    "Start gently",
    "Water through the day",
    "Move a little more",
    "Eat green",
    "Sleep well",
    "Keep going",
    "Look back",
)


def _tick(alt: str) -> Cell:
    return Cell(kind="tick", alt=alt)


def _text(text: str) -> Cell:
    return Cell(words(text))


def _points(*texts: str) -> tuple[ListItem, ...]:
    return tuple(ListItem(words(text)) for text in texts)


def front() -> Section:
    """Return the page for the fridge."""
    grid = Table(
        ("Habit", *DAYS),
        tuple((_text(habit), *(_tick(f"box to tick for {day}") for day in FULL_DAYS)) for habit in HABITS),
        widths=(38, *(9,) * 7),
    )
    return Section(
        "front",
        (
            Heading(1, "Your week against night leg cramps"),
            Note(
                "message",
                "The one thing that matters most",
                (Paragraph(words("Stretch each calf every evening, just before bed. It takes two minutes."), "lead"),),
            ),
            Heading(2, "Tonight"),
            BulletList(
                _points(
                    "**Stretch** each calf: hold 10 seconds, three times.",
                    "**Drink** a glass of water with your evening meal.",
                    "**Loosen** the blanket at your feet.",
                ),
                ordered=True,
            ),
            Heading(2, "Tick what you did"),
            grid,
            Note("emergency", "Call 999 at once if", (BulletList(_points(*SIGNS)),)),
            Note(
                "check",
                "Check before you start",
                (
                    BulletList(
                        tuple(
                            ListItem((Run(f"{letter}. ", strong=True), *words(question)))
                            for letter, question in zip("ABCD", QUESTIONS, strict=True)
                        )
                    ),
                ),
            ),
        ),
    )


def _day(index: int) -> Group:
    items = (
        CheckItem(words("Eat a handful of **unsalted nuts** or two spoons of beans."), "Midday", marks=("A", "D")),
        CheckItem(
            words("Walk for five minutes. You should still be able to talk."),
            "Afternoon",
            notes=(words("Because you sit for most of the day."),),
        ),
        CheckItem(words("Write down when you woke and why."), "Bedtime"),
    )
    return Group((Heading(3, f"{FULL_DAYS[index]}: {THEMES[index].lower()}"), Checklist(items[: 2 + index % 2])))


def days() -> Section:
    """Return the seven days."""
    every_day = Checklist(
        (
            CheckItem(words("Drink a glass of water when you get up."), "Morning", marks=("B",)),
            CheckItem(words("Stand up and move your feet once an hour."), "Midday"),
            CheckItem(words("No coffee, black tea or cola from now on."), "Afternoon"),
            CheckItem(
                words("Take your water tablet (diuretic) when your doctor told you to. Do not change it yourself."),
                "Evening",
                notes=(words("Because you take furosemide. It can make cramps more likely."),),
            ),
            CheckItem(
                words("Stretch each calf against a wall. Hold 10 seconds, rest 10 seconds, three times."), "Bedtime"
            ),
        )
    )
    return Section(
        "flow",
        (
            Heading(2, "The seven days"),
            Paragraph(
                words(
                    "Start where you are. If you miss a day, just go on with the next one. "
                    "The first days are easy on purpose. Some people feel better after one week, most need up to six."
                )
            ),
            Heading(3, "Every day this week"),
            every_day,
            *(_day(index) for index in range(7)),
        ),
    )


def _food(name: str, serving: str, *marks: str) -> CheckItem:
    return CheckItem(words(f"**{name}**, {serving}"), marks=marks)


def food() -> Section:
    """Return the food and drink checklist."""
    foods = (
        _food("Spinach", "half a cup, cooked", "A"),
        _food("Pumpkin seeds", "a small handful"),
        _food("Oats", "one small bowl"),
        _food("Brown rice", "one cup, cooked"),
        _food("Beans or lentils", "half a cup", "A"),
        _food("Yogurt", "one pot"),
        _food("Almonds", "about 12", "D"),
        _food("Banana", "one, medium", "A"),
    )
    drinks = (
        _food("Water", "a glass with each meal", "B"),
        _food("Milk", "one glass"),
        _food("Herbal tea", "one cup in the evening"),
    )
    return Section(
        "flow",
        (
            Heading(2, "Food and drink"),
            Paragraph(words("Tick what you had. You do not need all of it: **three ticks a day** are plenty.")),
            Heading(3, "Good to choose"),
            Checklist(foods),
            Heading(3, "Good to drink"),
            Checklist(drinks),
            Note(
                "caution",
                "Leave out for now",
                (
                    BulletList(
                        _points(
                            "**Grapefruit** and its juice. It changes how your statin (simvastatin) works.",
                            "**Salt substitutes.** They hold much potassium.",
                        )
                    ),
                ),
            ),
        ),
    )


STRETCHES = (
    (
        "calf-stretch-wall",
        "Calf stretch at the wall",
        (
            "Stand an arm's length from a wall, one foot behind the other.",
            "Keep the back knee straight and the heel down.",
            "Lean in until you feel a pull. Hold 10 seconds.",
        ),
    ),
    (
        "calf-stretch-seated",
        "Calf stretch, sitting",
        (
            "Sit with one leg straight in front of you.",
            "Put a towel round the ball of the foot.",
            "Pull gently. Hold 10 seconds. Three times each side.",
        ),
    ),
    ("ankle-pumps", "Ankle pumps", ("Sit or lie down.", "Point your toes away, then pull them up. Ten times.")),
    (
        "knee-to-chest",
        "Knee to chest",
        ("Lie on your back with both knees bent.", "Draw one knee towards you. Hold 10 seconds."),
    ),
)


def svg(picture: str) -> str:
    """Return one of our pictures."""
    return (bundled("plans") / "pictures" / f"{picture}.svg").read_text("utf-8")


def stretches() -> Section:
    """Return the stretches with their pictures."""
    parts = tuple(
        Illustrated(
            Figure(svg(picture), f"A person does this: {' '.join(steps)}"),
            (Heading(3, title), BulletList(_points(*steps), ordered=True)),
        )
        for picture, title, steps in STRETCHES
    )
    intro = Paragraph(words("Move slowly and breathe. A pull is fine, pain is not. Hold on to something steady."))
    return Section("flow", (Heading(2, "Stretches with pictures"), intro, *parts))


def strikes() -> tuple[Section, Section]:
    """Return what to do in a cramp, and when to see someone."""
    now = BulletList(
        _points(
            "**Pull your toes up** towards your shin. Keep the knee straight.",
            "Stand on the leg if you can, with a hand on the wall.",
            "Rub the muscle. A warm towel helps afterwards.",
        ),
        ordered=True,
    )
    soon = BulletList(
        _points(
            "Cramps on more than three nights a week.",
            "New cramps after a new medicine.",
            "Numb or weak legs.",
            "Cramps in arms or trunk as well.",
        )
    )
    return (
        Section("flow", (Heading(2, "When a cramp strikes"), now)),
        Section(
            "flow",
            (
                Heading(2, "When to see someone"),
                Note("caution", "See your doctor soon", (soon,)),
                Paragraph(words("Read more on leg cramps, or ask your pharmacist about **night cramps**.")),
            ),
        ),
    )


def tear_off() -> tuple[Section, ...]:
    """Return the pages to take along."""
    rows = tuple(
        (_text(f"{number}"), *(Cell(kind="blank", alt="space to write") for _ in range(5))) for number in range(1, 11)
    )
    log = Table(
        ("Night", "Date", "Woke at", "Where", "How long", "What helped"), rows, (9, 15, 14, 20, 15, 27), row_height=13
    )
    clinician = Table(
        ("Question", "Answer"),
        (
            (_text("Medicines as given"), _text("Furosemide 40 mg tablets, simvastatin")),
            (_text("Conditions as given"), _text("High blood pressure")),
            (_text("Cramps"), _text("Calf, 3 nights a week, for 8 weeks")),
            (_text("Consider"), _text("Electrolytes, kidney function, creatine kinase if pain in the day")),
        ),
        (30, 70),
        row_headers=False,
    )
    reasons = BulletList(
        (
            ListItem(words("**Added:** the line on your water tablet."), (words("Because you take furosemide [1]."),)),
            ListItem(words("**Left out:** grapefruit."), (words("Because you take simvastatin [2]."),)),
            ListItem(words("**Changed:** shorter walks."), (words("Because you said you mostly sit [3]."),)),
        )
    )
    sources = tuple(
        Paragraph(
            (
                Run(
                    f"[{number}] Author {number}. A study of stretching before sleep. Journal of Physiotherapy, 2012. "
                ),
                Run(f"https://www.example.org/{number}"),
            ),
            "small",
        )
        for number in range(1, 6)
    )
    return (
        Section(
            "tear-off",
            (Heading(2, "Night log"), Paragraph(words("Fill this in and take it to your appointment.")), log),
        ),
        Section(
            "tear-off",
            (
                Heading(2, "For your clinician"),
                clinician,
                Paragraph(words("This sheet was made from what the person typed. Nobody examined them.")),
                Table(
                    ("Notes",),
                    ((Cell(kind="blank", alt="space to write"),),) * 4,
                    (1,),
                    row_headers=False,
                    row_height=10,
                ),
            ),
        ),
        Section(
            "flow",
            (
                Heading(2, "Why this plan is yours"),
                reasons,
                Heading(3, "Sources"),
                *sources,
                Paragraph(
                    words("Educational. It does not replace medical advice. Not yet reviewed by a clinician."), "small"
                ),
            ),
        ),
    )


def sample(
    name: str = "Ana García",
    number: str = "A-1024",
    paper: Literal["a4", "letter"] = "a4",
    large_print: bool = False,
    extra: tuple[Block, ...] = (),
) -> Document:
    """Return the sheet of one person; `extra` blocks follow the last part."""
    more = (Section("flow", extra),) if extra else ()
    return Document(
        title="Your week against night leg cramps",
        subject="A seven-day plan against leg cramps at night",
        language="en",
        identity=Identity(name, number),
        header="For {name} ({id})",
        footer="{page} of {pages}",
        date="Week of 23 November 2026",
        sections=(front(), days(), food(), stretches(), *strikes(), *tear_off(), *more),
        keywords=("leg cramps", "stretching"),
        paper=paper,
        large_print=large_print,
    )
