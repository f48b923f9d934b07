"""Writers on an embedded record go one at a time, in the order they came."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import pytest

from adapters.database.engine import Line, open_engine, unit
from core.ports import Busy


def test_those_who_wait_go_in_the_order_they_came() -> None:
    line, order, came = Line(), list[int](), [Event() for _ in range(8)]
    assert line.enter(0)

    def go(n: int) -> None:
        came[n].set()
        assert line.enter(10)
        order.append(n)
        line.leave()

    threads = []
    for n in range(8):
        threads.append(Thread(target=go, args=(n,)))
        threads[-1].start()
        came[n].wait(10)
        while len(line._waiting) <= n:
            pass
    line.leave()
    for thread in threads:
        thread.join()
    assert order == list(range(8))


def test_whoever_has_waited_long_enough_goes_and_the_line_goes_on() -> None:
    line = Line()
    assert line.enter(0)
    assert not line.enter(0.01)
    line.leave()
    assert line.enter(0)
    line.leave()
    assert line.enter(0)


def test_a_writer_kept_waiting_is_told_that_it_is_busy_and_a_reader_never_waits(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'record.sqlite3'}")
    with unit(engine, 1.0) as connection:
        connection.exec_driver_sql("CREATE TABLE words (word TEXT)")

    def write(wait: float) -> None:
        with unit(engine, wait) as other:
            other.exec_driver_sql("INSERT INTO words VALUES ('a')")

    def read() -> int:
        with unit(engine, 0.0, writes=False) as other:
            return len(other.exec_driver_sql("SELECT * FROM words").all())

    with ThreadPoolExecutor(4) as pool:
        with unit(engine, 1.0):
            with pytest.raises(Busy):
                pool.submit(write, 0.01).result()
            assert pool.submit(read).result() == 0
            waiting = [pool.submit(write, 10.0) for _ in range(3)]
        for each in waiting:
            each.result()
    assert read() == 3
    engine.dispose()


def test_a_unit_that_fails_gives_up_its_place(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'record.sqlite3'}")
    with pytest.raises(ZeroDivisionError), unit(engine, 1.0):
        raise ZeroDivisionError
    with unit(engine, 0.0) as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    engine.dispose()
