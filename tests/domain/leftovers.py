"""Values that another model left in a recipe."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from hypothesis import strategies as st

from bfl_studio.domain.catalog import ModelSpec, Role, Value
from bfl_studio.domain.recipe import LARGEST_SEED

_LEFT_BEHIND: Mapping[Role, st.SearchStrategy[Value]] = {
    Role.SEED: st.integers(0, LARGEST_SEED),
    Role.OUTPUT_FORMAT: st.sampled_from(["png", "gif"]),
    Role.REWRITING: st.booleans(),
    Role.STEPS: st.integers(-5, 500),
    Role.GUIDANCE: st.floats(-5, 500),
    Role.RAW: st.booleans(),
    Role.GROUNDING: st.booleans(),
    Role.TIER: st.sampled_from(["1k", "8k"]),
    Role.ASPECT_RATIO: st.sampled_from(["16:9", "1:9"]),
    Role.MODE: st.sampled_from(["fast", "slow"]),
    Role.MARGIN_TOP: st.integers(-5, 5000),
    Role.OFFSET_X: st.integers(-9999, 9999),
    Role.AUTO_CROP: st.booleans(),
    Role.DILATION: st.integers(-5, 500),
    Role.IMAGE_PROMPT_STRENGTH: st.floats(-1, 2),
    Role.WIDTH: st.integers(-5, 9999),
    Role.HEIGHT: st.integers(-5, 9999),
}


@cache
def left_behind(model: ModelSpec) -> st.SearchStrategy[dict[Role, Value]]:
    """Values in roles that the model does not have."""
    others = {role: values for role, values in _LEFT_BEHIND.items() if not model.parameter(role)}
    return st.fixed_dictionaries({}, optional=others)
