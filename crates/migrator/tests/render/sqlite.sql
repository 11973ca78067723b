-- create_table
CREATE TABLE "u" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "a" VARCHAR(9) NULL,
  CONSTRAINT "t_a_unique" UNIQUE ("a"),
  CONSTRAINT "t_a_check" CHECK (a <> ''),
  CONSTRAINT "u_id_foreign" FOREIGN KEY ("id") REFERENCES "t" ("id") ON DELETE CASCADE
);
CREATE INDEX "t_a_index" ON "u" ("a");
-- drop_table
DROP TABLE "t";
-- rename_table
ALTER TABLE "t" RENAME TO "u";
-- set_table_comment
-- add_column
ALTER TABLE "t" ADD COLUMN "b" BIGINT NOT NULL DEFAULT 0;
-- drop_column
ALTER TABLE "v" DROP COLUMN "b";
-- alter_column
CREATE TABLE "mercer_rebuild_t" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "a" BIGINT NOT NULL DEFAULT 7,
  CONSTRAINT "t_a_unique" UNIQUE ("a"),
  CONSTRAINT "t_a_check" CHECK (a <> ''),
  CONSTRAINT "t_id_foreign" FOREIGN KEY ("id") REFERENCES "t" ("id") ON DELETE CASCADE
);
INSERT INTO "mercer_rebuild_t" ("id", "a") SELECT "id", "a" FROM "t";
DELETE FROM sqlite_sequence WHERE name = 'mercer_rebuild_t';
INSERT INTO sqlite_sequence (name, seq) SELECT 'mercer_rebuild_t', seq FROM sqlite_sequence WHERE name = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "mercer_rebuild_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "t_a_index" ON "t" ("a");
-- rename_column
ALTER TABLE "t" RENAME COLUMN "a" TO "b";
-- alter_primary_key
CREATE TABLE "mercer_rebuild_t" (
  "id" BIGINT NOT NULL,
  "a" VARCHAR(9) NULL,
  PRIMARY KEY ("id"),
  CONSTRAINT "t_a_unique" UNIQUE ("a"),
  CONSTRAINT "t_a_check" CHECK (a <> ''),
  CONSTRAINT "t_id_foreign" FOREIGN KEY ("id") REFERENCES "t" ("id") ON DELETE CASCADE
);
INSERT INTO "mercer_rebuild_t" (rowid, "id", "a") SELECT rowid, "id", "a" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "mercer_rebuild_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "t_a_index" ON "t" ("a");
-- add_unique
CREATE TABLE "mercer_rebuild_t" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "a" VARCHAR(9) NULL,
  CONSTRAINT "t_a_unique" UNIQUE ("a"),
  CONSTRAINT "t_two_unique" UNIQUE ("id", "a"),
  CONSTRAINT "t_a_check" CHECK (a <> ''),
  CONSTRAINT "t_id_foreign" FOREIGN KEY ("id") REFERENCES "t" ("id") ON DELETE CASCADE
);
INSERT INTO "mercer_rebuild_t" ("id", "a") SELECT "id", "a" FROM "t";
DELETE FROM sqlite_sequence WHERE name = 'mercer_rebuild_t';
INSERT INTO sqlite_sequence (name, seq) SELECT 'mercer_rebuild_t', seq FROM sqlite_sequence WHERE name = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "mercer_rebuild_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "t_a_index" ON "t" ("a");
-- drop_unique
CREATE TABLE "mercer_rebuild_t" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "a" VARCHAR(9) NULL,
  CONSTRAINT "t_a_check" CHECK (a <> ''),
  CONSTRAINT "t_id_foreign" FOREIGN KEY ("id") REFERENCES "t" ("id") ON DELETE CASCADE
);
INSERT INTO "mercer_rebuild_t" ("id", "a") SELECT "id", "a" FROM "t";
DELETE FROM sqlite_sequence WHERE name = 'mercer_rebuild_t';
INSERT INTO sqlite_sequence (name, seq) SELECT 'mercer_rebuild_t', seq FROM sqlite_sequence WHERE name = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "mercer_rebuild_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "t_a_index" ON "t" ("a");
-- add_check
CREATE TABLE "mercer_rebuild_t" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "a" VARCHAR(9) NULL,
  CONSTRAINT "t_a_unique" UNIQUE ("a"),
  CONSTRAINT "t_a_check" CHECK (a <> ''),
  CONSTRAINT "t_b_check" CHECK (a <> 'b'),
  CONSTRAINT "t_id_foreign" FOREIGN KEY ("id") REFERENCES "t" ("id") ON DELETE CASCADE
);
INSERT INTO "mercer_rebuild_t" ("id", "a") SELECT "id", "a" FROM "t";
DELETE FROM sqlite_sequence WHERE name = 'mercer_rebuild_t';
INSERT INTO sqlite_sequence (name, seq) SELECT 'mercer_rebuild_t', seq FROM sqlite_sequence WHERE name = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "mercer_rebuild_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "t_a_index" ON "t" ("a");
-- drop_check
CREATE TABLE "mercer_rebuild_t" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "a" VARCHAR(9) NULL,
  CONSTRAINT "t_a_unique" UNIQUE ("a"),
  CONSTRAINT "t_id_foreign" FOREIGN KEY ("id") REFERENCES "t" ("id") ON DELETE CASCADE
);
INSERT INTO "mercer_rebuild_t" ("id", "a") SELECT "id", "a" FROM "t";
DELETE FROM sqlite_sequence WHERE name = 'mercer_rebuild_t';
INSERT INTO sqlite_sequence (name, seq) SELECT 'mercer_rebuild_t', seq FROM sqlite_sequence WHERE name = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "mercer_rebuild_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "t_a_index" ON "t" ("a");
-- create_index
CREATE UNIQUE INDEX "t_a_down_index" ON "t" ("a" DESC);
-- drop_index
DROP INDEX "t_a_index";
-- rename_index
DROP INDEX "t_a_index";
CREATE INDEX "t_new_index" ON "t" ("a");
-- add_foreign_key
CREATE TABLE "mercer_rebuild_t" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "a" VARCHAR(9) NULL,
  CONSTRAINT "t_a_unique" UNIQUE ("a"),
  CONSTRAINT "t_a_check" CHECK (a <> ''),
  CONSTRAINT "t_id_foreign" FOREIGN KEY ("id") REFERENCES "t" ("id") ON DELETE CASCADE,
  CONSTRAINT "t_a_foreign" FOREIGN KEY ("a") REFERENCES "t" ("a") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "mercer_rebuild_t" ("id", "a") SELECT "id", "a" FROM "t";
