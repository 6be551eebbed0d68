/** Answers the completion scripts when a user presses TAB. */
@NullMarked
package com.smartonboarding.apikeys.cli.complete;

import org.jspecify.annotations.NullMarked;
