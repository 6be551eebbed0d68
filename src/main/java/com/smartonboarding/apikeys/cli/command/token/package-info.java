/** The commands about tokens and their codes, and what only they need. */
@NullMarked
package com.smartonboarding.apikeys.cli.command.token;

import org.jspecify.annotations.NullMarked;
