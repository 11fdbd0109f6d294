"""Measuring time, and measuring it in a process of its own."""

import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.context import ForkServerContext, SpawnContext
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def seconds(run: Callable[[], object]) -> float:
    """How long `run` takes, once."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def apart(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `function` returns in a fresh process: what one leaves behind slows no other."""
    with ProcessPoolExecutor(1, mp_context=fresh()) as pool:
        return pool.submit(function, *args, **kwargs).result()


def fresh() -> ForkServerContext | SpawnContext:
    """How processes begin: with our modules imported, which takes seconds, and nothing else."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["benchmarks.parts"])
    return context
