PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE "notes_new" (
  "id" INTEGER PRIMARY KEY,
  "text" TEXT NOT NULL,
  "due" TEXT
);
INSERT INTO "notes_new" ("id", "text") SELECT "id", "text" FROM "notes";
DROP TABLE "notes";
ALTER TABLE "notes_new" RENAME TO "notes";
PRAGMA foreign_key_check;
COMMIT;
