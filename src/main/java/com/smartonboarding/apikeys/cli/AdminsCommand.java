package com.smartonboarding.apikeys.cli;

import picocli.CommandLine.Command;

/** Groups the commands about the System Administrator role. */
@Command(
        name = "admins",
        synopsisSubcommandLabel = "COMMAND",
        header = "List, add and remove System Administrators.",
        footer = {"", "Examples:", "  apikeys admins list", "  apikeys admins add alice"})
final class AdminsCommand {}
