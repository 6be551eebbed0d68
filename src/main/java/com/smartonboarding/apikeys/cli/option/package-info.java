/** Options that several commands share, and the converters of their values. */
@NullMarked
package com.smartonboarding.apikeys.cli.option;

import org.jspecify.annotations.NullMarked;
