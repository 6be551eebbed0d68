/** The commands about the holders of the role. */
@NullMarked
package com.smartonboarding.apikeys.cli.command.admins;

import org.jspecify.annotations.NullMarked;
