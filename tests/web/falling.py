"""A real PostgreSQL that is lost at a chosen transaction: in the midst of it, or while it is being kept."""

from contextlib import closing

import psycopg
from sqlalchemy import text

from tracker.store.database import Database

VICTIM = text("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'deadlock_detected'; END $$")


class Falling(Database):
    """A database whose connections fall: in the middle of so many transactions to come, or at the end of them.

    Or which are the victims of as many deadlocks. So many are spared before one falls at its end.
    """

    middles, ends, victims, spared = 0, 0, 0, 0

    def _begun(self, engine, left=None):
        db = super()._begun(engine, left)
        if self.victims:
            self.victims -= 1
            with closing(db):
                db.execute(VICTIM)
        if self.middles:
            self.middles -= 1
            self._cut(db)
        return db

    def _keep(self, db):
        if self.ends and self.spared:
            self.spared -= 1
        elif self.ends:
            self.ends -= 1
            self._cut(db)
        super()._keep(db)

    def _cut(self, db):
        backend = db.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with psycopg.connect(**self.libpq) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
