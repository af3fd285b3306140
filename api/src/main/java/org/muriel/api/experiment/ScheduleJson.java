package org.muriel.api.experiment;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muriel.api.json.Fields;
import org.muriel.api.json.JsonObject;
import org.muriel.experiment.Schedule;
import org.muriel.experiment.Schedule.Bound;

/** A schedule on the wire (REST specification, 8.5). */
final class ScheduleJson {
    private static final String UTC = "UTC";
    static final Pattern TIME =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:T(\\d{2})(?::(\\d{2})(?::00(?:\\.000)?)?)?)?Z?");
    static final Pattern ZONE = Pattern.compile("[A-Za-z_/-]{1,64}");

    private ScheduleJson() {}

    static Optional<Schedule> read(Fields in, Optional<Schedule> current, Instant now) {
        return in.object("schedule")
                .map(it ->
                        schedule(it, now, current.orElse(new Schedule(Optional.empty(), Optional.empty(), UTC, now))))
                .orKeep(current);
    }

    private static Schedule schedule(Fields in, Instant now, Schedule current) {
        String zoneName = in.matching("time_zone", ZONE, "an IANA time zone such as Europe/Berlin")
                .or(current.timeZone(), UTC);
        if (!ZoneRulesProvider.getAvailableZoneIds().contains(zoneName)) {
            in.reject("time_zone", "an IANA time zone such as Europe/Berlin");
            return current;
        }
        ZoneId zone = ZoneId.of(zoneName);
        Optional<Bound> start = bound(in, "start_time", current.start(), zone);
        Optional<Bound> stop = bound(in, "stop_time", current.stop(), zone);
        if (start.isPresent()
                && stop.isPresent()
                && !start.get().time().isBefore(stop.get().time())) {
            in.reject("stop_time", "a time after start_time", "'" + stop.get().text() + "'");
        }
        Schedule read = new Schedule(start, stop, zoneName, now);
        return read.saysTheSameAs(current) ? current : read;
    }

    private static Optional<Bound> bound(Fields in, String name, Optional<Bound> current, ZoneId zone) {
        String expected = "YYYY-MM-DD, optionally with THH:MM, in whole minutes";
        Optional<String> text = in.matching(name, TIME, expected).orKeep(current.map(Bound::text));
        Optional<LocalDateTime> local = text.flatMap(ScheduleJson::local);
        if (text.isPresent() && local.isEmpty()) {
            in.reject(name, expected);
        }
        return local.map(
                it -> new Bound(text.orElseThrow(), it.atZone(text.orElse("").endsWith("Z") ? ZoneOffset.UTC : zone)));
    }

    private static Optional<LocalDateTime> local(String text) {
        Matcher parts = TIME.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.of(
                    LocalDate.parse(parts.group(1)), LocalTime.of(number(parts, 2), number(parts, 3))));
        } catch (DateTimeException e) {
            return Optional.empty(); // such as the 31st of February
        }
    }

    private static int number(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    static JsonObject write(Schedule schedule) {
        return new JsonObject()
                .putText("start_time", schedule.start().map(Bound::text))
                .putText("stop_time", schedule.stop().map(Bound::text))
                .put("time_zone", schedule.timeZone());
    }
}
