/** JSON text and its schemas. */
@NullMarked
package com.smartonboarding.apikeys.output.json;

import org.jspecify.annotations.NullMarked;
