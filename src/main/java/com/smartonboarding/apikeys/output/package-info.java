/** How values are printed; knows values, not commands. */
@NullMarked
package com.smartonboarding.apikeys.output;

import org.jspecify.annotations.NullMarked;
