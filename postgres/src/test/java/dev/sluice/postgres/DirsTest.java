package dev.sluice.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DirsTest {
    @Test
    void a_user_has_the_usual_folders() {
        assertThat(Dirs.cache(Map.of(), "/home/ann", false))
                .isEqualTo(Path.of("/home/ann/.cache/sluice"));
        assertThat(Dirs.data(Map.of(), "/home/ann", false))
                .isEqualTo(Path.of("/home/ann/.local/share/sluice"));
    }

    @Test
    void a_user_moves_them_by_xdg() {
        assertThat(Dirs.cache(Map.of("XDG_CACHE_HOME", "/fast"), "/home/ann", false))
                .isEqualTo(Path.of("/fast/sluice"));
        assertThat(Dirs.data(Map.of("XDG_DATA_HOME", "/big"), "/home/ann", false))
                .isEqualTo(Path.of("/big/sluice"));
    }

    @Test
    void root_keeps_nothing_in_its_home_because_the_server_runs_as_nobody() {
        Map<String, String> env = Map.of("XDG_CACHE_HOME", "/root/.cache");
        assertThat(Dirs.cache(env, "/root", true)).isEqualTo(Path.of("/var/cache/sluice"));
        assertThat(Dirs.data(env, "/root", true)).isEqualTo(Path.of("/var/lib/sluice"));
    }

    @Test
    void sluices_own_variables_win() {
        Map<String, String> env =
                Map.of("SLUICE_CACHE", "/a", "SLUICE_DATA", "/b", "XDG_CACHE_HOME", "/c");
        assertThat(Dirs.cache(env, "/home/ann", false)).isEqualTo(Path.of("/a"));
        assertThat(Dirs.data(env, "/home/ann", true)).isEqualTo(Path.of("/b"));
    }
}
