package com.smartonboarding.apikeys.cli.failure;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.launcher.ExposureWatch;
import com.smartonboarding.apikeys.launcher.Installation;
import com.smartonboarding.apikeys.launcher.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Arguments pass through the launcher and a real process unchanged, and do no harm. */
@ExposureWatch.ExposesCodes
class HostileArgumentsIT {
    private static final int VECTORS = 60;
    private static final long SEED = 60;

    @Test
    void anyArgumentsOfAProcessEndInAnExitCodeAndASentenceWithoutASecret(Home home) throws Exception {
        Cli cli = home.cli();
        String code = HostileArgumentsTest.tokenToPaste(cli);
        HostileArguments hostile = new HostileArguments(SEED, home.folder(), cli.keyFile(), "demo", code, true);
        List<String> secrets = HostileArgumentsTest.secrets(code, cli.keyFile());
        HostileArgumentsTest.Typed typed = new HostileArgumentsTest.Typed();

        for (int i = 0; i < VECTORS; i++) {
            String[] args = hostile.next();
            Run.Ended run = home.on(Run.of(Installation.LAUNCHER, args)).end();
            typed.add(args);
            HostileArgumentsTest.check(args, run.code(), typed.removedFrom(run.out()), run.err(), secrets);
        }
    }
}
