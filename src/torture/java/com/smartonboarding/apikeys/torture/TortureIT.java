package com.smartonboarding.apikeys.torture;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.launcher.ExposureWatch;
import com.smartonboarding.apikeys.torture.trial.Row;
import com.smartonboarding.apikeys.torture.trial.Suite;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs a few trials of each suite and of its controls. {@code src/torture/run} runs all of them. */
@ExposureWatch.ExposesCodes
class TortureIT {
    private static final double SCALE = 0.01;
    private static final long SEED = 20261123;

    @ParameterizedTest
    @MethodSource("suites")
    void aFewTrialsHoldAndTheirControlsFail(String name) throws Exception {
        Suite suite = Torture.SUITES.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();

        List<Row> rows = Torture.run(suite, SEED, SCALE, 2, null);

        assertThat(rows).isNotEmpty();
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.isRight())
                        .as("%s%s%n%s", row.markdown(), suite.promise(), String.join("\n", row.failures()))
                        .isTrue());
    }

    /** All but the suite whose moments {@link KilledAnywhereIT} tries. */
    static List<String> suites() {
        return Torture.SUITES.stream()
                .map(Suite::name)
                .filter(name -> !name.equals("keys"))
                .toList();
    }
}
