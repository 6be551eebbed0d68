/** The only place where errors become text and exit codes. */
@NullMarked
package com.smartonboarding.apikeys.cli.failure;

import org.jspecify.annotations.NullMarked;
