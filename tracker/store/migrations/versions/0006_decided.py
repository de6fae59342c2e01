"""Persons and gives come into the ledger, whose entries are sealed to one another; what a user offers, and a feed."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

from tracker.store.types import Day, Json, Number, Stretch, UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

DAY = 86_400  # seconds
VIA = "upgrade"
THINGS = ("person", "give")
CIRCLES = {"inner": (2, 4), "close": (4, 6), "friends": (8, 13), "wider": (26, 39)}  # in weeks


def upgrade() -> None:
    _unguard()
    op.drop_index("ix_entries_promise", "entries")
    op.alter_column("entries", "promise_id", new_column_name="subject")
    for name, given in (("thing", "promise"), ("hash", "")):
        op.add_column("entries", sa.Column(name, sa.Text, nullable=False, server_default=given))
    for name, given in (("offers", "[]"), ("cadences", "[]"), ("feed_key", "")):
        kind = sa.Text if name == "feed_key" else Json
        op.add_column("users", sa.Column(name, kind, nullable=False, server_default=given))
    _make_tables()
    db = op.get_bind()
    _bring_in(db)
    _seal(db)
    op.create_index("ix_entries_subject", "entries", ["user_id", "subject", "number"])
    op.create_index("ix_entries_user", "entries", ["user_id", "number"])
    op.drop_table("gives")
    op.drop_table("persons")
    _guard()


def downgrade() -> None:
    _unguard()
    _make_old_tables()
    db = op.get_bind()
    _take_out(db)
    db.execute(sa.text("DELETE FROM entries WHERE thing <> 'promise'"))
    op.drop_table("ideas")
    op.drop_table("decided")
    for name in ("offers", "cadences", "feed_key"):
        op.drop_column("users", name)
    for index in ("ix_entries_subject", "ix_entries_user"):
        op.drop_index(index, "entries")
    for name in ("thing", "hash"):
        op.drop_column("entries", name)
    op.alter_column("entries", "subject", new_column_name="promise_id")
    op.create_index("ix_entries_promise", "entries", ["user_id", "promise_id", "number"])
    _guard()


def _make_tables() -> None:
    owned = sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_decided_user_id", ondelete="CASCADE")
    op.create_table(
        "decided",
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("thing", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("record", Json(), nullable=False),
        owned,
        sa.PrimaryKeyConstraint("user_id", "thing", "id", name="pk_decided"),
        sqlite_strict=True,
    )
    op.create_table(
        "ideas",
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("line", sa.Text, nullable=False),
        sa.Column("shown_on", Day(), nullable=False),
        sa.Column("event", Json(), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_ideas_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "person_id", "line", "shown_on", name="pk_ideas"),
        sqlite_strict=True,
    )


def _make_old_tables() -> None:
    texts = ("name", "circle", "influence", "value", "goal")
    op.create_table(
        "persons",
        *(sa.Column(name, sa.Text, nullable=False) for name in ("user_id", "id", *texts)),
        sa.Column("addresses", Json(), nullable=False),
        *(sa.Column(name, Stretch(), nullable=False) for name in ("cadence_ideal", "cadence_longest")),
        sa.Column("review_on", Day()),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_persons_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "id", name="pk_persons"),
        sqlite_strict=True,
    )
    op.create_table(
        "gives",
        *(sa.Column(name, sa.Text, nullable=False) for name in ("user_id", "id", "person_id", "kind", "direction")),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id", "person_id"],
            ["persons.user_id", "persons.id"],
            name="fk_gives_user_id_person_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name="pk_gives"),
        sqlite_strict=True,
    )


ENTRIES = sa.table(
    "entries",
    *(sa.column(name, Number) for name in ("number",)),
    *(sa.column(name, sa.Text) for name in ("user_id", "thing", "subject", "by", "via", "act", "hash")),
    sa.column("at", UtcDateTime()),
    *(sa.column(name, Json()) for name in ("before", "after")),
)
DECIDED = sa.table(
    "decided", *(sa.column(name, sa.Text) for name in ("user_id", "thing", "id")), sa.column("record", Json())
)
PERSONS = sa.table(
    "persons",
    *(sa.column(name, sa.Text) for name in ("user_id", "id", "name", "circle", "influence", "value", "goal")),
    sa.column("addresses", Json()),
    *(sa.column(name, Stretch()) for name in ("cadence_ideal", "cadence_longest")),
    sa.column("review_on", Day()),
)
GIVES = sa.table(
    "gives",
    *(sa.column(name, sa.Text) for name in ("user_id", "id", "person_id", "kind", "direction", "note")),
    sa.column("at", UtcDateTime()),
)


def _bring_in(db: sa.Connection) -> None:
    """Each person and give, opened by an entry of this upgrade, as early as may be: nobody knows when it was."""
    users = sa.table("users", sa.column("id", sa.Text), sa.column("scored_from", UtcDateTime()))
    since = {row.id: row.scored_from for row in db.execute(sa.select(users))}
    for user, thing, record in _old(db):
        db.execute(sa.insert(DECIDED).values(user_id=user, thing=thing, id=record["id"], record=record))
        act = "named" if thing == "person" else "recorded"
        told = {
            "subject": record["id"],
            "by": user,
            "via": VIA,
            "act": act,
            "before": {},
            "after": record,
        }
        db.execute(sa.insert(ENTRIES).values(user_id=user, thing=thing, hash="", at=since[user], **told))


def _old(db: sa.Connection) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for row in db.execute(sa.select(PERSONS).order_by(PERSONS.c.user_id, PERSONS.c.id)).mappings().all():
        yield row["user_id"], "person", _person(row)
    for row in db.execute(sa.select(GIVES).order_by(GIVES.c.user_id, GIVES.c.at)).mappings().all():
        told = {name: row[name] for name in ("id", "kind", "direction", "note")}
        yield row["user_id"], "give", told | {"person": row["person_id"], "at": row["at"].isoformat(), "sign": ""}


def _person(row: Any) -> dict[str, Any]:
    said = {name: row[name] for name in ("id", "name", "addresses", "circle", "influence", "value", "goal")}
    new: dict[str, Any] = {
        "names": [],
        "tags": [],
        "reach": "not said",
        "learn": "",
        "interests": "",
        "merged_into": None,
    }
    new |= {"cadence": None}  # it was always their circle's
    return said | new | {"review_on": row["review_on"].isoformat() if row["review_on"] else None}


def _take_out(db: sa.Connection) -> None:
    """Back into tables of their own; what these had no columns for is lost."""
    rows = db.execute(sa.select(DECIDED)).mappings().all()
    for row in sorted(rows, key=lambda row: THINGS[::-1].index(row["thing"]) if row["thing"] in THINGS else -1)[::-1]:
        record, owner = row["record"], {"user_id": row["user_id"], "id": row["id"]}
        if row["thing"] == "person":
            said = {name: record[name] for name in ("name", "addresses", "circle", "influence", "value", "goal")}
            own = record["cadence"] or [7 * weeks for weeks in CIRCLES[record["circle"]]]
            wanted = [sa.type_coerce(days * DAY, Number) for days in own]
            review_on = datetime.fromisoformat(record["review_on"]).date() if record["review_on"] else None
            cadence = {"cadence_ideal": wanted[0], "cadence_longest": wanted[1]}
            db.execute(sa.insert(PERSONS).values(**owner, **said, **cadence, review_on=review_on))
        elif row["thing"] == "give":
            told = {name: record[name] for name in ("kind", "direction", "note")}
            at = datetime.fromisoformat(record["at"])
            db.execute(sa.insert(GIVES).values(**owner, **told, person_id=record["person"], at=at))


def _seal(db: sa.Connection) -> None:
    """Every user's entries, each sealed to the one before as `entry.sealed` did when this was written."""
    last: dict[str, str] = {}
    change = sa.update(ENTRIES).where(ENTRIES.c.number == sa.bindparam("its")).values(hash=sa.bindparam("seal"))
    for row in db.execute(sa.select(ENTRIES).order_by(ENTRIES.c.number)).mappings().all():
        told = [row[name] for name in ("subject", "at", "by", "via", "act", "before", "after", "thing")]
        told[1] = row["at"].astimezone(UTC).isoformat(timespec="microseconds")
        text = json.dumps([last.get(row["user_id"], ""), *told], sort_keys=True, separators=(",", ":"))
        last[row["user_id"]] = sha256(text.encode()).hexdigest()
        db.execute(change, {"its": row["number"], "seal": last[row["user_id"]]})


