/** The history of a token in each format. */
@NullMarked
package com.smartonboarding.apikeys.output.history;

import org.jspecify.annotations.NullMarked;
