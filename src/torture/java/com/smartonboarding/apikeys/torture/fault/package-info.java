/** What goes wrong on purpose. */
@NullMarked
package com.smartonboarding.apikeys.torture.fault;

import org.jspecify.annotations.NullMarked;
