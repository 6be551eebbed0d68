/** The command line: the commands, their wiring, and the one place that turns errors into text and exit codes. */
@NullMarked
package com.smartonboarding.apikeys.cli;

import org.jspecify.annotations.NullMarked;
