"""The numbers that a printed sheet must measure up to, measured on its pages. Needs textstat and pypdfium2.

`standard.yaml` has the people and the limits, and nothing else has them. A sheet is laid out as for printing and drawn
before a watcher in the place of a canvas (`watching.py`): what is measured is what stands on the paper, not what was
meant to. `looks.py` measures letters and lines, `language.py` sentences, `ink.py` the ink; `measures.py` sets each
number beside its limit, `sheets.py` makes the sheets, `report.py` writes the tables.
"""
