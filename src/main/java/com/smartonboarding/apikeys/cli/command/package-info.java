/**
 * One class for each subcommand, and what only one of them needs. There is a part for each subject; here are the commands
 * about the command line itself.
 */
@NullMarked
package com.smartonboarding.apikeys.cli.command;

import org.jspecify.annotations.NullMarked;
