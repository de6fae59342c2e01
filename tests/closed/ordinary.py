"""A role of PostgreSQL as a service should have: it owns the tables, and is no superuser, whom no policy binds."""

import psycopg
from psycopg.sql import SQL, Identifier

ROLE = "ordinary"


def handed_over(address: str) -> str:
    """The address of a test's database for that role, which owns every table of it from now on."""
    with psycopg.connect(address) as db:
        if not db.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
            db.execute(SQL("CREATE ROLE {} LOGIN").format(Identifier(ROLE)))
        db.execute(SQL("GRANT ALL ON SCHEMA public TO {}").format(Identifier(ROLE)))
        for (table,) in db.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall():
            db.execute(SQL("ALTER TABLE {} OWNER TO {}").format(Identifier(table), Identifier(ROLE)))
    return address.replace("//tracker@", f"//{ROLE}@")
