package dev.sluice.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What is wrong with a request is told as a page to a browser, as problem+json to a program.
class ErrorsTest {
    private static RunningServer house;

    @BeforeAll
    static void start() throws Exception {
        house = new RunningServer();
    }

    @AfterAll
    static void stop() throws Exception {
        house.close();
    }

    @Test
    void a_browser_gets_a_page_with_a_way_on() throws Exception {
        house.person("eve", false);
        var browser =
                new dev.sluice.server.web.PlainBrowser(house.server.port())
                        .signIn("eve", RunningServer.password("eve"));
        for (var wrong : Map.of("/nowhere", 404, "/p/1/c/9", 404, "/p/one/c/9", 404).entrySet()) {
            browser.open(wrong.getKey());
            assertThat(browser.status()).as(wrong.getKey()).isEqualTo(wrong.getValue());
            assertThat(browser.text()).startsWith("<!doctype html>").contains("Go to the changes");
        }
    }

    @Test
    void a_program_gets_a_problem() throws Exception {
        for (String path : List.of("/nowhere", "/projects/nowhere/changes/x"))
            assertThat(house.root.get(path).status()).as(path).isBetween(400, 404);
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    http.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:"
                                                            + house.server.port()
                                                            + "/api/v1/tokens"))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString("{not json"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("application/problem+json");
            assertThat(answer.body()).contains("wrong form");
        }
    }
}
