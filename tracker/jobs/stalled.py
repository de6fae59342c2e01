"""Jobs of workers that have died, given to those who live."""

import asyncio
import logging
from typing import NamedTuple

from procrastinate import App
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job

# procrastinate's own functions would also take a job back from a worker to whom somebody else has just given it: so
# these say whose it must still be. None: its dead worker's row was removed.
WAITS_AGAIN = """
UPDATE procrastinate_jobs SET status = 'todo', attempts = attempts + 1
WHERE id = %(id)s AND status = 'doing' AND worker_id IS NOT DISTINCT FROM %(worker)s
"""
GONE = """
DELETE FROM procrastinate_jobs
WHERE id = %(id)s AND status = 'doing' AND worker_id IS NOT DISTINCT FROM %(worker)s
"""
TRIES = 5  # a job whose workers die each time is let go: its row is still due

logger = logging.getLogger(__name__)


class Pulse(NamedTuple):
    """Seconds between two signs of life of a worker, as between two looks for dead ones; and of silence, after which
    one is held to be dead.
    """

    beat: float = 5.0
    silent: float = 20.0


async def hand_back_stalled(app: App, pulse: Pulse) -> None:
    """Looks again and again, in each worker beside its jobs: the look cannot stall or wait behind them, as it would
    if it were a job itself (procrastinate issue 1408).
    """
    while True:
        try:
            await _look(app, pulse.silent)
        except ConnectorException as broken:
            logger.warning("stalled jobs cannot be looked for (%s); trying again", broken)
        await asyncio.sleep(pulse.beat)


async def _look(app: App, silent: float) -> None:
    await app.job_manager.prune_stalled_workers(silent)
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=silent):
        logger.warning("its worker is silent, so it is handed out anew: %s", job.call_string)
        await _hand_back(app, job)


async def _hand_back(app: App, job: Job) -> None:
    same = {"id": job.id, "worker": job.worker_id}
    if job.attempts < TRIES:
        try:
            return await app.connector.execute_query_async(WAITS_AGAIN, **same)
        except UniqueViolation:  # a newer one with its key waits already (issues 1446, 1543), which will do
            pass
    return await app.connector.execute_query_async(GONE, **same)
