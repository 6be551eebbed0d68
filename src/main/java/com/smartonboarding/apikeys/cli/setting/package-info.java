/** Finds the files and reads the configuration. */
@NullMarked
package com.smartonboarding.apikeys.cli.setting;

import org.jspecify.annotations.NullMarked;
