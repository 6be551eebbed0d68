package com.smartonboarding.apikeys.torture.trial;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The results of the trials of one kind.
 *
 * @param control whether a defence was removed, so that some of the trials must fail
 * @param planned how many trials a complete run has
 * @param outcomes how often each outcome occurred
 * @param failures the first failures, each with the values that are needed to repeat it
 * @param skipped why there were no trials; empty if there were some
 */
public record Row(
        String suite,
        String what,
        boolean control,
        int planned,
        int trials,
        Map<String, Integer> outcomes,
        int failed,
        List<String> failures,
        String skipped) {

    /** Whether the result is right. If no trial of a control fails, the suite cannot detect the problem. */
    public boolean isRight() {
        return !skipped.isEmpty() || control == (failed > 0);
    }

    /** The row of the table in the documentation. */
    public String markdown() {
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
