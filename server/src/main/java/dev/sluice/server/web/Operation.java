package dev.sluice.server.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What the API's document says of a route beyond what its method shows. `tagged`: the answer is
/// the resource as it then is, and carries its ETag; a write takes If-Match. `problems`: beside
/// those that follow from the route itself.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Operation {
    String id();

    String summary();

    boolean tagged() default false;

    ProblemKind[] problems() default {};
}
