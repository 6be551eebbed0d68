package com.smartonboarding.apikeys.service.doctor;

import com.smartonboarding.apikeys.failure.Advice;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.identity.Accounts;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.model.doctor.Severity;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What a shared server needs beside the files: the service account, the group of the operators, and the sudo rule. */
final class SharedServerChecks {
    private static final String NOT_SHARED =
            "this is not a shared server: the system configuration names no database, or another one";
    private static final String ACCOUNT = "apikeys";
    private static final Path RULE = Path.of("/etc/sudoers.d/apikeys");
    private static final Path GETENT = Path.of("/usr/bin/getent");
    private static final Path VISUDO = Path.of("/usr/sbin/visudo");
    private static final int PATIENCE_SECONDS = 10;

    /** Where sudo accepts the rule, and nobody else can read or change it. */
    private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("r--r-----");

    private final Site site;
    private final Accounts accounts;

    SharedServerChecks(Site site, Accounts accounts) {
        this.site = site;
        this.accounts = accounts;
    }

    void account(Report report) throws IOException {
        if (isNotShared(report)) {
            return;
        }
        long uid = site.guard().account();
        User user = accounts.find(Long.toString(uid)).orElseThrow();
        if (user.hasName()) {
            return;
        }
        String fact = "The database of this machine belongs to uid " + uid + ", and there is no account with this uid.";
        if (accounts.find(ACCOUNT).isPresent()) {
            report.warning(fact, Next.RENUMBER_ACCOUNT, uid, ACCOUNT);
        } else if (hasGroup(ACCOUNT)) {
            report.warning(fact, Next.CREATE_ACCOUNT_IN_GROUP, uid, ACCOUNT);
        } else {
            report.warning(fact, Next.CREATE_ACCOUNT, uid, ACCOUNT);
        }
    }

    void group(Report report) throws IOException {
        if (isNotShared(report)) {
            return;
        }
        if (!Files.isExecutable(GETENT)) {
            report.skip("there is no getent to ask for groups");
            return;
        }
        for (String group : site.operators()) {
            if (!hasGroup(group)) {
                report.warning(
                        "There is no group " + group + ", whose members may use this database through sudo.",
                        Next.CREATE_GROUP,
                        group);
            }
        }
    }

    void sudoRule(Report report) throws IOException {
        if (isNotShared(report)) {
            return;
        }
        if (!Files.isReadable(RULE.resolveSibling(""))) {
            report.skip("only root can look at " + RULE);
            return;
        }
        if (!Files.exists(RULE, LinkOption.NOFOLLOW_LINKS)) {
            report.warning(
                    "There is no sudo rule " + RULE + ", so operators cannot use this database.",
                    Next.INSTALL_SUDO_RULE,
                    RULE,
                    sample());
            return;
        }
        boolean roots = (Integer) Files.getAttribute(RULE, "unix:uid", LinkOption.NOFOLLOW_LINKS) == 0;
        if (!roots || !Files.getPosixFilePermissions(RULE).equals(MODE)) {
            report.add(
                    Severity.ERROR,
                    "The sudo rule " + RULE + " must belong to root and have mode 0440.",
                    Advice.of(Next.CLOSE_SUDO_RULE, RULE),
                    null);
        } else if (site.deep()
                && Files.isReadable(RULE)
                && Files.isExecutable(VISUDO)
                && run(VISUDO.toString(), "-cf", RULE.toString()) != 0) {
            report.error("sudo does not understand the rule " + RULE + ".", Next.INSTALL_SUDO_RULE, RULE, sample());
        }
    }

    private static boolean hasGroup(String name) throws IOException {
        return Files.isExecutable(GETENT) && run(GETENT.toString(), "group", name) == 0;
    }

    private boolean isNotShared(Report report) {
        if (!site.shared()) {
            report.skip(NOT_SHARED);
        }
        return !site.shared();
    }

    /** The rule that the package has. */
    private static Path sample() {
        String natives = System.getProperty("apikeys.native", "/usr/share/apikeys/lib/native");
        return Path.of(natives).resolve("../../share/sudoers.d/apikeys").normalize();
    }

    private static int run(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(command))
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        Process process = builder.start();
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        } finally {
            process.destroyForcibly();
        }
    }
}
