"""One activity of each choice, and in the place of a barred one the first that the rules offer and allow."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs
from small_content import a_rule, an_item, small_content

from planner.content.knowledge import Content
from planner.model.items import Item
from planner.model.rules import Rule
from planner.model.stretches import StretchForm
from planner.planning.activities import place_activities
from planner.planning.checklist import choosable
from planner.planning.judging import evaluate
from planner.planning.rulings import combine
from planner.profile.resolve import load_profile

ANYBODY = {"age": {"at_least": 1}}
OLDEST = {"age": {"at_least": 100}}


def placed(items: Sequence[Item], *rules: Rule) -> dict[str, str]:
    """Return what stands in the place of which activity, of those that are looked at."""
    content = small_content(rules, items)
    [template] = content.templates.values()
    rulings = combine(evaluate(template, load_profile({"age": 44}, content).facts))
    own = {item.id for item in items}
    return {one.place.id: one.found.id for one in place_activities(rulings, choosable(rulings)) if one.place.id in own}


def test_of_one_choice_the_first_that_no_rule_bars_is_in() -> None:
    items = [an_item(id_, choice="stretch") for id_ in ("wall", "chair", "bed")]
    assert placed(items) == {"wall": "wall"}
    assert placed(items, a_rule("no-wall", when=ANYBODY, exclude={"id": "wall"})) == {"chair": "chair"}


def _asks(id_: str, *items: str, check: str = "kidneys") -> Rule:
    """Return a rule that bars items where there is gout, and asks about it where nobody told of any."""
    when = {"conditions": {"includes": "gout"}}
    return a_rule(id_, when=when, exclude={"id": list(items)}, unknown={"do": "keep", "check": check})


def forms(*rules: Rule, **profile: object) -> dict[str, list[str]]:
    """Return which of three forms of a stretch is in, with what it offers in words."""
    words = {"wall": "You can stand.", "chair": "You can sit.", "bed": ""}
    items = [an_item(id_, choice="stretch", offer=offer) for id_, offer in words.items()]
    content = small_content(rules, items)
    [template] = content.templates.values()
    rulings = combine(evaluate(template, load_profile({"age": 44, **profile}, content).facts))
    found = place_activities(rulings, choosable(rulings))
    return {one.found.id: [offer.id for offer in one.offers] for one in found if one.found.id in words}


def test_the_form_with_the_fewest_questions_is_in_and_those_that_lost_for_theirs_are_offered() -> None:
    assert forms(_asks("a", "wall")) == {"chair": ["wall"]}
    assert forms(_asks("a", "wall"), _asks("b", "wall", "chair", check="heart")) == {"bed": ["wall", "chair"]}
    assert forms(_asks("a", "chair", "bed")) == {"wall": []}


def test_of_forms_with_as_many_questions_the_first_is_in_and_nothing_is_offered() -> None:
    assert forms(_asks("a", "wall", "chair", "bed")) == {"wall": []}
    assert forms(_asks("a", "wall", "bed"), _asks("b", "chair", "bed", check="heart")) == {"wall": []}


def test_two_rules_with_one_question_are_one_question() -> None:
    assert forms(_asks("a", "wall"), _asks("b", "wall"), _asks("c", "chair", "bed")) == {"wall": []}


def test_a_form_that_is_barred_is_not_offered() -> None:
    barred = a_rule("no-wall", when=ANYBODY, exclude={"id": "wall"})
    assert forms(_asks("a", "wall", "chair"), barred) == {"bed": ["chair"]}


def test_what_was_told_and_words_that_were_not_read_move_no_form() -> None:
    assert forms(_asks("a", "wall"), conditions="none") == {"wall": []}
    assert forms(_asks("a", "wall"), conditions=["blorbitis"]) == {"wall": []}


def test_of_what_the_rules_offer_instead_the_one_with_the_fewest_questions_takes_the_place() -> None:
    rule = a_rule("no-walk", when=ANYBODY, exclude={"id": "walk"}, instead=["sit", "rest"])
    spare = [an_item(id_, offer=f"You can {id_}.") for id_ in ("sit", "rest")]
    content = small_content([rule, _asks("a", "sit")], [an_item("walk"), *spare])
    [template] = content.templates.values()
    rulings = combine(evaluate(template, load_profile({"age": 44}, content).facts))
    [walk] = [one for one in place_activities(rulings, choosable(rulings)) if one.place.id == "walk"]
    assert (walk.found.id, [one.id for one in walk.offers]) == ("rest", ["sit"])


def test_another_of_the_same_choice_comes_before_what_a_rule_offers() -> None:
    items = [an_item("wall", choice="stretch"), an_item("chair", choice="stretch"), an_item("free")]
    rule = a_rule("no-wall", when=ANYBODY, exclude={"id": "wall"}, instead=["free"])
    assert placed(items, rule) == {"chair": "chair", "free": "free"}


def test_the_first_offer_that_passes_every_rule_itself_takes_the_place() -> None:
    spare = [an_item(id_, when={"age": {"at_least": low}}) for id_, low in (("old", 65), ("rest", 90), ("sit", 90))]
    walk = an_item("walk")
    offers = a_rule("no-walk", when=ANYBODY, exclude={"id": "walk"}, instead=["nowhere", "old", "barred", "free"])
    barred = a_rule("no-barred", when=ANYBODY, exclude={"id": "barred"})
    # After the walk, so that neither is in the week by itself before the walk looks for another.
    items = [walk, *spare, an_item("barred"), an_item("free")]
    assert placed(items, offers, barred)["walk"] == "free"


def test_what_stands_in_the_week_already_takes_no_second_place() -> None:
    rule = a_rule("no-walk", when=ANYBODY, exclude={"id": "walk"}, instead=["sit"])
    assert placed([an_item("sit"), an_item("walk")], rule) == {"sit": "sit"}


def test_an_activity_for_which_no_food_is_left_is_out() -> None:
    pick = an_item("eat", pick={"from": "foods"})
    assert placed([pick]) == {"eat": "eat"}
    assert placed([pick], a_rule("no-food", when=ANYBODY, exclude={"tag": "food"})) == {}


def test_a_stretch_in_the_place_of_another_is_told_in_the_form_of_whom_it_is_for() -> None:
    rule = a_rule("rest", when=ANYBODY, exclude={"id": "hard"}, instead=["ankle-pumps"])
    small = small_content([rule], [an_item("hard"), an_item("pumps", stretch="ankle-pumps", when=OLDEST)])
    form = StretchForm(when={"age": {"at_least": 50}}, dose="The good leg only.")
    [pumps] = [structs.replace(one, forms=(form,)) for one in small.raw.stretches]
    content = Content(structs.replace(small.raw, stretches=(pumps,)), small.folder)
    [template] = content.templates.values()
    for age in (44, 55, 44):
        rulings = combine(evaluate(template, load_profile({"age": age}, content).facts))
        [placed] = [one for one in place_activities(rulings, choosable(rulings)) if one.place.id == "hard"]
        assert placed.found.text.endswith(form.dose) is (age >= 50)
