/** What a scan found, in each format. */
@NullMarked
package com.smartonboarding.apikeys.output.finding;

import org.jspecify.annotations.NullMarked;
