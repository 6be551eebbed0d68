/** Decides which files and folders may be used, and makes private ones. */
@NullMarked
package com.smartonboarding.apikeys.files;

import org.jspecify.annotations.NullMarked;
