/**
 * What commands declare: options and operands, groups of them that yield plain values, and the converters of values.
 */
@NullMarked
package com.smartonboarding.apikeys.cli.option;

import org.jspecify.annotations.NullMarked;
