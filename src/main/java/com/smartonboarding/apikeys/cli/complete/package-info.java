/** What the completion scripts of the shells ask when a user presses TAB. */
@NullMarked
package com.smartonboarding.apikeys.cli.complete;

import org.jspecify.annotations.NullMarked;
