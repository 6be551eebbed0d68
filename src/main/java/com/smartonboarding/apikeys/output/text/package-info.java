/** Text that is safe to print, its width, paragraphs and tables. */
@NullMarked
package com.smartonboarding.apikeys.output.text;

import org.jspecify.annotations.NullMarked;
