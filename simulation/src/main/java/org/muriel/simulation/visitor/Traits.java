package org.muriel.simulation.visitor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What visitors are like: browser, device, country and plan as they come in practice, and what else is asked for. */
public final class Traits {
    public static final String USER_AGENT = "$opt_user_agent";

    private static final Map<String, Shares> USUAL = new LinkedHashMap<>();

    static {
        USUAL.put(
                "browser",
                new Shares(List.of("chrome", "safari", "firefox", "edge", "opera"), List.of(64, 85, 91, 98, 100)));
        USUAL.put("device", new Shares(List.of("mobile", "desktop", "tablet"), List.of(57, 94, 100)));
        USUAL.put(
                "country",
                new Shares(List.of("DE", "FR", "GB", "US", "BR", "IN", "JP"), List.of(20, 34, 46, 70, 80, 92, 100)));
        USUAL.put("plan", new Shares(List.of("free", "silver", "gold"), List.of(72, 91, 100)));
    }

    private final Map<String, Shares> shares;

    /** @param upTo for each value the sum of percentages of it and those before it */
    private record Shares(List<String> values, List<Integer> upTo) {
        static Shares even(List<String> values) {
            return new Shares(
                    values,
                    IntStream.rangeClosed(1, values.size())
                            .mapToObj(i -> i * 100 / values.size())
                            .toList());
        }

        String draw(SplittableRandom random) {
            int percent = random.nextInt(100);
            int i = 0;
            while (percent >= upTo.get(i)) {
                i++;
            }
            return values.get(i);
        }
    }

    private Traits(Map<String, Shares> shares) {
        this.shares = shares;
    }

    /** @param more key of an attribute → the values it has, each as often as the others; a usual one is replaced */
    public static Traits with(Map<String, List<String>> more) {
        Map<String, Shares> shares = new LinkedHashMap<>(USUAL);
        more.forEach((key, values) -> shares.put(key, Shares.even(values)));
        return new Traits(shares);
    }

    /** Keys of the attributes that visitors have without being asked. */
    public static List<String> usual() {
        return List.copyOf(USUAL.keySet());
    }

    Map<String, Object> draw(SplittableRandom random) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        shares.forEach((key, values) -> attributes.put(key, values.draw(random)));
        attributes.put(
                USER_AGENT,
                UserAgents.of(String.valueOf(attributes.get("browser")), String.valueOf(attributes.get("device"))));
        return attributes;
    }

    static void makeRobot(Map<String, Object> attributes) {
        attributes.put(USER_AGENT, UserAgents.ROBOT);
    }
}
