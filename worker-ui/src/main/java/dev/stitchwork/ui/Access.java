package dev.stitchwork.ui;

import dev.stitchwork.engine.Role;
import io.javalin.security.RouteRole;

/** Who may call a route. Every route names at least one; a route that names none is refused by {@link Gate}. */
enum Access implements RouteRole {
    ANYONE,
    SIGNED_IN,
    WORKER,
    CLIENT,
    OPERATOR;

    static Access of(Role role) {
        return switch (role) {
            case WORKER -> WORKER;
            case CLIENT -> CLIENT;
            case OPERATOR -> OPERATOR;
        };
    }
}
