/** Where the files are and what the configuration says. */
@NullMarked
package com.smartonboarding.apikeys.cli.setting;

import org.jspecify.annotations.NullMarked;
