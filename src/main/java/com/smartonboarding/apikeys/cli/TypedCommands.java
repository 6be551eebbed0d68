package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.cli.failure.Caller;
import com.smartonboarding.apikeys.cli.setting.Settings;
import com.smartonboarding.apikeys.failure.Advice;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.files.ShellWord;
import com.smartonboarding.apikeys.identity.Invoker;
import com.smartonboarding.apikeys.identity.OwnProcess;
import com.smartonboarding.apikeys.model.User;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the person who reads advice types a command about the installation that this call was about. */
public final class TypedCommands {
    private final Host host;
    private final GlobalOptions options;
    private final Supplier<Settings> resolved;

    TypedCommands(Host host, GlobalOptions options, Supplier<Settings> resolved) {
        this.host = host;
        this.options = options;
        this.resolved = resolved;
    }

    /**
     * How the person who reads advice types a command about this installation: with the options that were given, and through
     * sudo if this call came through it. Nothing else decides this.
     */
    public Caller caller() {
        OwnProcess process = host.process().get();
        long account = process.ids().effective();
        if (isElevated(process)) {
            return new Caller(takesAccount() ? "apikeys" : "sudo -u " + sudoName(account) + " apikeys", account);
        }
        return new Caller(
                "apikeys" + option("--database", options.database()) + option("--key-file", options.keyFile()), null);
    }

    /**
     * How the reader of this advice types it, if a command has failed. On a shared server, the files of the tool belong to
     * another account, but other files that are named belong to the reader.
     */
    public Caller reader(Advice advice) {
        try {
            Settings settings = resolved.get();
            return settings.invoker().elevated() && advice.about().stream().allMatch(settings::isForTool)
                    ? caller()
                    : Caller.PLAIN;
        } catch (Failure e) {
            return Caller.PLAIN;
        }
    }

    /** Whether the settings say so. If they cannot be read, an environment that names a user as sudo does counts. */
    private boolean isElevated(OwnProcess process) {
        try {
            return resolved.get().invoker().elevated();
        } catch (Failure e) {
            return Invoker.identify(process, host.environment(), true).elevated();
        }
    }

    private boolean takesAccount() {
        try {
            return resolved.get().takesAccount();
        } catch (Failure e) {
            return false;
        }
    }

    /** An account as sudo takes it. */
    private String sudoName(long account) {
        User owner = host.accounts().find(Long.toString(account)).orElseThrow();
        return owner.hasName() ? owner.name() : "'#" + account + "'";
    }

    private static String option(String name, @Nullable String path) {
        return path == null
                ? ""
                : " " + name + " " + ShellWord.of(Path.of(path).toAbsolutePath().normalize());
    }
}
