package com.smartonboarding.apikeys.cli;

import picocli.CommandLine.Command;

/** Groups the commands about the System Administrator role. */
@Command(
        name = "admins",
        header = "List, add and remove System Administrators.",
        footer = {
            "# Who may change something, and see codes",
            "apikeys admins list",
            "# One more",
            "apikeys admins add alice"
        })
final class AdminsCommand {}
