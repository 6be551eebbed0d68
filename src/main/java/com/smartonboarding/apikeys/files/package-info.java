/** Which files and folders may be used, and how private ones are made. */
@NullMarked
package com.smartonboarding.apikeys.files;

import org.jspecify.annotations.NullMarked;
