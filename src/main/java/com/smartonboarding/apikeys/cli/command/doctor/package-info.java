/** The command that checks the installation. */
@NullMarked
package com.smartonboarding.apikeys.cli.command.doctor;

import org.jspecify.annotations.NullMarked;
