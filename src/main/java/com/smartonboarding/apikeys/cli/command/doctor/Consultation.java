package com.smartonboarding.apikeys.cli.command.doctor;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.setting.Settings;
import com.smartonboarding.apikeys.cli.setting.UselessSettings;
import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.doctor.Diagnosis;
import com.smartonboarding.apikeys.model.doctor.Figures;
import com.smartonboarding.apikeys.service.doctor.Check;
import com.smartonboarding.apikeys.service.doctor.Doctor;
import com.smartonboarding.apikeys.service.doctor.Examination;
import com.smartonboarding.apikeys.service.doctor.Report;
import com.smartonboarding.apikeys.service.doctor.Rules;
import com.smartonboarding.apikeys.service.doctor.Site;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Begins with the settings, which say where everything else is. Without them, nothing else can be examined. */
final class Consultation {
    private final Context context;
    private final LongConsumer progress;
    private @Nullable Settings settings;

    Consultation(Context context, LongConsumer progress) {
        this.context = context;
        this.progress = progress;
    }

    Diagnosis examine(boolean deep, boolean fix) {
        Examination examination = new Examination(fix);
        examination.make(List.of(new Check("settings", this::findSettings)));
        Settings known = settings;
        if (known == null) {
            examination.make(List.of(new Check("files", report -> report.skip("the settings could not be read"))));
            return new Diagnosis(context.now(), deep, examination.results(), Figures.NONE);
        }
        if (known.invoker().elevated()
                && known.invoker().actor().uid() != 0
                && (fix || known.policy().viewersAreAdministrators())) {
            requireRole(fix ? "--fix" : "'doctor'");
        }
        UselessSettings useless = new UselessSettings(context.host().environment(), known);
        examination.make(List.of(
                new Check("unknown-variables", useless::unknownVariables),
                new Check("variables", useless::variablesThatPointElsewhere),
                new Check("overridden-settings", useless::overriddenSettings)));
        Site site = new Site(
                known.database(),
                known.keyFile(),
                useless.isShared() && !known.guard().keyFromRoot(),
                known.operators(),
                known.guard(),
                known.policy(),
                context::session,
                context.now(),
                deep,
                progress);
        return new Doctor(site, context.host().accounts()).examine(examination);
    }

    private void findSettings(Report report) {
        Rules.hold(report, () -> {
            settings = context.settings();
            return true;
        });
    }

    /** Through sudo, files are looked at and changed with the rights of another account. */
    private void requireRole(String what) {
        try {
            context.session().lookAsAdministrator(AuditAction.DOCTOR, List.of(), transaction -> true);
        } catch (DeniedException e) {
            throw e;
        } catch (Failure e) {
            throw new DeniedException("Through sudo, " + what
                    + " needs the System Administrator role, and who holds it could not be read: " + e.fact());
        }
    }
}
