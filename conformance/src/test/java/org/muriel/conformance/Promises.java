package org.muriel.conformance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/** What every answer keeps, whatever was asked (REST specification, 1.4, 1.11 and 1.12). */
final class Promises {
    private static final List<String> RATE_LIMITS =
            List.of("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Promises() {}

    /** The promises that the answer breaks. */
    static List<String> broken(String method, Answer answer) {
        List<String> broken = new ArrayList<>();
        for (String name : RATE_LIMITS) {
            if (answer.header(name).filter(it -> DIGITS.matcher(it).matches()).isEmpty()) {
                broken.add("the header " + name + " is not a number: " + answer.header(name));
            }
        }
        if (answer.status() / 100 == 3) {
            broken.add("it redirects");
        }
        boolean bodiless = method.equals("HEAD") || answer.status() == 202 || answer.status() == 204;
        if (bodiless && !answer.text().isEmpty()) {
            broken.add("it has a body");
        }
        if (!bodiless && isJson(answer)) {
            json(answer, broken);
        }
        return broken;
    }

    /** The promises about failures alone: a datafile is no answer of ours in this sense. */
    static List<String> brokenByRefusal(Answer answer) {
        List<String> broken = new ArrayList<>();
        json(answer, broken);
        return broken;
    }

    private static boolean isJson(Answer answer) {
        return answer.status() / 100 != 2
                || answer.header("Content-Type").orElse("").startsWith("application/json");
    }

    private static void json(Answer answer, List<String> broken) {
        if (answer.text().isEmpty()) {
            broken.add("it has no body");
            return;
        }
        if (!answer.header("Content-Type").equals(Optional.of("application/json; charset=utf-8"))) {
            broken.add("the header Content-Type is " + answer.header("Content-Type"));
        }
        try {
            members(answer.text(), broken);
        } catch (JacksonException e) {
            broken.add("the body is not JSON: " + e.getOriginalMessage());
            return;
        }
        if (answer.status() / 100 != 2) {
            error(answer.json(), broken);
        }
    }

    /** On the text as it was sent: a tree has forgotten the order. */
    private static void members(String text, List<String> broken) {
        Deque<String> previous = new ArrayDeque<>();
        try (JsonParser parser = new JsonFactory().createParser(tools.jackson.core.ObjectReadContext.empty(), text)) {
            JsonToken token = parser.nextToken();
            while (token != null) {
                if (token == JsonToken.START_OBJECT) {
                    previous.push("");
                } else if (token == JsonToken.END_OBJECT) {
                    previous.pop();
                } else if (token == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    String before = previous.pop();
                    if (before.compareTo(name) > 0) {
                        broken.add("the member " + name + " comes after " + before);
                    }
                    previous.push(name);
                } else if (token == JsonToken.VALUE_NULL && parser.currentName() != null) {
                    broken.add("the member " + parser.currentName() + " is null");
                }
                token = parser.nextToken();
            }
        }
    }

    private static void error(JsonNode body, List<String> broken) {
        for (String name : List.of("code", "message", "uuid")) {
            if (body.path(name).asString("").isEmpty()) {
                broken.add("the error body has no " + name);
            }
        }
        if (!UUID.matcher(body.path("uuid").asString("")).matches()) {
            broken.add("the error's uuid is none: " + body.path("uuid"));
        }
    }
}
