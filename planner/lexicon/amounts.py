"""Units in which a limit of a day is written: fluid, potassium, salt."""

from __future__ import annotations

from msgspec import Struct


class Daily(Struct, frozen=True):
    """How a limit is measured: what each unit is in the main one, and what a person can have in a day."""

    unit: str
    units: dict[str, float]
    least: float
    most: float
    example: str


# Where a measure differs between countries the lesser counts, since a limit must not grow: the pint is that of the
# United States, the ounce that of Britain, and the glass that in which plans/ tells a limit.
_LITRES = {
    **dict.fromkeys(("l", "litre", "litres", "liter", "liters"), 1.0),
    **dict.fromkeys(("ml", "mls", "cc", "millilitre", "millilitres", "milliliter", "milliliters"), 0.001),
    **dict.fromkeys(("cl", "centilitre", "centilitres", "centiliter", "centiliters"), 0.01),
    **dict.fromkeys(("dl", "decilitre", "decilitres", "deciliter", "deciliters"), 0.1),
    **dict.fromkeys(("cup", "cups", "glass", "glasses", "mug", "mugs"), 0.24),
    **dict.fromkeys(("fl oz", "fl. oz", "fl. oz.", "oz", "fluid ounce", "fluid ounces", "ounce", "ounces"), 0.0284),
    **dict.fromkeys(("pint", "pints"), 0.473),
}
_GRAMS = {
    **dict.fromkeys(("g", "gm", "gms", "gram", "grams", "gramme", "grammes"), 1.0),
    **dict.fromkeys(("mg", "mgs", "milligram", "milligrams"), 0.001),
}
_MILLIMOLES = ("mmol", "mmols", "meq", "millimole", "millimoles")
# The bounds tell a limit from a slip of the pen (15 L); no decision depends on how large an amount is.
DAILY = {
    "fluid": Daily("L", _LITRES, 0.3, 5, "1.5 L a day"),
    "potassium": Daily("g", {**_GRAMS, **dict.fromkeys(_MILLIMOLES, 0.039)}, 0.5, 8, "2 g a day"),
    # Some people name the salt and some the sodium in it: either is repeated as it was written.
    "salt": Daily(
        "g",
        {
            **_GRAMS,
            **dict.fromkeys(_MILLIMOLES, 0.058),
            **dict.fromkeys(("tsp", "teaspoon", "teaspoons", "teaspoonful"), 6.0),
        },
        0.5,
        20,
        "6 g a day",
    ),
}
