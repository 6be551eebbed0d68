/** What a git repository keeps, read through git. */
@NullMarked
package com.smartonboarding.apikeys.scan.git;

import org.jspecify.annotations.NullMarked;
