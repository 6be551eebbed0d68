package com.smartonboarding.apikeys.service.doctor;

import com.smartonboarding.apikeys.identity.Accounts;
import com.smartonboarding.apikeys.model.doctor.Diagnosis;
import com.smartonboarding.apikeys.model.doctor.Figures;
import java.util.List;

/** All checks of one installation. */
public final class Doctor {
    private final Site site;
    private final FileChecks files;
    private final DiskChecks disk;
    private final DatabaseChecks database;
    private final TokenChecks tokens;
    private final KeyChecks keys;
    private final RoleChecks roles;
    private final HabitChecks habits;
    private final SharedServerChecks shared;

    public Doctor(Site site, Accounts accounts) {
        this.site = site;
        files = new FileChecks(site);
        disk = new DiskChecks(site);
        database = new DatabaseChecks(site);
        tokens = new TokenChecks(site.now(), site.policy());
        keys = new KeyChecks(site, database);
        roles = new RoleChecks(site, database);
        habits = new HabitChecks(site, database);
        shared = new SharedServerChecks(site, accounts);
    }

    /** Makes all checks after those that were made already. */
    public Diagnosis examine(Examination examination) {
        examination.make(List.of(
                new Check("database-file", files::database),
                new Check("key-file", files::keyFile),
                new Check("anchor-file", files::anchor)));
        boolean usable = !examination.hasErrors();
        examination.make(List.of(
                new Check("disk-writable", disk::writable),
                new Check("disk-space", disk::space),
                new Check("disk-inodes", disk::inodes),
                new Check("reserve", disk::reserve),
                new Check("leftovers", new LeftoverChecks(site)::leftovers),
                new Check("class-data", new ClassDataChecks()::classData),
                new Check("schema", usable ? database::schema : DatabaseChecks::skip),
                new Check("database", database::opens),
                new Check("structure", database::structure),
                new Check("rows", report -> database.rows(report, tokens)),
                new Check("audit-trail", database::trail),
                new Check("last-anchor", database::anchor),
                new Check("clock", database::clock),
                new Check("key-age", keys::age),
                new Check("key-use", keys::use),
                new Check("administrators", roles::administrators)));
        examination.make(ofTokens(
                new Check("expired-tokens", tokens::expired),
                new Check("expiring-tokens", tokens::expiring),
                new Check("unused-tokens", tokens::unused),
                new Check("disabled-tokens", tokens::disabled),
                new Check("endless-tokens", tokens::endless),
                new Check("policy", tokens::policy),
                new Check("labels", tokens::labels),
                new Check("rotations", tokens::rotations)));
        examination.make(List.of(
                new Check("last-backup", habits::backup),
                new Check("last-audit-verify", habits::auditVerify),
                new Check("service-account", shared::account),
                new Check("operators", shared::group),
                new Check("sudo-rule", shared::sudoRule)));
        return new Diagnosis(site.now(), site.deep(), examination.results(), figures());
    }

    /** Without all tokens, these checks would miss something. */
    private List<Check> ofTokens(Check... checks) {
        if (database.areRowsRead()) {
            return List.of(checks);
        }
        return List.of(checks).stream()
                .map(check -> new Check(check.name(), report -> report.skip("the tokens could not be read")))
                .toList();
    }

    private Figures figures() {
        DatabaseChecks.Content content = database.content();
        return content == null || !database.areRowsRead()
                ? Figures.NONE
                : new Figures(tokens.counts(), tokens.expiringSoon(), content.lastBackup(), content.lastAuditVerify());
    }
}
