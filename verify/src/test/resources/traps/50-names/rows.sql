INSERT INTO "Möbel; DROP"."select" VALUES (1, 'x', 'y');
