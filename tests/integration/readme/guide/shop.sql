CREATE TABLE "Artist" (
  "ArtistId" INTEGER PRIMARY KEY,
  "Name" NVARCHAR(120)
);
CREATE TABLE "Album" (
  "AlbumId" INTEGER PRIMARY KEY,
  "Title" NVARCHAR(160) NOT NULL,
  "ArtistId" INTEGER NOT NULL REFERENCES "Artist" ("ArtistId")
);
INSERT INTO "Artist" VALUES (1, 'Low');
INSERT INTO "Album" VALUES (1, 'Secret Name', 1), (2, 'Drums and Guns', 1);
