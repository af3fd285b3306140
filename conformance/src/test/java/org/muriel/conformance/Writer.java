package org.muriel.conformance;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;

/**
 * Writes without pause, one request after another, until the server is gone: makes entities of several kinds and
 * changes those it has made, and one feature that all writers share. It remembers what was acknowledged and what was
 * under way at the end. Belongs to one thread.
 */
final class Writer implements Callable<Writer> {
    private final Client client;
    private final long project;
    private final long sharedFeature;
    private final String name;
    private final RandomGenerator random;
    private final CountDownLatch acknowledgements;
    private final List<Written> written = new ArrayList<>();
    private int count;

    /** One place that this writer alone writes to: the description of an entity, or its variable of the feature. */
    static final class Written {
        final String path;
        final String changeAt;
        final String change;

        /** JSON pointer to the value in the answer to a GET of {@code path}. */
        final String pointer;

        private String acknowledged;
        private Optional<String> underWay = Optional.empty();

        /** @param change body of a change, with a place for the value */
        Written(String path, String changeAt, String change, String pointer, String acknowledged) {
            this.path = path;
            this.changeAt = changeAt;
            this.change = change;
            this.pointer = pointer;
            this.acknowledged = acknowledged;
        }

        /** What a server may say, that has forgotten nothing and invented nothing. */
        List<String> possible() {
            return underWay.map(it -> List.of(acknowledged, it)).orElseGet(() -> List.of(acknowledged));
        }

        /** The server has been asked: from now on this alone is right. */
        void settle(String value) {
            acknowledged = value;
            underWay = Optional.empty();
        }
    }

    /**
     * @param name sets what it makes apart from what others make
     * @param acknowledgements counted down at each
     */
    Writer(
            Client client,
            long project,
            long sharedFeature,
            String name,
            RandomGenerator random,
            CountDownLatch acknowledgements) {
        this.client = client;
        this.project = project;
        this.sharedFeature = sharedFeature;
        this.name = name;
        this.random = random;
        this.acknowledgements = acknowledgements;
    }

    @Override
    public Writer call() {
        try {
            addVariable();
            while (true) {
                if (written.size() < 5 || random.nextInt(3) == 0) {
                    make();
                } else {
                    change(written.get(random.nextInt(written.size())));
                }
            }
        } catch (IOException e) {
            return this; // the server is gone
        }
    }

    List<Written> written() {
        return written;
    }

    private void addVariable() throws IOException {
        String change =
                "{\"variables\": [{\"key\": \"" + name + "\", \"type\": \"string\", \"default_value\": \"%s\"}]}";
        String path = "/v2/features/" + sharedFeature;
        String value = nextValue();
        Answer answer = send("PATCH", path, change.formatted(value));
        int index = 0;
        while (!answer.at("/variables/" + index + "/key").stringValue().equals(name)) {
            index++;
        }
        written.add(new Written(path, path, change, "/variables/" + index + "/default_value", value));
    }

    private void make() throws IOException {
        String value = nextValue();
        String key = "\"key\": \"" + value + "\", \"description\": \"" + value + "\"";
        String inProject = "\"project_id\": " + project + ", ";
        switch (random.nextInt(6)) {
            case 0 -> made("/v2/attributes", "{" + inProject + key + "}", "", value);
            case 1 -> {
                String path = "/v2/projects/" + project + "/custom_events";
                long id = send("POST", path, "{" + key + "}").id();
                remember("/v2/events/" + id, path + "/" + id, value);
            }
            case 2 ->
                made(
                        "/v2/audiences",
                        "{" + inProject + "\"name\": \"" + value + "\", \"description\": \"" + value + "\"}",
                        "",
                        value);
            case 3 -> made("/v2/features", "{" + inProject + key + "}", "", value);
            case 4 ->
                made(
                        "/v2/experiments",
                        "{" + inProject + key + ", \"variations\": [{\"key\": \"a\", \"weight\": 10000}]}",
                        // changes revisions too
                        random.nextBoolean() ? "?action=start" : "",
                        value);
            default ->
                made(
                        "/v2/projects",
                        "{\"name\": \"" + value + "\", \"platform\": \"custom\", \"description\": \"" + value + "\"}",
                        "",
                        value);
        }
    }

    private void made(String path, String body, String action, String value) throws IOException {
        String one = path + "/" + send("POST", path, body).id();
        remember(one, one + action, value);
    }

    private void remember(String path, String changeAt, String value) {
        written.add(new Written(path, changeAt, "{\"description\": \"%s\"}", "/description", value));
    }

    private void change(Written place) throws IOException {
        String value = nextValue();
        place.underWay = Optional.of(value);
        send("PATCH", place.changeAt, place.change.formatted(value));
        place.settle(value);
    }

    private String nextValue() {
        count++;
        return name + "-" + count;
    }

    private Answer send(String method, String path, String body) throws IOException {
        Answer answer = client.exchange(method, path, BodyPublishers.ofString(body), Map.of())
                .good();
        acknowledgements.countDown();
        return answer;
    }
}
