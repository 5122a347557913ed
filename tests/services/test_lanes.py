"""Places for active tasks: first come first served, learned down, grown again."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.services.lanes import MOST_POSTS, Lane, Places, Posts


def test_no_more_are_admitted_than_allowed_and_in_order() -> None:
    async def scenario() -> None:
        places, admitted = Places(2), list[int]()

        async def enter(number: int) -> None:
            await places.take()
            admitted.append(number)

        tasks = [asyncio.create_task(enter(number)) for number in range(4)]
        await asyncio.sleep(0)
        assert admitted == [0, 1]
        places.free()
        await asyncio.sleep(0)
        assert admitted == [0, 1, 2]
        places.free()
        await asyncio.gather(*tasks)
        assert admitted == [0, 1, 2, 3]

    asyncio.run(scenario())


def test_whoever_gives_up_waiting_leaves_the_place_to_the_next() -> None:
    async def scenario() -> None:
        places = Places(1)
        await places.take()
        impatient = asyncio.create_task(places.take())
        patient = asyncio.create_task(places.take())
        await asyncio.sleep(0)
        # The turn has come, but the task is cancelled before it could take it.
        places.free()
        impatient.cancel()
        await asyncio.wait([impatient])
        await asyncio.wait_for(patient, 1)

    asyncio.run(scenario())


def test_a_refusal_for_too_many_lowers_the_limit_and_each_end_raises_it_again() -> None:
    async def scenario() -> None:
        places = Places(4)
        for _ in range(4):
            await places.take()
        for _ in range(3):
            places.runs()
        # The service runs three, and refused the fourth.
        places.shrink()
        crowded = [places.crowded]
        places.free()
        assert [*crowded, places.crowded] == [True, False]
        waiting = asyncio.create_task(places.take())
        await asyncio.sleep(0)
        assert not waiting.done()
        places.grow()
        await asyncio.wait_for(waiting, 1)

    asyncio.run(scenario())


def test_a_lane_is_quiet_only_when_no_post_is_in_flight() -> None:
    async def scenario() -> None:
        posts = Posts()
        async with posts:
            quiet = asyncio.create_task(posts.quiet())
            await asyncio.sleep(0)
            assert not quiet.done()
            posts.doubt()
        await asyncio.wait_for(quiet, 1)
        late = asyncio.create_task(posts.__aenter__())
        await asyncio.sleep(0)
        assert not late.done()
        late.cancel()

    asyncio.run(scenario())


@given(st.lists(st.floats(0.1, 130.0), min_size=30, max_size=30), st.floats(0.0, 200.0))
def test_a_cut_cable_leaves_at_most_four_in_doubt(waits: list[float], cut: float) -> None:
    """Whenever each of those in flight was sent, and however long nobody answers it."""

    async def scenario() -> int:
        lane = Lane(30, lambda failure: None, lambda failure: None)
        ends: list[tuple[float, asyncio.Future[float]]] = []
        doubts = 0

        async def buy(number: int) -> None:
            nonlocal doubts
            await lane.until_open()
            async with lane.posts:
                if not lane.is_open:
                    return
                end: asyncio.Future[float] = asyncio.get_running_loop().create_future()
                ends.append((clock + waits[number], end))
                at = await end
                if at < cut:
                    lane.posts.answered()
                    return
                # Polls may be answered all the same.
                lane.well()
                doubts += 1
                if lane.doubt(at, 60.0):
                    lane.pause(Failure(FailureKind.MANY_UNCONFIRMED))

        clock = 0.0
        tasks = [asyncio.create_task(buy(number)) for number in range(30)]
        await _settle()
        while ends:
            ends.sort(key=lambda each: each[0])
            clock, end = ends.pop(0)
            end.set_result(clock)
            await _settle()
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        return doubts

    assert asyncio.run(scenario()) <= MOST_POSTS


async def _settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def test_a_trouble_is_said_once_until_it_is_over() -> None:
    heard: list[Failure | None] = []

    async def scenario() -> None:
        lane = Lane(24, lambda failure: None, heard.append)
        for _ in range(3):
            lane.trouble(Failure(FailureKind.UNREACHABLE))
        lane.well()
        lane.well()

    asyncio.run(scenario())
    assert heard == [Failure(FailureKind.UNREACHABLE), None]


def test_a_model_with_a_limit_of_its_own_takes_a_place_among_all_as_well() -> None:
    async def scenario() -> None:
        lane = Lane(3, lambda failure: None, lambda failure: None)
        for _ in range(2):
            await lane.seat("/v1/few", 2).take()
        third = asyncio.create_task(lane.seat("/v1/few", 2).take())
        await asyncio.sleep(0)
        assert not third.done()
        await asyncio.wait_for(lane.seat("/v1/many", 24).take(), 1)
        lane.seat("/v1/few", 2).free()
        await asyncio.wait_for(third, 1)
        # All three are taken now: whoever gives up waiting for the last leaves nothing taken.
        fourth = asyncio.create_task(lane.seat("/v1/few", 2).take())
        lane.seat("/v1/few", 2).free()
        lane.seat("/v1/many", 24).occupy()
        await asyncio.sleep(0)
        fourth.cancel()
        await asyncio.wait([fourth])
        lane.seat("/v1/many", 24).free()
        await asyncio.wait_for(lane.seat("/v1/few", 2).take(), 1)

    asyncio.run(scenario())


def test_after_a_refusal_for_haste_everybody_asks_half_as_often_for_a_while() -> None:
    lane = Lane(24, lambda failure: None, lambda failure: None)
    assert lane.haste(10.0) == 1.0
    lane.busy(10.0, 30.0)
    assert [lane.haste(now) for now in (10.0, 39.9, 40.0)] == [2.0, 2.0, 1.0]
