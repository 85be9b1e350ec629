package dev.sluice.source.drizzle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sluice.source.Problem;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Each folder of `repairs` is a repair: what stands `before` becomes what stands `after`.
class SchemaRepairTest {
    @TempDir Path directory;
    private DrizzleFixture project;

    @BeforeEach
    void a_project_with_drizzle() {
        project = DrizzleFixture.in(directory);
    }

    @TestFactory
    Stream<DynamicTest> every_case_becomes_what_it_should_be() throws Exception {
        var places = new ArrayList<Path>();
        for (Path example : cases()) {
            Path place = directory.resolve(example.getFileName().toString());
            RepairedProjects.copy(example.resolve("before"), place);
            places.add(place);
        }
        List<DrizzleRepair> repairs = RepairedProjects.of(places, directory);
        for (DrizzleRepair repair : repairs)
            if (repair instanceof DrizzleRepair.Known known)
                for (DrizzleRepair.Repaired file : known.files())
                    Files.writeString(file.file(), file.after());
        List<DrizzleRepair> again = RepairedProjects.of(places, directory);
        return IntStream.range(0, places.size())
                .mapToObj(i ->
                        DynamicTest.dynamicTest(
                                places.get(i).getFileName().toString(),
                                () -> {
                                    becomes(cases().get(i), places.get(i), repairs.get(i));
                                    assertThat(again.get(i))
                                            .isInstanceOfSatisfying(
                                                    DrizzleRepair.Known.class,
                                                    k -> assertThat(k.files()).isEmpty());
                                }));
    }

    private static void becomes(Path example, Path place, DrizzleRepair repair) throws IOException {
        assertThat(repair).isInstanceOf(DrizzleRepair.Known.class);
        Path after = example.resolve("after");
        for (Path file : RepairedProjects.files(after))
            assertThat(place.resolve(after.relativize(file)))
                    .hasBinaryContent(Files.readAllBytes(file));
    }

    @Test
    void what_was_repaired_compiles_loads_and_stays_as_it_is() throws Exception {
        var schemas = new ArrayList<String>();
        for (Path example : cases()) {
            String name = example.getFileName().toString();
            RepairedProjects.copy(example.resolve("after"), directory.resolve(name));
            schemas.add(name + "/" + RepairedProjects.schema(directory.resolve(name)));
        }
        assertThat(repairs(directory, schemas.toArray(String[]::new))).isEmpty();
        assertThat(project.load(schemas.toArray(String[]::new)))
                .isInstanceOf(DrizzleLoaded.Ok.class);
        project.with(
                "tsconfig.json",
                """
                {
                  "compilerOptions": {
                    "strict": true, "noEmit": true, "skipLibCheck": true, "noUnusedLocals": true,
                    "verbatimModuleSyntax": true, "types": [],
                    "target": "es2022", "module": "esnext", "moduleResolution": "bundler",
                    "paths": { "@/*": ["./aliased_path/*"] }
                  },
                  "include": ["*/*.ts", "*/schema/**/*.ts"],
                  "exclude": ["node_modules"]
                }
                """);
        assertThat(run("node", "node_modules/typescript/bin/tsc", "-p", ".")).isEmpty();
    }

    @Test
    void a_file_that_is_fine_is_not_touched() {
        project.with(
                "schema.ts",
                """
                import  {integer,
                   pgTable, sql as raw} from "drizzle-orm/pg-core"
                import {text} from 'drizzle-orm/pg-core' ;import type {AnyPgColumn} from "drizzle-orm/pg-core"
                export const odd = pgTable( 'odd' , {a:integer().references(():AnyPgColumn=>odd.a),t:text(),})
                """
                        .replace(", sql as raw", ""));
        assertThat(repairs(directory, "schema.ts")).isEmpty();
    }

    @Test
    void a_name_that_two_modules_export_is_for_a_person() {
        project.with(
                "schema/a.ts",
                "import { pgTable } from 'drizzle-orm/pg-core';\n\nexport const a = pgTable('a', { by: integer().references(() => b.id) });\n");
        String b =
                "import { integer, pgTable } from 'drizzle-orm/pg-core';\n\nexport const b = pgTable('b', { id: integer() });\n";
        project.with("schema/b.ts", b).with("schema/c.ts", b);
        assertThat(problems("schema"))
                .singleElement()
                .asString()
                .isEqualTo(
                        "schema/a.ts:3:64: b is not imported, and several modules export it: './b', './c'."
                                + " Import it from the one that is meant.");
    }

    @Test
    void a_name_that_nothing_exports_is_for_a_person() {
        project.with(
                "schema.ts",
                "import { integer, pgTable, intger } from 'drizzle-orm/pg-core';\n\nexport const a = pgTable('a', { n: integer(), m: intger(), o: wrong() });\n");
        assertThat(problems("schema.ts"))
                .map(Problem::toString)
                .containsExactly(
                        "schema.ts:1:28: 'drizzle-orm/pg-core' does not export intger, and no other module of the"
                                + " project exports it. Declare it, or correct its name.",
                        "schema.ts:3:63: wrong is not declared, and no module of the project exports it."
                                + " Declare it, import it, or correct its name.");
    }

