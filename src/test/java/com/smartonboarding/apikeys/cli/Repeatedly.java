package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.failure.ExitCode;
import java.nio.file.Path;

/** A program that generates many tokens one after another with the real tool: {@code HOME PREFIX COUNT}. */
public final class Repeatedly {
    private Repeatedly() {}

    public static void main(String[] args) {
        Cli cli = new Cli(Path.of(args[0]));
        for (int i = 0; i < Integer.parseInt(args[2]); i++) {
            String code = cli.run("generate", "--quiet", "--label", args[1] + "-" + i)
                    .exits(ExitCode.OK)
                    .line();
            System.out.println(args[1] + "-" + i + " " + code);
        }
    }
}
