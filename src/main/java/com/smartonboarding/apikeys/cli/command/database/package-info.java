/** The commands about the database as a whole. */
@NullMarked
package com.smartonboarding.apikeys.cli.command.database;

import org.jspecify.annotations.NullMarked;