    @Test
    void a_path_that_leads_nowhere_is_for_a_person_when_nothing_else_fits() {
        project.with(
                "schema.ts",
                "import * as columns from './columns';\nimport { gone } from './gone';\nexport * from './moreover';\nexport const all = [columns, gone];\n");
        assertThat(problems("schema.ts"))
                .map(Problem::toString)
                .containsExactlyInAnyOrder(
                        "schema.ts:1:26: './columns' leads nowhere. Write the path of the module.",
                        "schema.ts:2:10: './gone' leads nowhere, and no other module of the project exports gone."
                                + " Declare it, or correct its name.",
                        "schema.ts:3:15: './moreover' leads nowhere. Write the path of the module.");
    }

    @Test
    void an_unknown_column_without_a_word_about_its_type_is_for_a_person() {
        project.with(
                "schema.ts",
                "import { pgTable } from 'drizzle-orm/pg-core';\n\nexport const a = pgTable('a', { u: unknown('u') });\n");
        assertThat(problems("schema.ts"))
                .singleElement()
                .asString()
                .startsWith("schema.ts:3:36: `unknown` is no type of Drizzle");
    }

    @Test
    void a_file_that_does_not_parse_is_told_with_its_place_and_no_other_is_repaired() {
        project.with("schema/a.ts", "import { integer } from 'drizzle-orm/pg-core';\n");
        project.with("schema/b.ts", "export const a = {\n  x: ,\n};\n");
        assertThat(problems("schema"))
                .singleElement()
                .asString()
                .isEqualTo("schema/b.ts:2:6: Unexpected token.");
    }

    @Test
    void what_may_be_a_line_is_noted() {
        project.with(
                "schema.ts",
                "import { pgTable, point, line } from 'drizzle-orm/pg-core';\n\nexport const a = pgTable('a', { u: point() });\n");
        var known = known(directory, "schema.ts");
        assertThat(known.notes())
                .singleElement()
                .asString()
                .startsWith("schema.ts:3:36: line is imported and never used");
        assertThat(known.files())
                .singleElement()
                .satisfies(f ->
                        assertThat(f.after())
                                .startsWith(
                                        "import { pgTable, point } from 'drizzle-orm/pg-core';"))
                .satisfies(f ->
                        assertThat(f.reasons())
                                .containsExactly(new DrizzleRepair.Reason(1, "line is not used")));
    }

    @Test
    void a_schema_in_javascript_gets_no_types() {
        project.with(
                "schema.js",
                "export const a = pgTable('a', {\n  // TODO: failed to parse database type 'ltree'\n  u: unknown('u'),\n});\n");
        var known = known(directory, "schema.js");
        assertThat(known.files())
                .singleElement()
                .extracting(DrizzleRepair.Repaired::after)
                .isEqualTo(
                        "import { pgTable, customType } from 'drizzle-orm/pg-core';\n\n"
                                + "const ltree = customType({ dataType() { return \"ltree\"; } });\n\n"
                                + "export const a = pgTable('a', {\n  u: ltree('u'),\n});\n");
        assertThat(known.notes())
                .singleElement()
                .asString()
                .isEqualTo(
                        "schema.js:3:6: ltree is no type that PostgreSQL brings: the database has to have it under just that"
                                + " name, with its schema where that is not in the search path.");
    }

    @Test
    void names_of_packages_and_of_node_are_left_to_themselves() {
        project.with(
                "schema.ts",
                """
                import { jsonb, pgTable } from 'drizzle-orm/pg-core';
                import { z } from 'zod';
                import fs from 'node:fs';
                import 'server-only';

                declare const BUILD: string;

                export const a = pgTable('a', {
                  j: jsonb().$type<Record<string, Ambient>>().$default(() => [z, fs, BUILD, process.env.X, Buffer.from('')]),
                });
                if (typeof window !== 'undefined' && typeof onEdge !== 'undefined') console.log(window, onEdge, globalThis);
                declare global {
                  var RELEASE: string;
                }
                console.log(RELEASE);
                """);
        assertThat(repairs(directory, "schema.ts")).isEmpty();
    }

    private List<DrizzleRepair.Repaired> repairs(Path place, String... schema) {
        return known(place, schema).files();
    }

    private static DrizzleRepair.Known known(Path place, String... schema) {
        return switch (Drizzle.repair(
                DrizzleProject.of(place, List.of(schema)), place.resolve("drizzle"))) {
            case DrizzleRepair.Known known -> known;
            case DrizzleRepair.Undecided(var problems) -> fail(problems.toString());
        };
    }

    private List<Problem> problems(String... schema) {
        return switch (Drizzle.repair(
                DrizzleProject.of(directory, List.of(schema)), directory.resolve("drizzle"))) {
            case DrizzleRepair.Undecided(var problems) -> problems;
            case DrizzleRepair.Known known -> fail(known.toString());
        };
    }

    private static List<Path> cases() throws IOException, URISyntaxException {
        return RepairedProjects.folders(RepairedProjects.resource("repairs"));
    }

    private String run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }
}
