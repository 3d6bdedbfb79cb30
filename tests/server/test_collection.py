"""Garbage is collected in the pauses of whoever types, or after many keys without one."""

from __future__ import annotations

import asyncio
from concurrent.futures import Executor, Future
from typing import Any

import pytest

from twimllint.server import garbage


class Worker(Executor):
    """Runs nothing, and counts what it is given."""

    def __init__(self) -> None:
        self.given: list[Any] = []

    def submit(self, work: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.given.append(work)
        return Future()


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Worker:
    monkeypatch.setattr(garbage, "SECONDS_IDLE", 0.05)
    monkeypatch.setattr(garbage, "SECONDS_TO_SEND", 0.0)
    return Worker()


async def analyse(each: garbage.Garbage, times: int, pause: float) -> None:
    for _ in range(times):
        each.add()
    await asyncio.sleep(pause)


@pytest.mark.asyncio
async def test_the_first_document_is_followed_by_a_collection_in_the_next_pause(worker: Worker) -> None:
    each = garbage.Garbage(worker)
    await analyse(each, 1, 0.0)
    assert not worker.given
    await asyncio.sleep(0.2)
    assert len(worker.given) == 1


@pytest.mark.asyncio
async def test_many_analyses_without_a_pause_are_followed_by_one_collection(worker: Worker) -> None:
    await analyse(garbage.Garbage(worker), garbage.MAX_ANALYSES + 5, 0.02)
    assert len(worker.given) == 1


@pytest.mark.asyncio
async def test_a_few_analyses_are_not_worth_a_collection(worker: Worker) -> None:
    each = garbage.Garbage(worker)
    await analyse(each, 1, 0.2)
    worker.given.pop()()
    await analyse(each, garbage.MIN_ANALYSES - 1, 0.2)
    assert not worker.given
    await analyse(each, 1, 0.2)
    assert len(worker.given) == 1
