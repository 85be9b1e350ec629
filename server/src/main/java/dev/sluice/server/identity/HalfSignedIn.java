package dev.sluice.server.identity;

import java.io.Serializable;
import java.time.Instant;

/// The password was right and the code of the second factor is still missing: nobody yet, without
/// any right. The session keeps it between the two pages.
public record HalfSignedIn(long personId, int epoch, Instant at)
        implements SignIn.Answer, Serializable {}
