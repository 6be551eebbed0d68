/** The commands about the audit trail. */
@NullMarked
package com.smartonboarding.apikeys.cli.command.audit;

import org.jspecify.annotations.NullMarked;
