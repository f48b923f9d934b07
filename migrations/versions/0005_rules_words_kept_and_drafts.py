"""Rules, words kept and drafts."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("form", sa.String(length=80), nullable=False),
        sa.Column("command", sa.String(length=80), nullable=False),
        sa.Column("of", sa.String(length=80), nullable=False),
        sa.Column("values", sa.LargeBinary(), nullable=False),
        sa.Column("people", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_drafts_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.create_index("ix_drafts_person_form", ["person", "form"], unique=False)
        batch_op.create_index(batch_op.f("ix_drafts_until"), ["until"], unique=False)

    op.create_table(
        "ground_rules",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("rules", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("fine", sa.Text(), nullable=False),
        sa.Column("talk", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["set"], ["sets.id"], name=op.f("fk_ground_rules_set")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_ground_rules_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ground_rules")),
        sa.UniqueConstraint("set", "edition", name=op.f("uq_ground_rules_set_edition")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "keepings",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("turn", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("presenter", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["set"], ["sets.id"], name=op.f("fk_keepings_set")),
        sa.ForeignKeyConstraint(["turn"], ["turns.id"], name=op.f("fk_keepings_turn")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_keepings_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keepings")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("keepings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_keepings_presenter"), ["presenter"], unique=False)
        batch_op.create_index("ix_keepings_set_held", ["set", "held"], unique=False)
        batch_op.create_index(batch_op.f("ix_keepings_turn"), ["turn"], unique=False)

    op.create_table(
        "kept",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("turn", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["turn"], ["turns.id"], name=op.f("fk_kept_turn")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_kept_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("kept", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_turn"), ["turn"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("kept", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kept_turn"))

    op.drop_table("kept")
    with op.batch_alter_table("keepings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_keepings_turn"))
        batch_op.drop_index("ix_keepings_set_held")
        batch_op.drop_index(batch_op.f("ix_keepings_presenter"))

    op.drop_table("keepings")
    op.drop_table("ground_rules")
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_drafts_until"))
        batch_op.drop_index("ix_drafts_person_form")

    op.drop_table("drafts")
