/** Editing: changes what was said about a token, and keeps its code. */
@NullMarked
package com.smartonboarding.apikeys.service.edit;

import org.jspecify.annotations.NullMarked;
