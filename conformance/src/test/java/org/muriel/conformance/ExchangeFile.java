package org.muriel.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * A file of {@code vectors/rest}: exchanges that follow each other on a server that is new at the first. Read
 * strictly: a member nobody knows is a promise nobody checks.
 */
record ExchangeFile(String name, List<Exchange> exchanges) {

    /** All files, by name. */
    static List<Path> all() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(it -> it.toString().endsWith(".json")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ExchangeFile read(String name) {
        return read(folder().resolve(name));
    }

    static ExchangeFile read(Path file) {
        try {
            return parse(file.getFileName().toString(), Json.parse(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ExchangeFile parse(String name, JsonNode file) {
        Part part = new Part(name, file);
        part.knows("about", "source", "exchanges");
        part.text("about");
        part.text("source");
        List<Exchange> exchanges = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Part exchange : part.parts("exchanges")) {
            exchanges.add(exchange(name, exchange));
            if (!names.add(exchange.text("name"))) {
                throw exchange.wrong("another exchange has the name " + exchange.text("name"));
            }
        }
        if (exchanges.isEmpty()) {
            throw part.wrong("there are no exchanges");
        }
        return new ExchangeFile(name, exchanges);
    }

    private static Exchange exchange(String file, Part exchange) {
        exchange.knows("name", "request", "response", "keep");
        Map<String, String> keep = new TreeMap<>();
        exchange.texts("keep").forEach((name, pointer) -> keep.put(name, pointer.orElseThrow()));
        return new Exchange(
                file,
                exchange.text("name"),
                asked(exchange.part("request")),
                expected(exchange.part("response")),
                keep);
    }

    private static Exchange.Asked asked(Part request) {
        request.knows("method", "path", "body", "text", "token", "headers");
        if (request.has("body") && request.has("text")) {
            throw request.wrong("there is body and text");
        }
        Exchange.Token token = request.has("token")
                ? Exchange.Token.valueOf(request.text("token").toUpperCase(Locale.ROOT))
                : Exchange.Token.GOOD;
        Map<String, String> headers = new TreeMap<>();
        request.texts("headers").forEach((name, value) -> headers.put(name, value.orElseThrow()));
        return new Exchange.Asked(
                request.text("method"),
                request.text("path"),
                request.value("body"),
                request.value("text").map(JsonNode::stringValue),
                token,
                headers);
    }

    private static Exchange.Expected expected(Part response) {
        response.knows("status", "headers", "body", "text", "empty");
        int status = response.value("status")
                .orElseThrow(() -> response.wrong("there is no status"))
                .intValue();
        return new Exchange.Expected(
                status,
                response.texts("headers"),
                response.value("body"),
                response.value("text").map(JsonNode::stringValue),
                response.value("empty").map(JsonNode::booleanValue).orElse(false));
    }

    /** {@code vectors/rest}, in the folder of the repository: this module's, or the one above it. */
    static Path folder() {
        Path from = Path.of("").toAbsolutePath();
        return Stream.iterate(Optional.of(from), Optional::isPresent, it -> it.map(Path::getParent))
                .flatMap(Optional::stream)
                .map(it -> it.resolve("vectors").resolve("rest"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no vectors/rest above " + from));
    }

    /** An object of the file. */
    private record Part(String place, JsonNode node) {
        void knows(String... members) {
            for (String name : node.propertyNames()) {
                if (!List.of(members).contains(name)) {
                    throw wrong("the member " + name + " means nothing here");
                }
            }
        }

        boolean has(String name) {
            return node.has(name);
        }

        /** The member as it is, which may be a JSON null. */
        Optional<JsonNode> value(String name) {
            return Optional.ofNullable(node.get(name));
        }

        String text(String name) {
            return value(name)
                    .filter(JsonNode::isString)
                    .map(JsonNode::stringValue)
                    .filter(it -> !it.isBlank())
                    .orElseThrow(() -> wrong("the text " + name + " is missing"));
        }

        Part part(String name) {
            return new Part(
                    place + "/" + name, value(name).orElseThrow(() -> wrong("the object " + name + " is missing")));
        }

        List<Part> parts(String name) {
            List<Part> parts = new ArrayList<>();
            if (node.path(name) instanceof ArrayNode array) {
                array.forEach(it -> parts.add(new Part(place + "/" + name + "/" + parts.size(), it)));
            }
            return parts;
        }

        /** The members of a member, each a text or null. */
        Map<String, Optional<String>> texts(String name) {
            Map<String, Optional<String>> texts = new TreeMap<>();
            node.path(name)
                    .propertyStream()
                    .forEach(it -> texts.put(
                            it.getKey(),
                            it.getValue().isNull()
                                    ? Optional.empty()
                                    : Optional.of(it.getValue().stringValue())));
            return texts;
        }

        IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException(place + ": " + what);
        }
    }
}
