/** The tool under trial, and what is known about its tokens. */
@NullMarked
package com.smartonboarding.apikeys.torture.tool;

import org.jspecify.annotations.NullMarked;
