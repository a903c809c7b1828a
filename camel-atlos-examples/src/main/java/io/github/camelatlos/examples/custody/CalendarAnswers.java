package io.github.camelatlos.examples.custody;

import io.github.camelatlos.examples.Sha256;
import io.github.camelatlos.examples.custody.ots.Attestation;
import io.github.camelatlos.examples.custody.ots.Calendar;
import io.github.camelatlos.examples.custody.ots.MalformedProof;
import io.github.camelatlos.examples.custody.ots.Timestamp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the configured calendars know, each message asked for once: many proofs end in the same one. */
final class CalendarAnswers implements Timestamp.More {

    private static final Logger LOG = LoggerFactory.getLogger("archive");

    private final List<Calendar> calendars;
    private final Map<String, Timestamp> known = new LinkedHashMap<>();
    private final List<Calendar> away = new ArrayList<>();

    CalendarAnswers(List<Calendar> calendars) {
        this.calendars = calendars;
    }

    /** Where a proof points to is somebody else's text: only who is configured is asked. */
    @Override
    public Timestamp of(byte[] message, Attestation.Pending pending) {
        return calendars.stream().filter(each -> each.isAt(pending.calendar()) && !away.contains(each)).findFirst()
                .map(each -> ask(each, message)).orElse(null);
    }

    private Timestamp ask(Calendar calendar, byte[] message) {
        String key = calendar.url() + " " + Sha256.of(message);
        if (!known.containsKey(key)) {
            try {
                known.put(key, calendar.timestamp(message));
            } catch (IOException e) {
                away.add(calendar);
                LOG.warn("The calendar {} is asked again later: {}", calendar.url(), reason(e));
                return null;
            }
        }
        return known.get(key);
    }

    /** In words of ours: an exception's text may be the other side's. */
    static String reason(IOException e) {
        return e instanceof MalformedProof ? e.getMessage() : "it cannot be reached, or answers with an error";
    }
}
