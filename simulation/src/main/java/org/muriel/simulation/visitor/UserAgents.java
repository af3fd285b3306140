package org.muriel.simulation.visitor;

/** How browsers name themselves, from which the server tells browser and device. */
final class UserAgents {
    static final String ROBOT = "Mozilla/5.0 (compatible; ExampleBot/1.0; +http://robot.example/)";

    private static final String GECKO = "; rv:145.0) Gecko/20100101 Firefox/145.0";
    private static final String WEBKIT = " AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 ";
    private static final String BLINK = " AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 ";

    private UserAgents() {}

    /** @return that of Chrome on a desk for what it does not know */
    static String of(String browser, String device) {
        return switch (browser) {
            case "firefox" -> "Mozilla/5.0 (" + gecko(device) + GECKO;
            case "safari" -> "Mozilla/5.0 (" + apple(device) + ")" + WEBKIT + safari(device);
            case "edge" -> blink(device) + " Edg/142.0.0.0";
            case "opera" -> blink(device) + " OPR/124.0.0.0";
            default -> blink(device);
        };
    }

    private static String gecko(String device) {
        return switch (device) {
            case "mobile" -> "Android 15; Mobile";
            case "tablet" -> "Android 15; Tablet";
            default -> "X11; Linux x86_64";
        };
    }

    private static String apple(String device) {
        return switch (device) {
            case "mobile" -> "iPhone; CPU iPhone OS 18_6 like Mac OS X";
            case "tablet" -> "iPad; CPU OS 18_6 like Mac OS X";
            default -> "Macintosh; Intel Mac OS X 10_15_7";
        };
    }

    private static String safari(String device) {
        return device.equals("mobile") || device.equals("tablet") ? "Mobile/15E148 Safari/604.1" : "Safari/605.1.15";
    }

    private static String blink(String device) {
        return switch (device) {
            case "mobile" -> "Mozilla/5.0 (Linux; Android 10; K)" + BLINK + "Mobile Safari/537.36";
            case "tablet" -> "Mozilla/5.0 (Linux; Android 10; K)" + BLINK + "Safari/537.36";
            default -> "Mozilla/5.0 (Windows NT 10.0; Win64; x64)" + BLINK + "Safari/537.36";
        };
    }
}