def _unguard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete", "replace"):
            op.execute(f"DROP TRIGGER entries_{act}")
    else:
        op.execute("DROP TRIGGER entries_rows ON entries")
        op.execute("DROP TRIGGER entries_all ON entries")


def _guard() -> None:
    """As 0002 made them; the function of PostgreSQL is still there."""
    if op.get_bind().dialect.name != "sqlite":
        guard = "EXECUTE FUNCTION entries_guard()"
        op.execute(f"CREATE TRIGGER entries_rows BEFORE UPDATE OR DELETE ON entries FOR EACH ROW {guard}")
        op.execute(f"CREATE TRIGGER entries_all BEFORE TRUNCATE ON entries {guard}")
        return
    refuse = "BEGIN SELECT RAISE(ABORT, 'entries is append-only'); END"
    purged = "EXISTS (SELECT 1 FROM purges WHERE id IN (OLD.user_id))"
    there = "EXISTS (SELECT 1 FROM entries WHERE number = NEW.number)"
    op.execute(f"CREATE TRIGGER entries_update BEFORE UPDATE ON entries {refuse}")
    op.execute(f"CREATE TRIGGER entries_delete BEFORE DELETE ON entries WHEN NOT {purged} {refuse}")
    op.execute(f"CREATE TRIGGER entries_replace BEFORE INSERT ON entries WHEN {there} {refuse}")
