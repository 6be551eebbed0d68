/** Editing: changes the details of a token, and keeps its code. */
@NullMarked
package com.smartonboarding.apikeys.service.edit;

import org.jspecify.annotations.NullMarked;
