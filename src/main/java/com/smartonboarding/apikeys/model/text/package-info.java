/** Text: which characters a value may have, and how times and file names are written. */
@NullMarked
package com.smartonboarding.apikeys.model.text;

import org.jspecify.annotations.NullMarked;
