package org.muriel.benchmark;

import java.nio.charset.StandardCharsets;

/**
 * The requests of one poster: ten events of ten visitors in about 3 KB, as an SDK batches them: decisions, conversions
 * and purchases in turn, and every other visitor with an attribute.
 * The text is made once; from one request to the next only the ids are overwritten, because the poster shares the cores
 * with what it measures. Not thread-safe.
 */
final class EventPosts {
    static final int EVENTS = 10;

    /** Hexadecimal digits of a request's number, within the twelve at the end of a uuid. */
    private static final int NUMBER_DIGITS = 11;

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] request;
    private final int[] places = new int[2 * EVENTS];

    /**
     * @param run another for each run, so that no event is a duplicate
     * @param now milliseconds since 1970
     */
    EventPosts(String host, String account, String project, int run, int poster, long now) {
        String prefix = "%08x-%04x-4000-8000-".formatted(run, poster);
        StringBuilder body = new StringBuilder(4096);
        int[] inBody = new int[places.length];
        body.append("{\"account_id\":\"").append(account);
        body.append("\",\"project_id\":\"").append(project);
        body.append("\",\"client_name\":\"java-sdk\",\"client_version\":\"4.2.2\",\"revision\":\"7\",");
        body.append("\"anonymize_ip\":true,\"enrich_decisions\":true,\"visitors\":[");
        for (int i = 0; i < EVENTS; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"visitor_id\":\"")
                    .append(Integer.toHexString(run))
                    .append(poster)
                    .append('-');
            inBody[2 * i] = body.length();
            body.append("0".repeat(NUMBER_DIGITS)).append(i);
            body.append("\",\"attributes\":[");
            if (i % 2 == 0) {
                body.append("{\"entity_id\":\"501\",\"key\":\"plan\",\"type\":\"custom\",\"value\":\"pro\"}");
            }
            body.append("],\"snapshots\":[{");
            if (i % 3 == 0) {
                body.append("\"decisions\":[{\"campaign_id\":\"201\",\"experiment_id\":\"301\",");
                body.append("\"variation_id\":\"312\",\"is_campaign_holdback\":false}],");
            }
            body.append("\"events\":[{\"timestamp\":")
                    .append(now)
                    .append(",\"uuid\":\"")
                    .append(prefix);
            inBody[2 * i + 1] = body.length();
            body.append("0".repeat(NUMBER_DIGITS)).append(i);
            if (i % 3 == 0) {
                body.append("\",\"key\":\"campaign_activated\",\"type\":\"campaign_activated\",\"entity_id\":\"201\"");
            } else if (i % 3 == 1) {
                body.append("\",\"key\":\"looked\",\"type\":\"looked\",\"entity_id\":\"602\"");
            } else {
                body.append("\",\"key\":\"purchase\",\"type\":\"purchase\",\"entity_id\":\"601\",\"revenue\":4200,");
                body.append("\"value\":42.5,\"tags\":{\"revenue\":4200,\"value\":42.5,\"sku\":\"A-1\"}");
            }
            body.append("}]}]}");
        }
        String head = head(host, body.append("]}").length());
        request = (head + body).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < places.length; i++) {
            places[i] = head.length() + inBody[i];
        }
    }

    /** @return to be sent before the next call, which changes it */
    byte[] number(long number) {
        for (int place : places) {
            long rest = number;
            for (int i = place + NUMBER_DIGITS - 1; i >= place; i--) {
                request[i] = DIGITS[(int) (rest & 15)];
                rest >>>= 4;
            }
        }
        return request;
    }

    /** A request as long as those above and without events: what the way there and back costs. */
    static byte[] withoutEvents(String host, String account, int length) {
        String begin = "{\"account_id\":\"" + account + "\",\"visitors\":[],\"padding\":\"";
        String body = begin
                + "x".repeat(length - begin.length() - 2 - head(host, length).length()) + "\"}";
        return (head(host, body.length()) + body).getBytes(StandardCharsets.US_ASCII);
    }

    private static String head(String host, int length) {
        return "POST /v1/events HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\nContent-Length: "
                + length + "\r\n\r\n";
    }
}
