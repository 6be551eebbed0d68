package com.smartonboarding.apikeys.torture;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of the trials of one kind.
 *
 * @param control whether a defence was taken away, so that some of the trials must fail
 * @param planned how many a whole run makes
 * @param outcomes how often each outcome was seen
 * @param failures the first failures in words, each with what it takes to see it again
 * @param skipped why there were none; empty when there were
 */
record Row(
        String suite,
        String what,
        boolean control,
        int planned,
        int trials,
        Map<String, Integer> outcomes,
        int failed,
        List<String> failures,
        String skipped) {

    /** Whether this is as it must be: a control that does not fail says that the suite notices nothing. */
    boolean isRight() {
        return !skipped.isEmpty() || control == (failed > 0);
    }

    /** The row of the table in the documentation. */
    String markdown() {
        String seen = outcomes.entrySet().stream()
                .map(outcome -> outcome.getValue() + " " + outcome.getKey())
                .collect(Collectors.joining(", "));
        if (!skipped.isEmpty()) {
            return "| %s | 0 of %,d | skipped: %s | - |%n".formatted(what, planned, skipped);
        }
        String number = trials == planned ? "%,d".formatted(trials) : "%,d of %,d".formatted(trials, planned);
        String end = control ? failed + (isRight() ? ", as it must" : ": **the control does not fail**") : "" + failed;
        return "| %s%s | %s | %s | %s |%n".formatted(control ? "control: " : "", what, number, seen, end);
    }
}
