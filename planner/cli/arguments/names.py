"""Other names that people give commands and options, and what is said of a name that is none."""

from __future__ import annotations

import os
from pathlib import Path

import click

from planner.errors import did_you_mean, nearest

# Every command, in the order of the work, with a line of help; each is loaded only when it is asked for.
COMMANDS = {
    "render": "Make one sheet, from a profile, from options, or both.",
    "batch": "Make one sheet for each person of a list.",
    "merge-reports": "Put the reports of all shards of a list together.",
    "explain": "Say why each item is in, out or changed, rule by rule.",
    "new": "Ask the questions one by one and write a profile.",
    "read": "Show how words about a person would be understood.",
    "check": "Check plans, profiles and lists, and write nothing.",
    "pictures": "Draw the pictures of plans anew, from their figures.",
    "prove": "Prove that plans keep their promises for every profile.",
    "review": "List what a clinician still has to sign.",
    "quality": "Measure the numbers of the printed sheet.",
    "population": "Say what the rules make of everybody on a list.",
    "compare": "Say whose sheet other plans would change.",
    "list": "List what the planner knows: foods, medicines and so on.",
    "schema": "Print the JSON Schema of a profile, a plan or plan files.",
    "help": "Show the help of a command.",
}
# Commands that stand in a room of their own.
_ROOMS = {"prove": "judging", "review": "judging", "quality": "judging", "pictures": "makers"}
_COMMANDS_BY_OTHER_NAMES = {
    "render": "make create generate print pdf build run write sheet plan week",
    "batch": "many bulk mailmerge mail-merge patients all",
    "merge-reports": "merge merge-report merge-shards join combine gather collect",
    "explain": "why reason reasons decisions trace",
    "new": "ask init interview questions profile start add",
    "read": "parse understand recognise recognize words",
    "check": "validate lint verify test",
    "pictures": "draw drawing figures picture svg",
    "prove": "proof prover sat",
    "review": "sign sign-off signoff",
    "quality": "measure measures numbers readability metrics",
    "population": "stats statistics cohort report",
    "compare": "diff against",
    "list": "ls show foods drinks stretches medicines conditions sources languages plans",
    "schema": "json-schema jsonschema",
    "--version": "version",
}
_OPTIONS_BY_OTHER_NAMES = {
    "--medication": "med meds medicine medicines medications medicament drug drugs tablet tablets pill pills rx",
    "--condition": "conditions diagnosis diagnoses dx illness illnesses disease diseases problem problems disorder",
    "--symptom": "symptoms sign signs feels complaint complaints",
    "--habit": "habits alcohol smoking smoker drinks lifestyle",
    "--allergy": "allergies allergic intolerance intolerances",
    "--diet": "diets food eats",
    "--dislike": "dislikes disliked hates unwanted",
    "--limit": "limits restriction restrictions fluid potassium salt",
    "--pregnancy": "pregnant week weeks trimester gestation",
    "--born-weeks-ago": "postpartum birth delivery",
    "--breastfeeding": "nursing lactating",
    "--sex": "gender",
    "--age": "years old",
    "--sleep-position": "sleep position sleeping sleeps",
    "--daily-posture": "posture sitting standing",
    "--exercise-level": "exercise activity active fitness",
    "--cramps": "cramp where pain",
    "--country": "nation locale region",
    "--language": "lang translation",
    "--output": "out outfile out-file file to save target",
    "--output-dir": "dir outdir out-dir folder output-folder directory out output",
    "--paper": "papersize paper-size page-size pagesize size",
    "--large-print": "big-print largeprint large big bigprint font-size",
    "--start": "date start-date startdate from begin first-day",
    "--plan": "template",
    "--theme": "clinic logo letterhead branding practice",
    "--bedtime": "alarm reminder bed",
    "--plans": "content rules plans-folder plan-folder templates",
    "--format": "type fmt as to",
    "--format json": "json",
    "--format pdf": "pdf",
    "--format text": "txt text",
    "--name": "patient firstname first-name person",
    "--mode": "permissions chmod umask",
    "--quiet": "silent no-output",
    "--verbose": "debug info",
    "--jobs": "workers threads parallel processes procs concurrency cores",
    "--resume": "continue carry-on go-on restart",
    "--dry-run": "simulate try noop no-write",
    "--verify": "checksum hash hashes integrity",
    "--rebuild": "repair recover reset",
    "--row-timeout": "timeout time-limit limit-seconds",
    "--name-template": "filename file-name filenames naming",
    "--shard": "part slice chunk array array-index partition split job-index",
    "--scheduler": "dask cluster distributed remote",
    "--work": "state ledger work-dir workdir work-folder scratch",
    "--log-json": "log jsonlog json-log progress",
    "--against": "with versus vs other",
    "--help": "usage man",
}
# What stood as an option of `check` once.
_MOVED = {
    "--proof": "planner prove [FOLDER]",
    "--review": "planner review [FOLDER]",
    "--population": "planner population LIST",
    "--against": "planner compare LIST --against FOLDER",
}


def module_of(command: str) -> str:
    """Return the module that holds a command."""
    file = command.replace("-", "_")
    return ".".join(["planner.cli", *([_ROOMS[command]] if command in _ROOMS else []), file])


def _other_names(table: dict[str, str], name: str) -> list[str]:
    return [target for target, names in table.items() if name in names.split()]


def no_command(name: str, ctx: click.Context) -> str:
    """Return what to say of a word that is no command."""
    said = f"No such command '{name}'"
    path = ctx.command_path
    if others := _other_names(_COMMANDS_BY_OTHER_NAMES, name.lower()):
        return f"{said}; did you mean '{path} {others[0]}'?"
    if did_you_mean(name, COMMANDS):
        return f"{said}{did_you_mean(name, COMMANDS)}"
    suffix = Path(name).suffix.lower()
    if suffix == ".csv":
        return f"{said}; for the people of a list: {path} batch {name} -d sheets/"
    if suffix in (".yaml", ".yml", ".json") or os.path.isfile(name):  # noqa: PTH113
        return f"{said}; for a profile: {path} render {name}"
    return f"{said}; there are {', '.join(COMMANDS)}"


def no_option(name: str, ctx: click.Context) -> str:
    """Return what to say of an option that a command does not have, and which may be meant."""
    said = f"No such option '{name}'"
    flags = _flags(ctx.command)
    if ctx.info_name == "check" and name in _MOVED:
        return f"{said}: what '{name}' did is a command now: {_MOVED[name]}"
    others = [
        flag for flag in _other_names(_OPTIONS_BY_OTHER_NAMES, name.lstrip("-").lower()) if flag.split()[0] in flags
    ]
    if others:
        return f"{said}; did you mean '{others[0]}'?"
    plain = {flag.removeprefix("--"): flag for flag in flags}
    if near := nearest(name.lstrip("-").lower(), plain):
        return f"{said}; did you mean '{plain[near]}'?"
    if isinstance(ctx.command, click.Group) and name.startswith("--"):
        render = ctx.command.get_command(ctx, "render")
        if render is not None and name in _flags(render):
            return f"{said} before a command; did you mean '{ctx.command_path} render {name}'?"
    if name in ("-o", "--output") and "--format" in flags:
        return f"{said}: this command prints its result; to keep it, write > FILE at the end"
    return f"{said}; `{ctx.command_path} --help` lists those that there are"


def _flags(command: click.Command) -> list[str]:
    own = [name for param in command.params for name in (*param.opts, *param.secondary_opts) if name.startswith("--")]
    return [*own, "--help"]
