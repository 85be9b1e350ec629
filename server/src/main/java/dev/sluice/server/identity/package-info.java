/// People, sessions, tokens and what each may do. Doors: [Actor] (who acts), [Right] (what a route
/// asks for), [Rights] (the answer, read fresh on each request).
@NullMarked
package dev.sluice.server.identity;

import org.jspecify.annotations.NullMarked;
