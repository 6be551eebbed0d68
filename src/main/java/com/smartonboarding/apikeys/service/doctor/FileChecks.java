package com.smartonboarding.apikeys.service.doctor;

import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.WrongKeyException;
import com.smartonboarding.apikeys.secret.KeyFile;
import com.smartonboarding.apikeys.store.Anchor;
import com.smartonboarding.apikeys.store.engine.Reserve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of the tool, what SQLite would read beside them, and all folders above them: kind, owner, mode, hard links,
 * and the type of the file system.
 */
final class FileChecks {
    private final Site site;

    FileChecks(Site site) {
        this.site = site;
    }

    void database(Report report) throws IOException {
        Path database = site.database();
        boolean exists = Rules.hold(report, () -> site.guard().checkDatabase(database));
        if (report.isClean() && (!exists || Files.size(database) == 0)) {
            if (new Reserve(database).exists()) {
                report.error(
                        "The token database " + database + " is gone or empty, but its reserve file is still there.",
                        Next.RESTORE_OR_BEGIN,
                        database + ".reserve");
            } else if (Files.exists(Anchor.file(site.keyFile(), database))) {
                report.error(
                        "The token database " + database
                                + " is gone: the anchor file beside the key file still knows it.",
                        Next.RESTORE_OR_INITIALIZE);
            } else {
                report.error("There is no token database at " + database + ".", Next.CREATE_DATABASE);
            }
        }
    }

    void keyFile(Report report) {
        Path keyFile = site.keyFile();
        boolean exists = Rules.hold(report, () -> site.guard().checkKeyFile(keyFile));
        if (!report.isClean()) {
            return;
        }
        if (exists) {
            read(report, keyFile);
        } else if (Files.exists(site.database())) {
            report.error("There is no key file at " + keyFile + ".", Next.RESTORE_KEY_FILE, keyFile);
        } else {
            report.skip("there is no database");
        }
    }

    private static void read(Report report, Path keyFile) {
        try {
            KeyFile.read(keyFile);
        } catch (WrongKeyException e) {
            report.error(e.fact(), Next.RESTORE_KEY_FILE, keyFile);
        }
    }

    void anchor(Report report) {
        if (site.guard().keyFromRoot()) {
            report.skip("no anchor file can be kept beside a key file of root");
            return;
        }
        Path anchor = Anchor.file(site.keyFile(), site.database());
        if (!Rules.hold(report, () -> site.guard().check(anchor)) && report.isClean()) {
            report.skip("there is no anchor file");
        }
    }
}
