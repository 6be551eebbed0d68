package com.smartonboarding.apikeys.cli.talk;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.service.policy.Policy;
import com.smartonboarding.apikeys.service.policy.PolicySetting;
import org.jspecify.annotations.Nullable;

/** What people are told about the policy when a command succeeds. */
public final class PolicyNotes {
    private PolicyNotes() {}

    /** Warns about values of the user configuration that do not apply, because the system configuration is stricter. */
    public static void warn(Context context, Policy policy) {
        policy.overruled().forEach(sentence -> context.sayWrapped("Warning: " + sentence));
    }

    /** A sentence about the setting that gave a token its lifetime; empty if none did. */
    public static String lifetime(@Nullable PolicySetting<?> setting) {
        return setting == null ? "" : " The lifetime is set by the policy: " + setting.words() + ".";
    }
}
