package com.smartonboarding.apikeys;

import com.smartonboarding.apikeys.cli.caller.CallersProcess;

/**
 * The program that the launcher starts for the caller, where the command itself runs as another account and names files
 * of the caller's.
 */
final class CallerMain {
    private CallerMain() {}

    public static void main(String[] args) {
        System.exit(new CallersProcess(Main.host()).run(args));
    }
}
