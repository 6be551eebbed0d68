package com.smartonboarding.apikeys.cli.failure;

import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.secret.Redactor;
import java.util.Map;

/**
 * Refuses codes where others can read them: every user of the machine can read arguments, and every child process the
 * environment.
 */
public final class ExposedCodes {
    private ExposedCodes() {}

    public static void refuse(String[] args, Map<String, String> environment) {
        for (String arg : args) {
            if (Redactor.holdsCode(arg)) {
                throw exposed(
                        "an argument, where every user of this machine can read it and the shell's history keeps it");
            }
        }
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            if (variable.getKey().startsWith("APIKEYS_") && Redactor.holdsCode(variable.getValue())) {
                throw exposed("the environment variable " + variable.getKey() + ", which every child process inherits");
            }
        }
    }

    private static UsageException exposed(String where) {
        return new UsageException("A token code was given in " + where
                + ". The code was not used and is not repeated here. Treat it as exposed, and revoke its token by the"
                + " id: the " + TokenCode.ID_LENGTH + " characters before the last '_'.");
    }
}
