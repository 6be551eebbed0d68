/** What TAB asks. */
@NullMarked
package com.smartonboarding.apikeys.cli.complete;

import org.jspecify.annotations.NullMarked;
