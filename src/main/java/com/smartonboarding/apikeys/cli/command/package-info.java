/** One class for each subcommand, and what only one of them needs. */
@NullMarked
package com.smartonboarding.apikeys.cli.command;

import org.jspecify.annotations.NullMarked;
