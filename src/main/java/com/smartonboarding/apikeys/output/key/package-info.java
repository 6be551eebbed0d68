/** The printers of master keys. */
@NullMarked
package com.smartonboarding.apikeys.output.key;

import org.jspecify.annotations.NullMarked;
