/** The command that serves verification over HTTP, and what only it needs. */
@NullMarked
package com.smartonboarding.apikeys.cli.command.serve;

import org.jspecify.annotations.NullMarked;
