"""Jobs of every kind, for properties that hold for all of them."""

from types import MappingProxyType

from hypothesis import strategies as st

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.credits import Credits
from bfl_studio.domain.endpoint import Endpoint, Place
from bfl_studio.domain.errors import Failure, FailureKind, Fault
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.job import Job, JobState, Order, Side
from bfl_studio.domain.pricing import Estimate, Exact, Range, Unknown
from bfl_studio.domain.recipe import LARGEST_SEED, Recipe, RecipeImage, told_apart

# What a database and a file can hold: anything but half a surrogate pair.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
amounts = st.integers(-(10**9), 10**15).map(Credits)
moments = st.integers(0, 2**53)

failures = st.builds(
    Failure,
    kind=st.sampled_from(FailureKind),
    said=texts,
    faults=st.lists(
        st.builds(Fault, st.none() | st.sampled_from(Role), st.integers(0, 10), texts), max_size=3
    ).map(tuple),
    reasons=st.lists(texts, max_size=3).map(tuple),
    details=texts,
    balance=st.none() | amounts,
)
endpoints = st.builds(Endpoint, place=st.sampled_from(Place), origin=texts, key_name=texts)
estimates: st.SearchStrategy[Estimate] = st.one_of(
    st.builds(Unknown),
    st.builds(Exact, amounts),
    st.tuples(amounts, amounts).filter(lambda pair: pair[0] < pair[1]).map(lambda p: Range(*p)),
)


@st.composite
def recipes(draw: st.DrawFn) -> Recipe:
    """With a seed, as every job has."""
    values = draw(st.dictionaries(texts, st.none() | st.booleans() | st.integers() | texts))
    images = draw(
        st.lists(
            st.builds(RecipeImage, role=texts, sha256=texts, size=st.just(Size(64, 64))), max_size=2
        )
    )
    unknown = draw(st.dictionaries(texts.map("x-{}".format), st.lists(st.integers())))
    drawn = Recipe(
        draw(texts),
        draw(texts),
        MappingProxyType(values),
        told_apart(tuple(images)),
        unknown=MappingProxyType(unknown),
    )
    return drawn.with_seed(draw(st.integers(0, LARGEST_SEED)))


orders = st.builds(Order, recipes(), estimates, texts, st.none() | texts)


@st.composite
def stepped(draw: st.DrawFn, job: Job) -> dict[str, object]:
    """A value for every field that a step may write."""
    assert job.state is JobState.QUEUED
    return {
        "changed_ms": draw(moments),
        "resend_of": draw(st.none() | texts),
        "body_sha256": draw(st.none() | texts),
        "balance_before": draw(st.none() | amounts),
        "task_id": draw(st.none() | texts),
        "polling_url": draw(st.none() | texts),
        "quoted": draw(st.none() | amounts),
        "accepted_ms": draw(st.none() | moments),
        "sample_url": draw(st.none() | texts),
        "seen_ms": draw(st.none() | moments),
        "file_name": draw(st.none() | texts),
        "charged": draw(st.none() | amounts),
        "side": draw(st.none() | st.sampled_from(Side)),
        "failure": draw(st.none() | failures),
        "evidence": draw(st.none() | texts),
    }
