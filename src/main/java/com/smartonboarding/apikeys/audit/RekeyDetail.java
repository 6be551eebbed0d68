package com.smartonboarding.apikeys.audit;

import com.smartonboarding.apikeys.model.StoredWords.Action;
import com.smartonboarding.apikeys.model.StoredWords.Detail;
import java.util.HexFormat;

/**
 * What an event about a change of the key says about the end of the trail directly before it. Under the new key, that
 * event has another MAC.
 *
 * @param formerKey the key that made the MACs before
 * @param sequence the last event before
 * @param mac its MAC under the former key
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
public record RekeyDetail(String formerKey, long sequence, byte[] mac) {
    /** The detail of the event. */
    public String text(String newKey) {
        return Detail.KEY + newKey + end();
    }

    /** Whether this event is the change of the key at this end of the trail. */
    public boolean isIn(AuditEvent event) {
        String detail = event.detail();
        return event.sequence() == sequence + 1
                && event.action().equals(Action.KEY_REKEY)
                && !event.denied()
                && detail != null
                && detail.endsWith(end());
    }

    private String end() {
        return " " + Detail.FORMER_KEY + formerKey + " " + Detail.LAST_EVENT + sequence + " " + Detail.LAST_MAC
                + HexFormat.of().formatHex(mac);
    }
}
