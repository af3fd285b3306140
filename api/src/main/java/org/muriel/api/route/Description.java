package org.muriel.api.route;

import java.util.Optional;
import org.muriel.api.schema.Schema;

/**
 * What a description of the API says of a route beyond what serves it.
 *
 * @param summary one sentence without a full stop, such as {@code Lists the attributes of a project}
 * @param body what is sent; nothing when the route reads no body. It is seen as a creation when the method is POST, else
 *     as a change
 * @param answer what the answer holds when all went well; nothing when it has no body
 */
public record Description(String summary, Optional<Schema> body, Optional<Schema> answer) {}
