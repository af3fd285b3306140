package org.muriel.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * One request and the answer it should get, as a file of {@code vectors/rest} tells it.
 *
 * @param file the file's name
 * @param keep names for values of the answer, each with its JSON pointer
 */
record Exchange(String file, String name, Asked request, Expected response, Map<String, String> keep) {

    /** Which token goes with the request. */
    enum Token {
        GOOD,
        WRONG,
        NONE
    }

    /** @param body JSON, or, when {@code text} is there, nothing */
    record Asked(
            String method,
            String path,
            Optional<JsonNode> body,
            Optional<String> text,
            Token token,
            Map<String, String> headers) {}

    /**
     * @param headers those that are looked at; an empty value says that the header must not be there
     * @param body nothing when it is not looked at
     * @param empty whether there must be no body
     */
    record Expected(
            int status,
            Map<String, Optional<String>> headers,
            Optional<JsonNode> body,
            Optional<String> text,
            boolean empty) {}

    Answer send(Client stranger, String goodToken, Kept kept) {
        Client client = switch (request.token()) {
            case GOOD -> stranger.with(goodToken);
            case WRONG -> stranger.with("2:nobody-has-ever-made-this-token");
            case NONE -> stranger;
        };
        Map<String, String> headers = new TreeMap<>();
        request.headers().forEach((name, value) -> headers.put(name, kept.fill(value)));
        Optional<String> body =
                request.text().map(kept::fill).or(() -> request.body().map(it -> Json.write(kept.fill(it))));
        return client.send(request.method(), kept.fill(request.path()), body, headers);
    }

    /** What is wrong with the answer. Keeps the values it should keep, even of a wrong one, for the exchanges to come. */
    List<String> judge(Answer answer, Kept kept) {
        List<String> wrong = new ArrayList<>();
        if (answer.status() != response.status()) {
            wrong.add("the status: expected " + response.status() + ", found " + answer.status());
        }
        wrong.addAll(Promises.broken(request.method(), answer));
        response.headers().forEach((name, value) -> {
            Optional<String> expected = value.map(kept::fill);
            Optional<String> found = answer.header(name);
            boolean same = expected.isPresent()
                    ? found.isPresent() && Expectation.matches(expected.get(), found.get())
                    : found.isEmpty();
            if (!same) {
                wrong.add("the header " + name + ": expected " + expected.orElse("nothing") + ", found "
                        + found.orElse("nothing"));
            }
        });
        if (response.empty() && !answer.text().isEmpty()) {
            wrong.add("the body: expected nothing, found " + answer.text());
        }
        response.text()
                .map(kept::fill)
                .filter(it -> !Expectation.matches(it, answer.text()))
                .ifPresent(it -> wrong.add("the body: expected\n" + it + "\nfound\n" + answer.text()));
        response.body()
                .map(kept::fill)
                .ifPresent(it -> wrong.addAll(
                        answer.text().isEmpty()
                                ? List.of("the body: expected JSON, found nothing")
                                : Expectation.differences(it, answer.json())));
        keep.forEach((name, pointer) -> {
            if (!answer.text().isEmpty() && !answer.json().at(pointer).isMissingNode()) {
                kept.keep(name, answer.json().at(pointer));
            } else {
                wrong.add("nothing at " + pointer + " to keep as " + name);
            }
        });
        return wrong;
    }

    /** Fails with everything that is wrong and the whole answer, if anything is. */
    void mustBe(Answer answer, Kept kept) {
        List<String> wrong = judge(answer, kept);
        if (!wrong.isEmpty()) {
            String body = answer.header("Content-Type").orElse("").startsWith("application/json")
                    ? Json.pretty(answer.json())
                    : answer.text();
            throw new AssertionError(file + ": " + name + "\n" + request.method() + " " + kept.fill(request.path())
                    + "\n  " + String.join("\n  ", wrong) + "\nThe answer: " + answer.status() + " " + body);
        }
    }
}
