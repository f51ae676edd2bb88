"""The policy as people write it: one commented TOML file; a signal or score takes what it leaves out as the default."""

import hashlib
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from pydantic import ValidationError, create_model

from ledger.errors import Invalid
from projections.advice.item import AdviceItem
from projections.default_zone import base_text
from projections.policy import Policy, PolicyVersion, Tables
from projections.policy_lines import problems
from projections.score_tables import SCORE_TABLES
from projections.section import Section
from projections.signals import all_signals

ADVICE = ("stages", "risk", "signals_of_trade_and_quality", "signals_of_others")
WIDTH = 34  # where comments begin


def read_policy(toml: str, *, version: int | None) -> PolicyVersion:
    """Read and check a policy file; raises Invalid with one problem per mistake."""
    try:
        policy = _model().model_validate(tomllib.loads(toml))
    except tomllib.TOMLDecodeError as error:
        raise Invalid(f"the policy is no valid TOML: {error}", "Mend that line") from error
    except ValidationError as error:
        found = problems(error, toml, _model())
        raise Invalid("the policy is not valid", "Mend the named keys", problems=found) from error
    except ValueError as error:  # a number of thousands of digits, which Python does not read
        raise Invalid(f"the policy is no valid TOML: {error}", "Write a shorter number") from error
    except RecursionError as error:
        raise Invalid("the policy is nested too deeply", "Write it as guanxi policy show prints one") from error
    return PolicyVersion(version=version, sha256=hashlib.sha256(toml.encode()).hexdigest(), policy=policy)


def policy_from_json(text: str) -> Policy:
    """A policy that another process wrote as JSON (model_dump_json): its class is made anew in each."""
    return _model().model_validate_json(text)


@cache
def default_policy() -> PolicyVersion:
    """Version 1, in force from the beginning."""
    return read_policy(default_text(), version=1)


@cache
def default_text() -> str:
    """The default policy file: the tables of the model, then one per signal and score, written from their own files."""
    tables = [_table(f"signals.{signal.name}", signal.limits) for signal in all_signals() if signal.limits.model_fields]
    scores = [_table(f"scores.{name}", limits) for name, limits in SCORE_TABLES.items()]
    return "\n".join([base_text(), *tables, *scores, *advice_texts()])


@cache
def advice_texts() -> tuple[str, ...]:
    """The advice of the default policy, in its order."""
    folder = resources.files("projections.advice")
    return tuple(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8") for name in ADVICE)


@cache
def _model() -> type[Policy]:
    """The policy with the tables of all signals and scores."""
    signals = _tables("SignalTables", {signal.name: signal.limits for signal in all_signals()})
    scores = _tables("ScoreTables", SCORE_TABLES)
    advice = tuple(AdviceItem(**item) for text in advice_texts() for item in tomllib.loads(text)["advice"])
    return create_model(
        "Policy",
        __base__=Policy,
        signals=(signals, signals()),
        scores=(scores, scores()),
        advice=(tuple[AdviceItem, ...], advice),
    )


def _tables(name: str, models: Mapping[str, type[Section]]) -> Any:
    """One table per model, each of which may be left out."""
    fields: dict[str, Any] = {key: (model, model()) for key, model in models.items()}
    return create_model(name, __base__=Tables, **fields)


def _table(name: str, limits: type[Section]) -> str:
    lines = [f"[{name}]"]
    for key, field in limits.model_fields.items():
        said = f"{key} = {_value(field.default)}"
        lines.append(f"{said:<{WIDTH - 1}} # {field.description}" if field.description else said)
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    """A default as TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_value(one)}' for key, one in value.items())} }}"
    return repr(value)
