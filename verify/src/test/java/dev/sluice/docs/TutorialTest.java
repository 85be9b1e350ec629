package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TutorialTest {
    @Test
    void the_tutorial_goes_as_it_is_written() throws Exception {
        try (var page =
                new TypedPage("guestbook_dev", "guestbook_staging", "guestbook_production")) {
            assertThat(page.typed("tutorial.md"))
                    .contains(
                            "0001_add_entries_message",
                            "message: text(\"message\")",
                            "+  stars: integer()");
        }
    }
}
