"""Downloads take turns: the link that ends first goes first."""

from __future__ import annotations

import asyncio

from bfl_studio.services.streams import FEW, HURRY_SECONDS, MOST, Streams


class Line:
    """Everybody who waits, and who is at it."""

    def __init__(self) -> None:
        self.streams = Streams(lambda: 0.0)
        self.begun: list[float] = []
        self.running = 0
        self.most = 0
        self.go = asyncio.Event()

    async def fetch(self, deadline: float) -> None:
        await self.stay(deadline, self.go)

    async def stay(self, deadline: float, gate: asyncio.Event) -> None:
        async with self.streams.turn(deadline):
            self.begun.append(deadline)
            self.running += 1
            self.most = max(self.most, self.running)
            await gate.wait()
            await asyncio.sleep(0)
            self.running -= 1


async def _queue(line: Line, deadlines: list[float]) -> list[asyncio.Task[None]]:
    tasks = [asyncio.create_task(line.fetch(each)) for each in deadlines]
    await asyncio.sleep(0.01)
    return tasks


def test_the_earliest_deadline_goes_first_and_few_run_at_once() -> None:
    async def run() -> Line:
        line = Line()
        first = await _queue(line, [900.0] * MOST)
        late = await _queue(line, [800.0, 500.0, 700.0, 600.0])
        line.go.set()
        await asyncio.gather(*first, *late)
        return line

    line = asyncio.run(run())
    assert line.begun[MOST:] == [500.0, 600.0, 700.0, 800.0]
    assert line.most == MOST


def test_in_a_hurry_the_line_is_shared_by_fewer() -> None:
    async def run(deadline: float) -> list[int]:
        line = Line()
        leaving = [asyncio.Event() for _ in range(MOST)]
        running = [asyncio.create_task(line.stay(900.0, gate)) for gate in leaving]
        await asyncio.sleep(0.01)
        waiting = await _queue(line, [deadline + step for step in range(FEW + 2)])
        seen = []
        for gate in leaving:
            gate.set()
            await asyncio.sleep(0.01)
            seen.append(line.running)
        line.go.set()
        await asyncio.gather(*running, *waiting)
        return seen

    assert asyncio.run(run(HURRY_SECONDS + 1)) == [MOST] * MOST
    # Two leave before anybody takes their place.
    assert asyncio.run(run(HURRY_SECONDS - 10))[:2] == [MOST - 1, FEW]


def test_who_is_called_off_gives_their_turn_back() -> None:
    async def run() -> Line:
        line = Line()
        running = await _queue(line, [900.0] * MOST)
        waiting = await _queue(line, [100.0, 200.0, 950.0])
        waiting[0].cancel()
        running[0].cancel()
        await asyncio.sleep(0.01)
        waiting[1].cancel()
        line.go.set()
        await asyncio.gather(*running, *waiting, return_exceptions=True)
        return line

    line = asyncio.run(run())
    assert line.begun[MOST:] == [200.0, 950.0]
    assert asyncio.run(_afterwards(line)) == MOST


async def _afterwards(line: Line) -> int:
    again = Line()
    again.streams = line.streams
    tasks = await _queue(again, [900.0] * (MOST + 2))
    found = again.running
    again.go.set()
    await asyncio.gather(*tasks)
    return found
