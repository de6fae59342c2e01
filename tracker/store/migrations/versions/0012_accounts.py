"""Roles, invitations, what was done to accounts, and how much each may have."""

import secrets

import sqlalchemy as sa
from alembic import op

from tracker.store.types import Number, UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

OUTLIVES = "fk_revocations_user_id"


def upgrade() -> None:
    _roles()
    _sessions()
    _revocations(owned=False)
    _invitations()
    _quotas()
    _audit()
    _farewells()


def downgrade() -> None:
    for table in ("farewells", "quotas", "invitations"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_guard() CASCADE")
    op.drop_table("audit")
    op.execute("DELETE FROM revocations WHERE user_id NOT IN (SELECT id FROM users)")
    _revocations(owned=True)
    op.drop_index("ix_sessions_user", "sessions")
    for table, column in (("sessions", "browser"), ("sessions", "id"), ("signins", "leads"), ("users", "role")):
        op.drop_column(table, column)


def _roles() -> None:
    """Who was here first is the owner, as `tracker run` always took it."""
    op.add_column("users", sa.Column("role", sa.Text, nullable=False, server_default="member"))
    users = sa.table("users", sa.column("id"), sa.column("scored_from"), sa.column("role"))
    one = users.alias()
    first = sa.select(one.c.id).order_by(one.c.scored_from, one.c.id).limit(1).scalar_subquery()
    op.execute(sa.update(users).where(users.c.id == first).values(role="owner"))


def _sessions() -> None:
    """Each gets a name of its own, by which its user can end it; the token's hash is shown to nobody."""
    op.add_column("signins", sa.Column("leads", sa.Text, nullable=False, server_default=""))
    op.add_column("sessions", sa.Column("id", sa.Text, nullable=False, server_default=""))
    op.add_column("sessions", sa.Column("browser", sa.Text, nullable=False, server_default=""))
    sessions = sa.table("sessions", sa.column("token_hash"), sa.column("id"))
    db = op.get_bind()
    for token_hash in db.execute(sa.select(sessions.c.token_hash)).scalars().all():
        named = sa.update(sessions).where(sessions.c.token_hash == token_hash)
        db.execute(named.values(id=secrets.token_hex(12)))
    op.create_index("ix_sessions_user", "sessions", ["user_id", "id"])


def _revocations(*, owned: bool) -> None:
    """What has still to be given back to Google outlives its user; the other way round it goes with them."""
    if op.get_bind().dialect.name == "postgresql":
        if owned:
            op.create_foreign_key(OUTLIVES, "revocations", "users", ["user_id"], ["id"], ondelete="CASCADE")
        else:
            op.drop_constraint(OUTLIVES, "revocations", type_="foreignkey")
        return
    key = [sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=OUTLIVES, ondelete="CASCADE")] if owned else []
    op.drop_index("ix_revocations_next_try_at", "revocations")
    op.rename_table("revocations", "revocations_before")
    op.create_table(
        "revocations",
        _text("user_id"),
        _text("id"),
        _text("sealed"),
        _instant("made_at"),
        sa.Column("attempts", sa.Integer, nullable=False),
        _instant("next_try_at"),
        *key,
        sa.PrimaryKeyConstraint("user_id", "id", name="pk_revocations"),
        sqlite_strict=True,
    )
    op.execute("INSERT INTO revocations SELECT * FROM revocations_before")
    op.drop_table("revocations_before")
    op.create_index("ix_revocations_next_try_at", "revocations", ["next_try_at"])


def _invitations() -> None:
    op.create_table(
        "invitations",
        _text("user_id"),
        _text("id"),
        _text("email"),
        _text("locale"),
        _text("token_hash"),
        _instant("sent_at"),
        _instant("expires_at"),
        _owned("invitations"),
        sa.PrimaryKeyConstraint("user_id", "id", name="pk_invitations"),
        sa.UniqueConstraint("email", name="uq_invitations_email"),
        sa.UniqueConstraint("token_hash", name="uq_invitations_token_hash"),
        sqlite_strict=True,
    )


def _quotas() -> None:
    op.create_table(
        "quotas",
        _text("user_id"),
        _text("name"),
        sa.Column("most", sa.Integer, nullable=False),
        _owned("quotas"),
        sa.PrimaryKeyConstraint("user_id", "name", name="pk_quotas"),
        sqlite_strict=True,
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("number", Number, nullable=False),
        _text("user_id"),
        _instant("at"),
        _text("deed"),
        _text("by"),
        _text("via"),
        _text("about"),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_user", "audit", ["user_id", "number"])
    op.create_index("ix_audit_at", "audit", ["at"])
    for statement in _sqlite() if op.get_bind().dialect.name == "sqlite" else _postgresql():
        op.execute(statement)


def _farewells() -> None:
    op.create_table(
        "farewells",
        _text("id"),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        _instant("made_at"),
        sa.Column("attempts", sa.Integer, nullable=False),
        _instant("next_try_at"),
        sa.PrimaryKeyConstraint("id", name="pk_farewells"),
        sqlite_strict=True,
    )
    op.create_index("ix_farewells_next_try_at", "farewells", ["next_try_at"])


def _sqlite() -> list[str]:
    refuse = "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END"
    purged = "EXISTS (SELECT 1 FROM purges WHERE id = 'audit')"
    there = "EXISTS (SELECT 1 FROM audit WHERE number = NEW.number)"
    return [
        f"CREATE TRIGGER audit_update BEFORE UPDATE ON audit {refuse}",
        f"CREATE TRIGGER audit_delete BEFORE DELETE ON audit WHEN NOT {purged} {refuse}",
        f"CREATE TRIGGER audit_replace BEFORE INSERT ON audit WHEN {there} {refuse}",
    ]


def _postgresql() -> list[str]:
    function = """
        CREATE FUNCTION audit_guard() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF EXISTS (SELECT 1 FROM purges WHERE id = 'audit') THEN
                    RETURN OLD;
                END IF;
            END IF;
            RAISE EXCEPTION 'audit is append-only';
        END $$
    """
    rows = "CREATE TRIGGER audit_rows BEFORE UPDATE OR DELETE ON audit FOR EACH ROW"
    every = "CREATE TRIGGER audit_all BEFORE TRUNCATE ON audit"
    return [function, *(f"{trigger} EXECUTE FUNCTION audit_guard()" for trigger in (rows, every))]


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _instant(name: str) -> sa.Column[object]:
    return sa.Column(name, UtcDateTime(), nullable=False)


def _owned(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=f"fk_{table}_user_id", ondelete="CASCADE")