DELETE FROM sqlite_sequence WHERE name = 'mercer_rebuild_t';
INSERT INTO sqlite_sequence (name, seq) SELECT 'mercer_rebuild_t', seq FROM sqlite_sequence WHERE name = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "mercer_rebuild_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "t_a_index" ON "t" ("a");
-- drop_foreign_key
CREATE TABLE "mercer_rebuild_t" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "a" VARCHAR(9) NULL,
  CONSTRAINT "t_a_unique" UNIQUE ("a"),
  CONSTRAINT "t_a_check" CHECK (a <> '')
);
INSERT INTO "mercer_rebuild_t" ("id", "a") SELECT "id", "a" FROM "t";
DELETE FROM sqlite_sequence WHERE name = 'mercer_rebuild_t';
INSERT INTO sqlite_sequence (name, seq) SELECT 'mercer_rebuild_t', seq FROM sqlite_sequence WHERE name = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "mercer_rebuild_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "t_a_index" ON "t" ("a");
-- create_enum
-- drop_enum
-- alter_enum
-- insert_rows
INSERT INTO "t" ("id", "a") VALUES
  (1, 'it''s \');
-- delete_rows
DELETE FROM "t" WHERE ("id" = 1);
-- backfill
UPDATE "t" SET a = 'b' WHERE a IS NULL;
-- sql
DELETE FROM t; DELETE FROM t;
