"""Realistic sheets with every block, for looking at and for asking the PDF questions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal

from msgspec.structs import replace

from planner.document.citations import cited
from planner.document.model import (
    Block,
    BulletList,
    Card,
    Cards,
    Cell,
    CheckItem,
    Checklist,
    Document,
    Effect,
    Figure,
    Group,
    Heading,
    Illustrated,
    Leaf,
    ListItem,
    Note,
    Paper,
    Paragraph,
    Run,
    Section,
    Sign,
    Subject,
    SubjectTable,
    Table,
    Text,
    WriteLines,
    words,
)
from planner.files.svg import picture_of
from planner.model.items import Tells
from planner.model.sheet import Identity
from planner.resources import bundled

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FULL_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
STRENGTHS = {"●": "tested, may help", "◐": "weak studies", "○": "little evidence, no harm"}
SIGNS = (
    "Sudden shortness of breath, chest pain, coughing up blood or collapse.",
    "Numbness between your legs or round your back passage.",
    "You cannot pass or hold pee or poo, or both your legs are weak.",
    "One leg is suddenly cold, pale, blue or numb. It may be very painful.",
    "Cramps with a stiff jaw after a dirty wound.",
    "A drooping face, a weak arm or slurred speech, all of a sudden.",
)
MORE_SIGNS = (
    "Cramps with sickness, yellow-green vision, or slow or jumpy heartbeat.",
    "Dark or cola-coloured urine with muscle pain or weakness.",
    "Fast or uneven heartbeat, fainting, great weakness, a fit or confusion with cramps.",
)
TITLE = "Calmer legs at night"


def svg(picture: str) -> str:
    """Return one of our pictures."""
    return (bundled("plans") / "pictures" / f"{picture}.svg").read_text("utf-8")


def shown(picture: str, alt: str = "") -> Figure:
    """Return a picture with what it shows."""
    return Figure(picture_of(svg(picture)), alt or f"A person does this: {picture.replace('-', ' ')}.")


def said(text: str, *marks: str) -> Text:
    """Return a text with marks behind it: signs of evidence, and numbers of sources."""
    found = []
    for mark in marks:
        number = mark.strip("[]")
        source = f"source-{number}" if number.isdecimal() else ""
        found.append(Run(mark, mark=True, says=STRENGTHS.get(mark, f"source {number}"), source=source))
    return (*words(text), *found)


def points(*texts: str, sign: Literal["", "no", "ask"] = "") -> tuple[ListItem, ...]:
    """Return points of a list."""
    return tuple(ListItem(words(text), sign=sign, label=sign.capitalize()) for text in texts)


def cell(text: str, *marks: str) -> Cell:
    """Return a cell with words."""
    return Cell(said(text, *marks))


def tick(alt: str) -> Cell:
    """Return a cell with a box."""
    return Cell(kind="tick", alt=alt)


def blank(alt: str = "space to write") -> Cell:
    """Return an empty cell."""
    return Cell(kind="blank", alt=alt)


def heads(*texts: str) -> tuple[Text, ...]:
    """Return the header of a table."""
    return tuple(map(words, texts))


def tick_grid(*habits: str) -> tuple[Block, ...]:
    """Return a row a habit, a column a day, its title on the line of the days."""
    rows = tuple((cell(habit), *(tick(f"{habit}: box for {day}") for day in FULL_DAYS)) for habit in habits)
    return Heading(2, "Tick what you did"), Table(heads("", *DAYS), rows, (47, *(7.6,) * 7))


def emergency(*more: str) -> Note:
    """Return the signs that need help at once."""
    tail = words("One calf swollen, warm, red or sore? Call NHS 111 today. Do not rub it.")
    return Note("emergency", "Call 999 at once for any of these", (BulletList(points(*SIGNS, *more)),), tail=tail)


def cramp_now() -> Note:
    """Return what to do in a cramp."""
    steps = points(
        "Light on. Sit up.",
        "Knee straight. Pull toes up until it lets go.",
        "Rub it gently. Steady? Stand, walk a little.",
        "Over 10 minutes? Stretch fails? Call NHS 111.",
    )
    return Note("cramp", "A cramp now?", (BulletList(steps, ordered=True),), shown("first-aid-calf-bed-hold"))


def cards(count: int = 3, height: float = 36, texts: bool = True) -> Cards:
    """Return the stretches of tonight."""
    made = (
        Card("Calf", shown("calf-stretch-wall-hold"), words("Back knee straight, heel down. Lean in.")),
        Card("Back of thigh", shown("hamstring-stretch-seated-hold"), words("Heel down, back straight. Lean in.")),
        Card("Foot", shown("foot-stretch-towel-hold"), words("Towel round your toes. Pull them up.")),
    )
    dose = words("Each leg: hold 10 seconds, rest 10 seconds. Do it 3 times. Stop if it hurts.")
    chosen = tuple(one if texts else replace(one, words=()) for one in made[:count])
    return Cards(chosen, dose, height)


CLINIC = WriteLines(("My clinic", "Telephone"))


def fridge(*, full: bool = False, texts: bool = True, clinic: bool = True, grid: bool = True) -> Section:
    """Return the page for the fridge, of an ordinary man or of a woman with ten medicines."""
    lead = Paragraph(words("Three stretches, about 6 minutes, every night before bed. It may help."), "lead")
    opening: tuple[Block, ...] = (cards(texts=texts),)
    habits = ("Bedtime: 3 stretches", "Walk: 10 to 20 minutes", "Up every 30 to 60 minutes", "No coffee after midday")
    if full:
        limits = (
            *points("**1.5 litres** a day: about **6 glasses.** Soup counts."),
            *points("**No grapefruit,** pomelo, tangelo, Seville orange.", sign="no"),
            *points("**No extra potassium,** no salt substitutes.", sign="no"),
            *points("**No ibuprofen,** naproxen or aspirin for pain.", sign="no"),
        )
        note = Note("limits", "Your limits", (BulletList(limits),))
        show = Paragraph(words("Show this to a pharmacist before you start."))
        unread = Note("unread", "Allopurinol: not checked.", (show,))
        opening = (Group((cards(2, 34, texts), note), (0.6, 0.4)), unread)
    blocks: tuple[Block, ...] = (Heading(1, TITLE), lead, *opening)
    blocks += tick_grid(*habits[: 4 - full], "Morning: night log") if grid else ()
    blocks += (cramp_now(), emergency(*(MORE_SIGNS if full else ())))
    return Section("fridge", (*blocks, CLINIC) if clinic else blocks)


NIGHTS = tuple(f"{day} {number}" for number, day in enumerate(DAYS * 4, 1))


def log(nights: int = 28, *above: Block) -> Section:
    """Return the night log."""
    rows = tuple((cell(night), tick(f"{night}: calm"), *(blank() for _ in range(5))) for night in NIGHTS[:nights])
    table = Table(
        heads("Night", "Calm", "Time", "Muscle", "Minutes", "Pain (10)", "What was new?"),
        rows,
        (16, 8, 10, 17, 12, 14, 24),
        row_height=8,
        fill=12,
        look="grid",
        every=7,
    )
    lead = Paragraph(words("Calm night? Just tick it. Cramps every night for a month? **Ask your doctor first.**"))
    return Section("log", (*above, Heading(2, f"Night log: {nights // 7} weeks"), lead, table))


def stop() -> tuple[Block, ...]:
    """Return who should not start."""
    signs = points(
        "Your heart failure is severe or getting worse, or put you in hospital lately.",
        "You had chest pain in the last month.",
        "You have a fever, vomiting, diarrhoea or low sodium.",
    )
    ask = points(
        "You have dialysis, a transplant, severe kidney or liver disease, or high potassium.",
        "You have an eating disorder now, are very underweight, or use laxatives to lose weight.",
    )
    return (
        Heading(2, "Before you start"),
        Note("stop", "Call your doctor today, and do not start, if", (BulletList(signs),)),
        Heading(3, "Ask your doctor first if"),
        BulletList(ask),
    )


def week() -> Section:
    """Return the week: what repeats, and what differs."""
    rows = (
        (cell("**Morning**"), cell("Fill in your night log. Wear well-fitting shoes with a low heel.", "○", "[2]")),
        (
            cell("**Midday**"),
            Cell(
                said("From now on no coffee, strong tea, cola, energy drinks.", "○", "[3]"),
                more=(said("Pump each foot 5 times, twice (page 4).", "◐", "[4]"),),
            ),
        ),
        (
            cell("**Afternoon**"),
            cell("Get up or move your feet every 30 to 60 minutes, because you sit most of the day.", "◐", "[6]"),
        ),
        (
            cell("**Bedtime**"),
            Cell(
                said("Your three stretches (page 1).", "●", "[8]"),
                more=(
                    said("Pillow between your knees, because you sleep on your side.", "○", "[7]"),
                    said("Covers loose. Toes not pointed.", "○", "[2]"),
                ),
                figures=(shown("sleep-side"),),
            ),
        ),
    )
    tasks = (
        ("10 min", "Put light, pen and log by your bed.", "Lunch: lentil soup, an orange"),
        ("10 min", "Untuck the covers, to free your toes.", "Lunch: tofu, brown rice, vegetables"),
        ("12 min", "Hold a worktop: up to 10 slow heel raises (page 4).", "Evening: salmon, spinach, a baked potato"),
        ("12 min", "Last half hour: dim lights, no screens.", "Breakfast: porridge with a banana"),
        ("15 min", "Ask a pharmacist before you buy pills or powder for cramps.", "Evening: black beans, rice"),
        ("15 min", "Warm bath, 10 to 15 minutes, 1 to 2 hours before bed.", "Afternoon: a glass of low-fat milk"),
        ("20 min", "Read your log. What helped? Stretch on for six weeks.", "Lunch: sweet potato, plain yogurt"),
    )
    days = tuple(
        (
            cell(f"**{day}** {number}"),
            Cell(words(f"**{walk}**"), kind="bar", share=int(walk[:2]) / 21),
            cell(task, "○", "[1]"),
            cell(meal),
        )
        for number, (day, (walk, task, meal)) in enumerate(zip(DAYS, tasks, strict=True), 1)
    )
    key = [piece for sign, text in STRENGTHS.items() for piece in (Run(f"{sign} "), Run(f"{text}     "))]
    return Section(
        "week",
        (
            Heading(2, "Your week"),
            Heading(3, "Every day, the same"),
            Table(heads("", ""), rows, (21, 79)),
            Heading(3, "Different each day"),
            Table(
                (*heads("Day"), said("Walk", "◐", "[6]"), *heads("Also today", "A meal idea")), days, (11, 22, 36, 31)
            ),
            Paragraph(words("**The walk:** flat shoes, slow enough to talk. If pain builds up, rest. Then go on.")),
            Paragraph((*key, Run("[1] source, page 6")), "small"),
        ),
        aside="Keep where you see it each day",
    )


STRETCHES = (
    ("calf-stretch-wall", "Calf stretch at the wall", "Hands on a wall, at arm's length.", "One foot back. Heel down."),
    ("hamstring-stretch-seated", "Back of the thigh, sitting", "Sit on the front of a firm chair.", "One leg out."),
    ("foot-stretch-towel", "Foot, with a towel", "Sit well back, legs uncrossed.", "Loop a towel round the toes."),
    ("ankle-pumps", "Foot pumps", "Sit well back, one leg out.", "Point your foot away. Pull your toes up."),
    ("heel-raises", "Heel raises (Wednesday)", "Hold a worktop or a heavy chair.", "Heels up: count to 3."),
)


def stretch(picture: str, title: str, *steps: str) -> Illustrated:
    """Return a card with start and end."""
    figures = (shown(f"{picture}-hold", "The start."), shown(f"{picture}-hold", "The end."))
    dose = Paragraph(words("**Hold 10 seconds, rest 10. 3 times each leg.**"))
    return Illustrated(figures, (Heading(3, title), BulletList(points(*steps), ordered=True), dose))


def stretches() -> Section:
    """Return the stretches, a card each."""
    intro = Paragraph(words("Warm up for a minute. **Stop if it hurts, or you feel dizzy, numb or short of breath.**"))
    made = tuple(stretch(*one) for one in STRETCHES)
    return Section("stretches", (Heading(2, "Your stretches, step by step"), intro, *made), "Keep where you stretch")


SHELVES: tuple[tuple[Sign, str, str, tuple[str, ...], str], ...] = (
    ("fruit", "Fruit", "1 each", ("Banana", "Orange", "Mandarins"), "2 small"),
    ("grains", "Grains", "4 spoons (100 g)", ("Quinoa, cooked", "Brown rice, cooked", "Porridge"), "1 bowl (235 g)"),
    ("vegetables", "Vegetables", "1 each", ("Potato, baked in its skin", "Sweet potato", "Spinach"), "3 spoons"),
    ("dairy", "Milk foods", "1 pot (170 g)", ("Plain low-fat yogurt", "Greek yogurt", "Cheddar"), "1 matchbox (30 g)"),
    ("beans-and-tofu", "Beans, tofu", "3 spoons", ("Black beans", "Lentils", "Tofu, with calcium"), "¼ block (125 g)"),
    ("fish-meat-eggs", "Fish", "1 palm (85 g)", ("Sardines, tinned, with bones", "Salmon, tinned"), ""),
    ("nuts-and-seeds", "Seeds", "1 handful", ("Pumpkin seeds, no salt", "Sunflower seeds", "Chia seeds"), "2 spoons"),
    ("drinks", "Drinks", "1 glass (240 ml)", ("Tap water", "Low-fat milk", "Whole milk"), ""),
)


def shelf(sign: Sign, title: str, portion: str, foods: Sequence[str], last: str) -> Group:
    """Return a shelf of the shopping list."""
    items = tuple(CheckItem(words(food), aside=last if food == foods[-1] else "") for food in foods)
    return Group((Heading(3, title, portion, sign), Checklist(items, blank="A food of your own")))


def food() -> Section:
    """Return the shopping list in shelves, and what to leave out."""
    shelves = [shelf(*one) for one in SHELVES]
    rows = tuple(Group((left, right), (1, 1)) for left, right in zip(shelves[::2], shelves[1::2], strict=True))
    lead = "**Normal meals are enough. No food is proven to stop cramps.**"
    leave = (
        ListItem(said("**Quinine tablets,** unless a doctor gave them: they harm blood and heart.", "[13]")),
        *points("**Tonic water, bitter lemon** as a remedy.", "**Vitamin E.** You may bleed more."),
    )
    first = points("**Magnesium.** Good studies found no help.", "**Vitamin B.** A lot of B6 can harm nerves.")
    return Section(
        "food",
        (
            Heading(2, "Food and drink"),
            Paragraph((*said(lead, "[5]"), *words(" Bananas are just one fruit of many."))),
            *rows,
            Group(
                (
                    Group((Heading(3, "Do not use or start", sign="no"), BulletList(leave))),
                    Group((Heading(3, "Ask a pharmacist first", sign="ask"), BulletList(first))),
                ),
                (1, 1),
            ),
        ),
        aside="Take it shopping",
    )


LABELS: dict[Tells, str] = {"do": "Do", "no": "No", "watch": "Watch", "ask": "Ask"}


def effect(kind: Tells, text: str) -> Effect:
    """Return what a fact changed."""
    return Effect(kind, LABELS[kind], words(text))


SUBJECTS = (
    Subject(
        words("Allopurinol"),
        words("not known to us"),
        (
            effect("ask", "A pharmacist, **before you start.**"),
            effect("no", "Until then, on top: cranberry, alcohol, pickle juice, mature cheese, soy sauce."),
        ),
    ),
    Subject(
        words("Warfarin"),
        words("a blood thinner"),
        (
            effect("do", "Eat about the same leafy greens each week. Phone the clinic before you eat fewer."),
            effect("no", "Cranberry juice and pills, natto, a sudden new diet, deep massage, foam roller."),
            effect("watch", "Odd bruises, nosebleeds, blood in urine: NHS 111 today."),
            effect("ask", "What it is for. For a clot? Let nobody massage your legs."),
        ),
    ),
    Subject(
        words("Zocor: simvastatin"),
        words("a statin"),
        (
            effect("watch", "Dark or cola-coloured urine with muscle pain: **999.** New muscle pain: NHS 111 today."),
            effect("do", "Ordinary night cramps? Keep taking it: the link is small."),
        ),
    ),
)


def help_() -> Section:
    """Return what each medicine changed, when to see someone, why the plan is yours, and the sources."""
    shared = Subject(
        (),
        (),
        (
            effect("no", "**Grapefruit,** pomelo, tangelo, Seville orange. Read the label of tropical juices."),
            effect("no", "**Extra potassium:** foods, tablets, salt substitutes, until you know your blood result."),
            effect("ask", "A review of all your medicines. A blood test for potassium and magnesium."),
        ),
    )
    told = (("You are 57, cramps in the calf", "Stretches tested in people over 55"), ("You sit", "Foot pumps"))
    sources = ("Common advice, no study found", "Mayo Clinic: leg cramps", "NHS: restless legs", "Cochrane, 2020")
    listed = tuple(ListItem(words(title), source=f"source-{number}") for number, title in enumerate(sources, 1))
    return Section(
        "help",
        (
            Heading(2, "Your medicines and this plan"),
            Paragraph(words("**Keep taking your medicines. Do not stop one yourself.** New cramps? Tell your doctor.")),
            Note("together", "All your medicines together", (SubjectTable(("", ""), (shared,)),)),
            SubjectTable(("As we read it", "What it changed"), SUBJECTS),
            Heading(2, "When to see someone"),
            Heading(3, "Today: call NHS 111 (999 signs: page 1)"),
            BulletList(points("One calf is swollen, warm, red or sore. Do not rub it.", "A cramp lasts 10 minutes.")),
            Heading(2, "Why this plan is yours"),
            Table(
                heads("You told us", "So your plan has"),
                tuple((cell(one), cell(two, "[5, 8]")) for one, two in told),
                (40, 60),
                row_headers=False,
            ),
            Heading(2, "Sources"),
            BulletList(listed, ordered=True, columns=2, small=True),
            Paragraph(words("For learning, not medical advice. It does not replace your doctor."), "small"),
        ),
        aside="Keep with your papers",
    )


def visit() -> Section:
    """Return the leaf for a clinician."""
    read = (
        ("allopurinol", "not read: please check"),
        ("warfarin", "vitamin K antagonist"),
        ("ramipril", "ACE inhibitor"),
    )
    medicines = Table(heads("", ""), tuple((cell(one), cell(two)) for one, two in read), (35, 65))
    told = Paragraph(words("Atrial fibrillation. Heart failure. Type 2 diabetes. Gout. **Fluid limit 1.5 litres.**"))
    return Section(
        "visit",
        (
            Heading(2, "For your visit"),
            Group(
                (
                    Group((Heading(3, "Medicines, as read"), medicines)),
                    Group((Heading(3, "Illnesses, as read"), told)),
                ),
                (1, 1),
            ),
            Heading(3, "Cramp pattern, from the log"),
            WriteLines(("Nights a week", "Since", "Muscle", "Pain, of 10"), columns=4),
            Heading(3, "Her questions"),
            WriteLines(("Could a medicine play a part?", "When should I come back?"), columns=1),
            Heading(3, "After the visit"),
            Checklist((CheckItem(words("Plan is fine as printed")), CheckItem(words("Change it:")))),
        ),
        aside="For the doctor, nurse or pharmacist",
    )


def call_now() -> Section:
    """Return the page that sends to a clinician."""
    told = (
        ("Medicines", "simvastatin 40 mg, clarithromycin, ramipril"),
        ("Illness", "high blood pressure"),
        ("Not told", "allergies"),
    )
    say = "“My urine is dark and my muscles hurt. I take simvastatin 40 mg and clarithromycin. I am 66.”"
    return Section(
        "referral",
        (
            Note(
                "now",
                "Call 999 now",
                (
                    Paragraph(
                        words("Or have someone take you to A&E (an emergency department)."),
                    ),
                ),
            ),
            Heading(2, "Say this on the phone"),
            Paragraph(words(say), "said"),
            Heading(2, "Why"),
            Paragraph(
                words("Dark urine with cramps can mean that muscle is breaking down. That can harm the kidneys.")
            ),
            Heading(2, "Until you are seen"),
            BulletList(
                points("Do not change your medicines, salt, drinks or diet.", "Ask the team about simvastatin.")
            ),
            Heading(2, "Take with you"),
            Checklist((CheckItem(words("This page")), CheckItem(words("All your medicines, or a list of them")))),
            Heading(3, "What you told us"),
            Table(heads("", ""), tuple((cell(one), cell(two)) for one, two in told), (20, 80)),
            Paragraph(words("We made no seven-day plan today. It can wait. This cannot.")),
        ),
    )


def document(
    first: tuple[Leaf, ...], *sections: Section, name: str = "Ana García", number: str = "A-1024", **more: object
) -> Document:
    """Return a sheet with some forms of its first leaf, and some parts."""
    made = Document(
        title=TITLE,
        subject="A seven-day plan against leg cramps at night",
        language="en",
        identity=Identity(name, number),
        header="{name} · {id}" if name and number else "{name}{id}",
        unnamed="Name:",
        footer="{page} of {pages}",
        date="Week of 23 November 2026",
        first_leaf=first,
        sections=sections,
        sources=cited((*(part for leaf in first for part in leaf), *sections)),
        keywords=("leg cramps", "stretching"),
        foot="Draft, not yet reviewed",
        day=dt.date(2026, 11, 23),
    )
    return replace(made, **more)


def forms(*, full: bool) -> tuple[Leaf, ...]:
    """Return the forms of the first leaf, the fullest first."""
    above = stop() if full else ()
    return tuple(
        (fridge(full=full, texts=texts, clinic=clinic, grid=grid), log(nights, *above))
        for texts, clinic, grid in (
            (True, True, True),
            (True, False, True),
            (False, False, True),
            (False, False, False),
        )
        for nights in (28, 21, 14)
    )


def sample(
    name: str = "Ana García",
    number: str = "A-1024",
    paper: Paper = "a4",
    *,
    large_print: bool = False,
    full: bool = True,
    extra: tuple[Block, ...] = (),
) -> Document:
    """Return the sheet of one person; `extra` blocks follow the last part."""
    more = (Section("know", extra),) if extra else ()
    parts = (week(), stretches(), food(), help_(), *((visit(),) if full else ()), *more)
    return document(forms(full=full), *parts, name=name, number=number, paper=paper, large_print=large_print)


def referral(paper: Paper = "a4", *, large_print: bool = False) -> Document:
    """Return the sheet of somebody who should call at once."""
    made = document(((call_now(),),), name="Ivy Cole", number="", paper=paper, large_print=large_print)
    return replace(made, date="30 November 2026")
