CREATE TABLE "public"."egg" (
	"id" integer NOT NULL,
	"hen" integer NOT NULL,
	"keep" integer,
	CONSTRAINT "egg_pkey" PRIMARY KEY (id)
);

CREATE TABLE "public"."hen" (
	"id" integer NOT NULL,
	"egg" integer,
	"mother" integer,
	CONSTRAINT "hen_pkey" PRIMARY KEY (id)
);

ALTER TABLE "public"."egg" ADD CONSTRAINT "egg_hen_fkey" FOREIGN KEY (hen) REFERENCES public.hen(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "public"."egg" ADD CONSTRAINT "egg_keep_fkey" FOREIGN KEY (keep) REFERENCES public.keep(id);

ALTER TABLE "public"."hen" ADD CONSTRAINT "hen_egg" FOREIGN KEY (egg) REFERENCES public.egg(id);

ALTER TABLE "public"."hen" ADD CONSTRAINT "hen_mother_fkey" FOREIGN KEY (mother) REFERENCES public.hen(id);
